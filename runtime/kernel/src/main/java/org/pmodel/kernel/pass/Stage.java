package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Structure;
import org.pmodel.kernel.Uses;
import org.pmodel.kernel.Value;

/**
 * Divides a kernel by time: what depends on data alone runs once, when data are bound, and the rest runs each time.
 *
 * <p>The binding kernel evaluates every data-only statement, checks included, and keeps in {@link Stmt.Storage.Persistent} arrays what the running
 * kernel asks for: data-only arrays, the results of costly operations (one per turn of the loops around), and the sum of what is added to the
 * objective without regard to parameters. Cheap operations are repeated instead. Draws of random numbers belong to the time in which they stand: those
 * before the input is introduced are bound.
 */
final class Stage {
    /** @param persistent the names of the arrays by which the first kernel leaves its results to the second */
    record Staged(Kernel bind, Kernel run, List<String> persistent) {}

    private final Kernel kernel;
    private final Structure structure;
    private final Fresh fresh;
    private final Late late;
    /** How the running kernel comes by a data-only value. */
    private final Map<Value, Source> sources = new HashMap<>();
    private final Map<Array, String> shared = new LinkedHashMap<>();
    private final Map<Value, Kept> kept = new LinkedHashMap<>();
    private final Map<Array, Kept> constants = new LinkedHashMap<>();
    /** Data-only arrays, elements of which the running kernel needs inside of loops whose number of turns is not known beforehand. */
    private final Set<Array> unkept = new HashSet<>();

    private enum Source { REPEATED, RELOADED, KEPT }

    /** An array that carries a value from one kernel to the other. */
    private record Kept(Array array, String name, List<Stmt.For> loops) {}

    private Stage(Kernel kernel) {
        this.kernel = kernel;
        this.structure = new Structure(kernel);
        this.fresh = Fresh.after(kernel);
        this.late = new Late(kernel, structure);
    }

    static Staged apply(Kernel kernel) {
        return new Stage(kernel).split();
    }

    private Staged split() {
        do {
            late.postpone(unkept);
            forget();
            need(kernel.body(), List.of(), false, null);
        } while (!unkept.isEmpty());
        Block bind = new Block(bindRoot());
        Block run = new Block(runRoot());
        List<String> names = new ArrayList<>(shared.values());
        kept.values().forEach(k -> names.add(k.name()));
        constants.values().forEach(k -> names.add(k.name()));
        return new Staged(kernel.withBody(bind).withName(kernel.name() + "_bind"), kernel.withBody(run), names);
    }

    // ---- what the running kernel needs of the data-only part

    private void forget() {
        unkept.clear();
        sources.clear();
        shared.clear();
        kept.clear();
    }

    private void need(Block block, List<Stmt.For> loops, boolean lateControl, Stmt root) {
        loopsOf.put(block, loops);
        for (Stmt statement : block.statements()) {
            Stmt top = root == null ? statement : root;
            switch (statement) {
                case Stmt.For f -> {
                    boolean control = lateControl || late.isLate(f.count());
                    if (late.runs(f.body(), control)) {
                        need(f.count());
                        List<Stmt.For> deeper = new ArrayList<>(loops);
                        deeper.add(f);
                        rootOf.put(f.body(), top);
                        need(f.body(), deeper, control, top);
                    }
                }
                case Stmt.If i -> {
                    boolean control = lateControl || late.isLate(i.condition());
                    if (late.runs(i.then(), control) || late.runs(i.otherwise(), control)) {
                        need(i.condition());
                        rootOf.put(i.then(), top);
                        rootOf.put(i.otherwise(), top);
                        need(i.then(), loops, control, top);
                        need(i.otherwise(), loops, control, top);
                    }
                }
                default -> {
                    if (late.isLate(statement, lateControl)) {
                        Uses.of(statement).forEach(this::need);
                        Effects.of(statement).loads().forEach(this::needArray);
                    }
                }
            }
        }
    }

    private final Map<Block, List<Stmt.For>> loopsOf = new IdentityHashMap<>();
    /** The outermost statement that a block is part of. */
    private final Map<Block, Stmt> rootOf = new IdentityHashMap<>();

    private void need(Atom atom) {
        if (!(atom instanceof Value v) || late.isLate(v) || sources.containsKey(v)) {
            return;
        }
        Stmt definition = structure.definition(v);
        switch (definition) {
            case Stmt.Let let when let.op().isCheap() && !let.op().isRandom() || !canKeep(v) && !let.op().isRandom() -> {
                sources.put(v, Source.REPEATED);
                let.arguments().forEach(this::need);
            }
            case Stmt.Load load when structure.introducedIn(load.array()) == kernel.body() && structure.isStable(load) -> {
                sources.put(v, Source.RELOADED);
                needArray(load.array());
                load.index().forEach(this::need);
            }
            case Stmt.For loop -> sources.put(v, Source.REPEATED);
            case Stmt.Load load when !canKeep(v) -> unkept.add(load.array());
            default -> keep(v);
        }
    }

    private void needArray(Array array) {
        Stmt.Alloc alloc = structure.allocation(array);
        if (alloc != null && !late.isLate(array) && !late.totals().contains(array)) {
            alloc.sizes().forEach(this::need);
            if (alloc.storage() instanceof Stmt.Storage.Local) {
                shared.computeIfAbsent(array, a -> "bound_" + a.name() + "_" + a.id());
            }
        }
    }

    private List<Stmt.For> loopsAround(Value v) {
        return loopsOf.get(structure.block(v));
    }

    /** A value can be kept when the counts of the loops around it are known outside of them. */
    private boolean canKeep(Value v) {
        List<Stmt.For> loops = loopsAround(v);
        return loops != null && loops.stream().allMatch(f -> late.isKnownAtRoot(f.count()));
    }

    private void keep(Value v) {
        List<Stmt.For> loops = loopsAround(v);
        sources.put(v, Source.KEPT);
        kept.put(v, new Kept(fresh.array(v.name(), v.elem(), loops.size()), "kept_" + v.name() + "_" + v.id(), loops));
        loops.forEach(f -> need(f.count()));
    }

    // ---- the binding kernel

    private List<Stmt> bindRoot() {
        for (Array total : late.totals()) {
            constants.put(total, new Kept(fresh.array(total.name(), Elem.REAL, 0), "constant_" + total.name() + "_" + total.id(), List.of()));
        }
        List<Stmt> statements = new ArrayList<>();
        constants.forEach((total, k) -> {
            statements.add(new Stmt.Alloc(k.array(), List.of(), new Stmt.Storage.Persistent(k.name())));
            statements.add(new Stmt.Store(k.array(), List.of(), Atom.ZERO));
        });
        Map<Stmt, List<Stmt>> before = new IdentityHashMap<>();
        kept.forEach((v, k) -> {
            Stmt at = rootOf.getOrDefault(structure.block(v), structure.definition(v));
            before.computeIfAbsent(at, x -> new ArrayList<>()).add(new Stmt.Alloc(k.array(), sizes(k), new Stmt.Storage.Persistent(k.name())));
        });
        for (Stmt s : kernel.body().statements()) {
            statements.addAll(before.getOrDefault(s, List.of()));
            bind(s, statements);
        }
        return statements;
    }

    private static List<Atom> sizes(Kept k) {
        return k.loops().stream().map(Stmt.For::count).toList();
    }

    private static List<Atom> indices(Kept k) {
        return k.loops().stream().<Atom>map(Stmt.For::index).toList();
    }

    private Block bind(Block block) {
        List<Stmt> statements = new ArrayList<>();
        block.statements().forEach(s -> bind(s, statements));
        return new Block(statements);
    }

    private void bind(Stmt statement, List<Stmt> statements) {
        switch (statement) {
            case Stmt.For f -> {
                if (!late.isLate(f.count())) {
                    statements.add(new Stmt.For(f.index(), f.count(), bind(f.body())));
                }
            }
            case Stmt.If i -> {
                if (!late.isLate(i.condition())) {
                    statements.add(new Stmt.If(i.condition(), bind(i.then()), bind(i.otherwise())));
                }
            }
            case Stmt.While w when !late.isLate(w, false) -> statements.add(new Stmt.While(bind(w.header()), w.condition(), bind(w.body())));
            case Stmt.Alloc a when shared.containsKey(a.array()) -> {
                statements.add(new Stmt.Alloc(a.array(), a.sizes(), new Stmt.Storage.Persistent(shared.get(a.array()))));
                if (a.storage() instanceof Stmt.Storage.Local(Stmt.Init init) && init != Stmt.Init.NONE) {
                    Atom initial = a.array().elem() == Elem.INT ? Atom.NONE : Atom.of(init == Stmt.Init.NAN ? Double.NaN : 0);
                    statements.add(fill(a.array(), a.sizes(), List.of(), initial));
                }
            }
            case Stmt.Add a when late.totals().contains(a.array()) && !late.isLate(a.value()) ->
                statements.add(new Stmt.Add(constants.get(a.array()).array(), List.of(), a.value()));
            default -> {
                if (!late.isLate(statement, false)) {
                    statements.add(statement);
                    Value v = statement instanceof Stmt.Let let ? let.result() : statement instanceof Stmt.Load load ? load.result() : null;
                    if (v != null && kept.containsKey(v)) {
                        statements.add(new Stmt.Store(kept.get(v).array(), indices(kept.get(v)), v));
                    }
                }
            }
        }
    }

    private Stmt fill(Array array, List<Atom> sizes, List<Atom> index, Atom initial) {
        if (index.size() == sizes.size()) {
            return new Stmt.Store(array, index, initial);
        }
        Value i = fresh.value("i", Elem.INT);
        List<Atom> deeper = new ArrayList<>(index);
        deeper.add(i);
        return new Stmt.For(i, sizes.get(index.size()), new Block(List.of(fill(array, sizes, deeper, initial))));
    }

    // ---- the running kernel

    private List<Stmt> runRoot() {
        List<Stmt> statements = new ArrayList<>();
        Map<Stmt, List<Stmt>> before = new IdentityHashMap<>();
        kept.forEach((v, k) -> {
            Stmt at = rootOf.getOrDefault(structure.block(v), structure.definition(v));
            before.computeIfAbsent(at, x -> new ArrayList<>()).add(new Stmt.Alloc(k.array(), sizes(k), new Stmt.Storage.External(k.name())));
        });
        constants.forEach((total, k) -> statements.add(new Stmt.Alloc(k.array(), List.of(), new Stmt.Storage.External(k.name()))));
        for (Stmt s : kernel.body().statements()) {
            statements.addAll(before.getOrDefault(s, List.of()));
            run(s, statements, false);
            if (s instanceof Stmt.Alloc a && late.totals().contains(a.array())) {
                Value constant = fresh.value("constant", Elem.REAL);
                statements.add(new Stmt.Load(constant, constants.get(a.array()).array(), List.of()));
                statements.add(new Stmt.Add(a.array(), List.of(), constant));
            }
        }
        return statements;
    }

    private Block run(Block block, boolean lateControl) {
        List<Stmt> statements = new ArrayList<>();
        block.statements().forEach(s -> run(s, statements, lateControl));
        return new Block(statements);
    }

    private void run(Stmt statement, List<Stmt> statements, boolean lateControl) {
        switch (statement) {
            case Stmt.For f -> {
                boolean control = lateControl || late.isLate(f.count());
                if (late.runs(f.body(), control)) {
                    statements.add(new Stmt.For(f.index(), f.count(), run(f.body(), control)));
                }
            }
            case Stmt.If i -> {
                boolean control = lateControl || late.isLate(i.condition());
                if (late.runs(i.then(), control) || late.runs(i.otherwise(), control)) {
                    statements.add(new Stmt.If(i.condition(), run(i.then(), control), run(i.otherwise(), control)));
                }
            }
            case Stmt.Alloc a when !late.isLate(a, lateControl) -> {
                if (shared.containsKey(a.array())) {
                    statements.add(new Stmt.Alloc(a.array(), a.sizes(), new Stmt.Storage.External(shared.get(a.array()))));
                } else if (a.storage() instanceof Stmt.Storage.External) {
                    statements.add(a);
                }
            }
            default -> {
                if (late.isLate(statement, lateControl)) {
                    statements.add(statement);
                } else {
                    replay(statement, statements);
                }
            }
        }
    }

    private void replay(Stmt statement, List<Stmt> statements) {
        Value v = statement instanceof Stmt.Let let ? let.result() : statement instanceof Stmt.Load load ? load.result() : null;
        Source source = v == null ? null : sources.get(v);
        if (source == Source.KEPT) {
            statements.add(new Stmt.Load(v, kept.get(v).array(), indices(kept.get(v))));
        } else if (source != null) {
            statements.add(statement);
        }
    }
}
