package org.pmodel.kernel.pass;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Structure;
import org.pmodel.kernel.Value;

/** Which values, arrays and statements of a kernel depend on its input; the others can be evaluated when data are bound. */
final class Late {
    private final Kernel kernel;
    private final Structure structure;
    private final Set<Value> late = new HashSet<>();
    private final Set<Array> lateArrays = new HashSet<>();
    private final Set<Array> totals = new HashSet<>();
    private boolean changed;
    private boolean afterInput;
    private final Set<Stmt.Call> lateCalls = Collections.newSetFromMap(new IdentityHashMap<>());
    /** Those of the model rather than of transformed data: they print on every run, even what never changes. */
    private final Set<Stmt.Print> latePrints = Collections.newSetFromMap(new IdentityHashMap<>());

    Late(Kernel kernel, Structure structure) {
        this.kernel = kernel;
        this.structure = structure;
        findTotals();
        lateArrays.addAll(totals);
        classify();
    }

    /** Leaves arrays to the running kernel, because it needs elements that the binding kernel has no way to keep. */
    void postpone(Set<Array> arrays) {
        lateArrays.addAll(arrays);
        classify();
    }

    private void classify() {
        do {
            changed = false;
            afterInput = false;
            classify(kernel.body(), false);
        } while (changed);
    }

    /** Scalars at the outermost level that are only added to before they are read: what is added of data alone can be added up beforehand. */
    Set<Array> totals() {
        return totals;
    }

    private void findTotals() {
        Effects effects = Effects.of(kernel.body());
        for (Stmt s : kernel.body().statements()) {
            if (s instanceof Stmt.Alloc(Array array, List<Atom> sizes, Stmt.Storage storage) && storage instanceof Stmt.Storage.Local(Stmt.Init init)
                    && array.rank() == 0 && array.elem() == Elem.REAL && init == Stmt.Init.ZERO && !effects.stores().contains(array)
                    && effects.adds().contains(array) && isReadLast(array)) {
                totals.add(array);
            }
        }
    }

    /** Whether the array is read at the outermost level only, after all additions. */
    private boolean isReadLast(Array array) {
        boolean read = false;
        for (Stmt s : kernel.body().statements()) {
            Effects effects = Effects.of(s);
            if (read && effects.adds().contains(array)) {
                return false;
            }
            if (effects.loads().contains(array)) {
                if (!(s instanceof Stmt.Load)) {
                    return false;
                }
                read = true;
            }
        }
        return read;
    }

    private void classify(Block block, boolean lateControl) {
        for (Stmt statement : block.statements()) {
            switch (statement) {
                case Stmt.Let s -> mark(s.result(), lateControl || isLate(s.arguments()) || s.op().isRandom() && afterInput);
                case Stmt.Load s -> {
                    boolean passing = structure.introducedIn(s.array()) != kernel.body() || !structure.isStable(s);
                    if (passing && (lateControl || isLate(s.index()))) {
                        mark(s.array(), true);
                    }
                    mark(s.result(), lateControl || isLate(s.array()) || isLate(s.index()));
                }
                case Stmt.Store s -> mark(s.array(), lateControl || isLate(s.index()) || isLate(s.value()));
                case Stmt.Add s -> mark(s.array(), lateControl || isLate(s.index()) || isLate(s.value()));
                case Stmt.Alloc s -> {
                    afterInput |= s.storage() instanceof Stmt.Storage.Input;
                    mark(s.array(), lateControl || isLate(s.sizes()) || s.storage() instanceof Stmt.Storage.Input
                            || s.storage() instanceof Stmt.Storage.Output || s.storage() instanceof Stmt.Storage.Parameter);
                }
                case Stmt.For s -> {
                    boolean late = lateControl || isLate(s.count());
                    mark(s.index(), late);
                    classify(s.body(), late);
                }
                case Stmt.While s -> {
                    boolean late = lateControl || isLate(s.condition()) || runs(s.body(), false) || runs(s.header(), false);
                    classify(s.header(), late);
                    classify(s.body(), late);
                }
                case Stmt.If s -> {
                    boolean late = lateControl || isLate(s.condition());
                    classify(s.then(), late);
                    classify(s.otherwise(), late);
                }
                case Stmt.Call s -> classify(s, lateControl);
                case Stmt.Check s -> { }
                case Stmt.Print s -> {
                    if (afterInput) {
                        changed |= latePrints.add(s);
                    }
                }
                case Stmt.Push s -> { }
                case Stmt.Pop s -> mark(s.result(), true);
            }
        }
    }

    /** A call draws and prints when its time has come; what it reads must then be there, as a whole. */
    private void classify(Stmt.Call call, boolean lateControl) {
        boolean comes = lateControl || isLate(call, false) || afterInput && (call.callee().random() || call.callee().prints());
        if (comes) {
            call.changed().forEach(a -> mark(a, true));
            for (Array array : call.with(Stmt.Storage.Access.READ)) {
                mark(array, structure.introducedIn(array) != kernel.body() || !structure.isStable(array, call));
            }
            changed |= lateCalls.add(call);
        }
    }

    /** Whether a count is known outside of all loops. */
    boolean isKnownAtRoot(Atom count) {
        return !(count instanceof Value v) || structure.block(v) == kernel.body();
    }

    private void mark(Value value, boolean isLate) {
        changed |= isLate && late.add(value);
    }

    private void mark(Array array, boolean isLate) {
        changed |= isLate && lateArrays.add(array);
    }

    boolean isLate(Atom atom) {
        return atom instanceof Value v && late.contains(v);
    }

    boolean isLate(List<Atom> atoms) {
        return atoms.stream().anyMatch(this::isLate);
    }

    boolean isLate(Array array) {
        return lateArrays.contains(array);
    }

    /** Whether a statement belongs to the running kernel; compound statements are divided. */
    boolean isLate(Stmt statement, boolean lateControl) {
        return lateControl || switch (statement) {
            case Stmt.Let s -> late.contains(s.result());
            case Stmt.Load s -> late.contains(s.result());
            case Stmt.Store s -> isLate(s.array());
            case Stmt.Add s -> totals.contains(s.array()) ? isLate(s.value()) : isLate(s.array());
            case Stmt.Alloc s -> isLate(s.array()) || totals.contains(s.array());
            case Stmt.Call s -> lateCalls.contains(s) || isLate(s.arguments()) || s.memory().stream().anyMatch(this::isLate);
            case Stmt.Check s -> isLate(s.condition()) || isLate(s.values());
            case Stmt.Print s -> latePrints.contains(s) || isLate(s.values());
            case Stmt.While s -> isLate(s.condition()) || runs(s.body(), false);
            default -> true;
        };
    }

    /** Whether anything in a block belongs to the running kernel. */
    boolean runs(Block block, boolean lateControl) {
        return block.statements().stream().anyMatch(s -> switch (s) {
            case Stmt.For f -> runs(f.body(), lateControl || isLate(f.count()));
            case Stmt.If i -> runs(i.then(), lateControl || isLate(i.condition())) || runs(i.otherwise(), lateControl || isLate(i.condition()));
            default -> isLate(s, lateControl);
        });
    }
}
