package org.pmodel.kernel.print;

import java.util.List;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Value;

/** About how many bytes of code statements become in a class: a little more than they do in methods with many variables, whose instructions are wide. */
final class CodeSize {
    private static final int INSTRUCTION = 1, OPERAND = 4, ALLOCATION = 30, LOOP = 16, BRANCH = 8, CHECK = 20, CALL = 24;

    private CodeSize() {}

    static int of(List<Stmt> statements) {
        return statements.stream().mapToInt(CodeSize::of).sum();
    }

    static int of(Block block) {
        return of(block.statements());
    }

    static int of(Stmt statement) {
        return switch (statement) {
            case Stmt.Let s -> OPERAND + operands(s.arguments()) + 2 * INSTRUCTION + (s.op().parameters().size() > 2 ? BRANCH : 0);
            case Stmt.Load s -> OPERAND + element(s.index());
            case Stmt.Store s -> OPERAND + element(s.index());
            case Stmt.Add s -> 2 * OPERAND + element(s.index());
            case Stmt.Alloc s -> s.sizes().isEmpty() ? 2 * OPERAND : ALLOCATION + operands(s.sizes());
            case Stmt.For s -> LOOP + of(s.body());
            case Stmt.While s -> LOOP + of(s.header()) + of(s.body());
            case Stmt.If s -> LOOP + of(s.then()) + of(s.otherwise());
            case Stmt.Check s -> CHECK + 2 * operands(s.values());
            case Stmt.Call s -> CALL + operands(s.arguments()) + 3 * OPERAND * s.memory().size();
            case Stmt.Print s -> CALL;
            case Stmt.Push s -> CHECK;
            case Stmt.Pop s -> 3 * OPERAND;
        };
    }

    private static int operands(List<Atom> atoms) {
        return atoms.stream().mapToInt(a -> a instanceof Value ? OPERAND : OPERAND - INSTRUCTION).sum();
    }

    /** An array, a place in it by the rule of Horner, and what is read or written there. */
    private static int element(List<Atom> index) {
        return index.isEmpty() ? OPERAND : 2 * OPERAND + 2 * operands(index) + 2 * INSTRUCTION * index.size();
    }
}
