package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Uses;
import org.pmodel.kernel.Value;

/**
 * Adds up the sums of a loop side by side where each alone would stride through memory: of {@code for i { s = 0; for k { s += a[k] b[k, i] } … s … }}
 * becomes {@code for k { for i { t[i] += a[k] b[k, i] } } for i { … t[i] … }}, as in every product of matrices that are stored row by row. The backward
 * sweep over the new loops runs along rows too.
 */
final class InterchangeSums extends Rewriter {
    /** Turns of the inner loop whose terms are added at a time: each sum is read and written once for all of them. */
    private static final int TOGETHER = 4;

    private final Builder out;
    private final Set<Array> bound = new HashSet<>();

    private InterchangeSums(Builder out) {
        super(out);
        this.out = out;
    }

    static Kernel apply(Kernel kernel) {
        Builder out = new Builder(Fresh.after(kernel));
        new InterchangeSums(out).block(kernel.body());
        return kernel.withBody(out.finish());
    }

    /**
     * A sum inside a loop.
     *
     * @param before the statements of the loop's body that the sum uses
     */
    record Sum(Array array, Stmt.For loop, List<Stmt> before) {}

    @Override
    public void statement(Stmt statement) {
        if (statement instanceof Stmt.Alloc a && a.storage() instanceof Stmt.Storage.External) {
            bound.add(a.array());
        }
        if (statement instanceof Stmt.For loop) {
            Map<Array, Sum> sums = sums(loop);
            if (!sums.isEmpty()) {
                interchange(loop, sums);
                return;
            }
        }
        copy(statement);
    }

    private void interchange(Stmt.For loop, Map<Array, Sum> sums) {
        Map<Array, Array> sideBySide = new HashMap<>();
        sums.forEach((array, sum) -> {
            boolean padded = isPadded(loop, sum);
            Atom turns = padded ? Strip.padded(out, atom(loop.count())) : atom(loop.count());
            Array all = out.local(array.name(), Elem.REAL, List.of(padded ? Atom.of(Strip.LENGTH) : turns), Stmt.Init.ZERO);
            sideBySide.put(array, all);
            Atom count = atom(sum.loop().count());
            if (streams(loop, sum)) {
                out.loop("k", count, k -> terms(loop, turns, sum, all, List.of(k)));
            } else {
                Atom together = out.let(Ops.INT_DIVIDE, count, Atom.of(TOGETHER)), rest = out.intTimes(together, Atom.of(TOGETHER));
                out.loop("k", together, k -> {
                    Atom first = out.intTimes(k, Atom.of(TOGETHER));
                    terms(loop, turns, sum, all, IntStream.range(0, TOGETHER).mapToObj(u -> out.intPlus(first, Atom.of(u))).toList());
                });
                out.loop("k", out.intMinus(count, rest), k -> terms(loop, turns, sum, all, List.of(out.intPlus(k, rest))));
            }
        });
        out.loop(loop.index().name(), atom(loop.count()), i -> {
            substitute(loop.index(), i);
            for (Stmt s : loop.body().statements()) {
                switch (s) {
                    case Stmt.Alloc a when sums.containsKey(a.array()) -> { }
                    case Stmt.Store a when sums.containsKey(a.array()) -> { }
                    case Stmt.For f when sums.values().stream().anyMatch(sum -> sum.loop() == f) -> { }
                    case Stmt.Load(Value result, Array array, var index) when sums.containsKey(array) -> substitute(result, out.load(sideBySide.get(array), i));
                    default -> statement(s);
                }
            }
        });
    }

    /** Whether all that moves with a loop over a strip comes from {@linkplain PackStrips packed} data, which are zero beyond the strip's end. */
    private boolean isPadded(Stmt.For loop, Sum sum) {
        Set<Value> moving = new HashSet<>(Set.of(loop.index()));
        for (Stmt s : joined(sum.before(), sum.loop().body().statements())) {
            if (s instanceof Stmt.Load load && bound.contains(load.array()) && load.array().rank() > 2 && load.index().getLast().equals(loop.index())
                    && load.index().subList(0, load.index().size() - 1).stream().noneMatch(moving::contains)) {
                moving.add(load.result());
            } else if (s instanceof Stmt.Load && Uses.of(s).stream().anyMatch(moving::contains)) {
                return false;
            } else if (Uses.of(s).stream().anyMatch(moving::contains)) {
                moving.addAll(defined(s));
            }
        }
        return Strip.isStrip(atom(loop.count()), out::definition);
    }

    /** Whether the terms come from bound data, which may be more than caches hold: memory is fastest when read from one end to the other. */
    private boolean streams(Stmt.For loop, Sum sum) {
        return sum.loop().body().statements().stream().anyMatch(s -> s instanceof Stmt.Load load && bound.contains(load.array()) && load.index().contains(sum.loop().index())
                && load.index().contains(loop.index()));
    }

    /** Adds the terms of some turns of the inner loop to all sums. */
    private void terms(Stmt.For loop, Atom count, Sum sum, Array all, List<Atom> turns) {
        List<Stmt> body = joined(sum.before(), sum.loop().body().statements());
        Set<Value> moving = new HashSet<>(Set.of(loop.index()));
        Predicate<Stmt> moves = s -> s instanceof Stmt.Add || Uses.of(s).stream().anyMatch(moving::contains);
        List<Map<Value, Atom>> fixed = new ArrayList<>();
        for (Atom turn : turns) {
            Map<Value, Atom> of = new HashMap<>(Map.of(sum.loop().index(), turn));
            of.forEach(this::substitute);
            for (Stmt s : body) {
                if (moves.test(s)) {
                    moving.addAll(defined(s));
                } else {
                    statement(s);
                    defined(s).forEach(v -> of.put(v, atom(v)));
                }
            }
            fixed.add(of);
        }
        out.loop(loop.index().name(), count, i -> {
            substitute(loop.index(), i);
            Atom term = Atom.ZERO;
            for (Map<Value, Atom> of : fixed) {
                of.forEach(this::substitute);
                for (Stmt s : body) {
                    if (s instanceof Stmt.Add add) {
                        term = out.plus(term, atom(add.value()));
                    } else if (moves.test(s)) {
                        statement(s);
                    }
                }
            }
            out.add(all, List.of(i), term);
        });
    }

    // ---- which sums

    private static Map<Array, Sum> sums(Stmt.For loop) {
        Map<Array, Sum> sums = new HashMap<>();
        for (Sum sum : movable(loop)) {
            if (strides(sum.loop(), loop, sum.before())) {
                sums.put(sum.array(), sum);
            }
        }
        return sums;
    }

    /** The sums of a loop that can be added up side by side. */
    static List<Sum> movable(Stmt.For loop) {
        List<Sum> sums = new ArrayList<>();
        Effects written = Effects.of(loop.body());
        for (Stmt s : loop.body().statements()) {
            if (s instanceof Stmt.For inner) {
                Array array = sumOf(inner, loop.body());
                array = written.passed().contains(array) ? null : array;
                List<Stmt> before = array == null ? null : before(inner, loop, written);
                if (before != null) {
                    sums.add(new Sum(array, inner, before));
                }
            }
        }
        return sums;
    }

    /** The scalar that a loop only adds to and that nothing else of the body changes, from zero on; or {@code null}. */
    private static Array sumOf(Stmt.For inner, Block body) {
        Array sum = null;
        for (Stmt s : inner.body().statements()) {
            boolean fine = switch (s) {
                case Stmt.Let let -> !let.op().isRandom();
                case Stmt.Load load -> true;
                case Stmt.Add add -> sum == null && add.index().isEmpty() && add.array().elem() == Elem.REAL;
                default -> false;
            };
            if (!fine) {
                return null;
            }
            sum = s instanceof Stmt.Add add ? add.array() : sum;
        }
        return sum != null && startsAtZero(sum, inner, body) ? sum : null;
    }

    private static boolean startsAtZero(Array sum, Stmt.For inner, Block body) {
        boolean zero = false;
        for (Stmt s : body.statements()) {
            switch (s) {
                case Stmt.Alloc(Array array, var sizes, Stmt.Storage storage) when array.equals(sum) ->
                    zero = storage instanceof Stmt.Storage.Local(Stmt.Init init) && init == Stmt.Init.ZERO;
                case Stmt.Store store when store.array().equals(sum) -> {
                    return false;
                }
                case Stmt.For f when f == inner -> {
                    return zero && body.statements().stream().noneMatch(o -> o != inner && Effects.of(o).writes(sum));
                }
                default -> {
                    if (Effects.of(s).loads().contains(sum)) {
                        return false;
                    }
                }
            }
        }
        return false;
    }

    /** The statements of the outer body that the inner loop uses, if they are cheap and may be repeated; {@code null} if not. */
    private static List<Stmt> before(Stmt.For inner, Stmt.For loop, Effects written) {
        Set<Value> wanted = new HashSet<>();
        wanted.addAll(Uses.of(inner));
        List<Stmt> before = new ArrayList<>();
        List<Stmt> body = loop.body().statements();
        for (int i = body.indexOf(inner) - 1; i >= 0; i--) {
            Stmt s = body.get(i);
            if (defined(s).stream().anyMatch(v -> wanted.contains(v))) {
                boolean cheap = s instanceof Stmt.Let let && let.op().isCheap() || s instanceof Stmt.Load;
                if (!cheap) {
                    return null;
                }
                before.addFirst(s);
                wanted.addAll(Uses.of(s));
            }
        }
        boolean stable = joined(before, inner.body().statements()).stream().allMatch(s -> !(s instanceof Stmt.Load load) || !written.writes(load.array())
                && !written.introduces().contains(load.array()));
        boolean rectangular = !inner.count().equals(loop.index()) && before.stream().noneMatch(s -> defined(s).contains(inner.count()));
        return stable && rectangular ? before : null;
    }

    /** Whether some element is read with the inner index in front of the outer one, which comes last. */
    private static boolean strides(Stmt.For inner, Stmt.For loop, List<Stmt> before) {
        Moving ofInner = new Moving(Set.of(inner.index())), ofOuter = new Moving(Set.of(loop.index()));
        boolean strides = false;
        for (Stmt s : joined(before, inner.body().statements())) {
            if (s instanceof Stmt.Load load && load.index().size() > 1) {
                Atom last = load.index().getLast();
                boolean along = ofOuter.contains(last) && !ofInner.contains(last);
                strides |= along && load.index().subList(0, load.index().size() - 1).stream().anyMatch(ofInner::contains);
            }
            ofInner.follow(s);
            ofOuter.follow(s);
        }
        return strides;
    }

    private static List<Value> defined(Stmt s) {
        return switch (s) {
            case Stmt.Let let -> List.of(let.result());
            case Stmt.Load load -> List.of(load.result());
            case Stmt.For f -> List.of(f.index());
            default -> List.of();
        };
    }

    private static List<Stmt> joined(List<Stmt> a, List<Stmt> b) {
        List<Stmt> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }
}
