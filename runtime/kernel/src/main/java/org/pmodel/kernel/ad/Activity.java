package org.pmodel.kernel.ad;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Stmt.Storage.Access;
import org.pmodel.kernel.Value;

/**
 * The values and arrays that carry derivatives: those that depend on the input and on which the objective depends. Arrays are taken as wholes and
 * the order of statements is not used, so the answer errs on the side of more.
 */
final class Activity {
    private final Set<Value> varied = new HashSet<>(), useful = new HashSet<>();
    private final Set<Array> variedArrays = new HashSet<>(), usefulArrays = new HashSet<>();
    private boolean changed;

    Activity(Block body, Set<Array> inputs, Set<Array> objectives) {
        variedArrays.addAll(inputs);
        usefulArrays.addAll(objectives);
        do {
            changed = false;
            forward(body);
        } while (changed);
        do {
            changed = false;
            backward(body);
        } while (changed);
    }

    boolean isActive(Atom atom) {
        return atom instanceof Value v && varied.contains(v) && useful.contains(v);
    }

    /** Whether a call carries derivatives from what it reads to what it changes. */
    boolean isActive(Stmt.Call call) {
        return call.with(Access.READ).stream().anyMatch(this::isActive) && call.changed().stream().anyMatch(this::isActive);
    }

    boolean isActive(Array array) {
        return variedArrays.contains(array) && usefulArrays.contains(array);
    }

    private void forward(Block block) {
        for (Stmt statement : block.statements()) {
            switch (statement) {
                case Stmt.Let(Value result, Op op, List<Atom> arguments) -> {
                    for (int i = 0; i < arguments.size(); i++) {
                        if (varied.contains(arguments.get(i)) && !(op.partials().get(i) instanceof Op.Partial.Zero)) {
                            changed |= varied.add(result);
                        }
                    }
                }
                case Stmt.Load s -> {
                    if (variedArrays.contains(s.array()) && s.array().elem() == Elem.REAL) {
                        changed |= varied.add(s.result());
                    }
                }
                case Stmt.Store s -> flow(s.value(), s.array());
                case Stmt.Add s -> flow(s.value(), s.array());
                case Stmt.For s -> forward(s.body());
                case Stmt.While s -> {
                    forward(s.header());
                    forward(s.body());
                }
                case Stmt.If s -> {
                    forward(s.then());
                    forward(s.otherwise());
                }
                case Stmt.Call s -> {
                    if (s.with(Access.READ).stream().anyMatch(variedArrays::contains)) {
                        changed |= variedArrays.addAll(reals(s.changed()));
                    }
                }
                case Stmt.Alloc s -> { }
                case Stmt.Check s -> { }
                case Stmt.Print s -> { }
                case Stmt.Push s -> { }
                case Stmt.Pop s -> {
                    if (s.result().elem() == Elem.REAL) {
                        changed |= varied.add(s.result()); // whatever was pushed
                    }
                }
            }
        }
    }

    private static List<Array> reals(List<Array> arrays) {
        return arrays.stream().filter(a -> a.elem() == Elem.REAL).toList();
    }

    private void flow(Atom value, Array array) {
        if (varied.contains(value)) {
            changed |= variedArrays.add(array);
        }
    }

    private void backward(Block block) {
        List<Stmt> statements = block.statements();
        for (int k = statements.size() - 1; k >= 0; k--) {
            switch (statements.get(k)) {
                case Stmt.Let(Value result, Op op, List<Atom> arguments) -> {
                    for (int i = 0; i < arguments.size(); i++) {
                        if (useful.contains(result) && !(op.partials().get(i) instanceof Op.Partial.Zero)) {
                            use(arguments.get(i));
                        }
                    }
                }
                case Stmt.Load s -> {
                    if (useful.contains(s.result())) {
                        changed |= usefulArrays.add(s.array());
                    }
                }
                case Stmt.Store s -> {
                    if (usefulArrays.contains(s.array())) {
                        use(s.value());
                    }
                }
                case Stmt.Add s -> {
                    if (usefulArrays.contains(s.array())) {
                        use(s.value());
                    }
                }
                case Stmt.For s -> backward(s.body());
                case Stmt.While s -> {
                    backward(s.body());
                    backward(s.header());
                }
                case Stmt.If s -> {
                    backward(s.then());
                    backward(s.otherwise());
                }
                case Stmt.Call s -> {
                    if (s.changed().stream().anyMatch(usefulArrays::contains)) {
                        changed |= usefulArrays.addAll(reals(s.with(Access.READ)));
                    }
                }
                case Stmt.Alloc s -> { }
                case Stmt.Check s -> { }
                case Stmt.Print s -> { }
                case Stmt.Push s -> use(s.value());
                case Stmt.Pop s -> { }
            }
        }
    }

    private void use(Atom atom) {
        if (atom instanceof Value v) {
            changed |= useful.add(v);
        }
    }
}
