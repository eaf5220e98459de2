package org.pmodel.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pmodel.kernel.print.TextPrinter;

/** Folding and sharing leave the value of every expression as it was, at special numbers too; only the sign of zero is not kept. */
class FoldTest {
    private static final List<String> NAMES = List.of("neg", "add", "sub", "mul", "div", "real", "ineg", "iadd", "isub", "imul", "idiv", "imod", "ieq", "ine", "ilt",
            "ile", "not", "and", "eq", "ne", "lt", "le", "select", "iselect", "rare");
    private static final double[] REALS = {0, 1, -1, 2, -0.5, 0.3, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    private static final int[] INTEGERS = {0, 1, -1, 2, 5, -7};

    @Test
    void foldedExpressionsHaveTheValueOfWhatWasWritten() {
        for (int seed = 0; seed < 4000; seed++) {
            Kernel written = kernel(seed, false), folded = kernel(seed, true);
            assertEquals(value(written), value(folded), 0.0, () -> TextPrinter.print(written) + TextPrinter.print(folded));
        }
    }

    private static double value(Kernel kernel) {
        double value = Interpreter.run(kernel, Map.of(), new double[0], new double[0], 1).output()[0];
        return value == 0 ? 0 : value;
    }

    /** A random expression, written statement by statement or through the builder. */
    private static Kernel kernel(int seed, boolean folded) {
        Random random = new Random(seed);
        Builder out = new Builder(new Fresh(1));
        Array result = out.alloc("out", Elem.REAL, List.of(Atom.UNIT), new Stmt.Storage.Output());
        List<Atom> atoms = new ArrayList<>();
        for (Elem elem : Elem.values()) {
            for (int i = 0; i < 2; i++) {
                Array cell = out.local("v", elem, List.of(), Stmt.Init.NONE);
                out.store(cell, List.of(), elem == Elem.REAL ? Atom.of(REALS[random.nextInt(REALS.length)]) : Atom.of(INTEGERS[random.nextInt(INTEGERS.length)]));
                atoms.add(out.load("v", cell, List.of()));
            }
        }
        for (int i = 0; i < 6; i++) {
            Op op = Ops.byName(NAMES.get(random.nextInt(NAMES.size())));
            List<Atom> arguments = new ArrayList<>();
            for (Elem elem : op.parameters()) {
                arguments.add(argument(elem, atoms, random));
            }
            if (op == Ops.INT_DIVIDE || op == Ops.INT_MODULO) {
                arguments.set(1, Atom.of(1 + random.nextInt(3)));
            } else if (op == Ops.DIVIDE) {
                arguments.set(1, Atom.of(REALS[1 + random.nextInt(5)]));
            }
            atoms.add(folded ? out.let(op, arguments) : plain(out, op, arguments));
        }
        Atom last = atoms.getLast();
        out.store(result, List.of(Atom.NONE), last.elem() == Elem.REAL ? last : plain(out, Ops.TO_REAL, List.of(last)));
        return new Kernel("fold", out.finish(), List.of());
    }

    private static Atom argument(Elem elem, List<Atom> atoms, Random random) {
        if (random.nextInt(3) == 0) {
            return elem == Elem.REAL ? Atom.of(REALS[random.nextInt(6)]) : Atom.of(INTEGERS[random.nextInt(4)]);
        }
        List<Atom> fits = atoms.stream().filter(a -> a.elem() == elem).toList();
        return fits.get(Math.max(0, fits.size() - 1 - random.nextInt(3)));
    }

    private static Atom plain(Builder out, Op op, List<Atom> arguments) {
        Value result = out.fresh().value(op.name(), op.result());
        out.emit(new Stmt.Let(result, op, arguments));
        return result;
    }
}
