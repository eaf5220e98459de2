package org.pmodel.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where everything in a kernel is: the definition and block of each value, the accesses of each array with the loops around them. Answers when a
 * loaded element can no longer change.
 */
public final class Structure {
    /** A place: the position in reading order and the loops around it, outermost first. */
    public record Place(int order, List<Stmt> loops, Block block) {}

    public record Access(Stmt statement, List<Atom> index, Place place) {}

    private final Map<Value, Stmt> definitions = new HashMap<>();
    private final Map<Value, Block> blocks = new HashMap<>();
    private final Map<Array, Place> introductions = new HashMap<>();
    private final Map<Array, Stmt.Alloc> allocations = new HashMap<>();
    private final Map<Array, List<Access>> writes = new HashMap<>();
    private final Map<Array, List<Place>> changedByCalls = new HashMap<>();
    private final Map<Stmt, Place> callPlaces = new IdentityHashMap<>();
    private final Map<Value, Stmt.Store> stores = new HashMap<>();
    private final Map<Value, Place> loadPlaces = new HashMap<>();
    private final Map<Array, Boolean> writtenOnce = new HashMap<>();
    private int order;

    public Structure(Kernel kernel) {
        visit(kernel.body(), List.of());
    }

    /** The statement that introduces a value: a {@code Let}, {@code Load}, {@code Pop}, or the {@code For} whose index it is. */
    public Stmt definition(Value value) {
        return definitions.get(value);
    }

    /** The block in which a value is visible; for a loop index, the loop's body. */
    public Block block(Value value) {
        return blocks.get(value);
    }

    /** A store of a value in the block in which it is visible, or {@code null}. */
    public Stmt.Store storeOf(Value value) {
        return stores.get(value);
    }

    public Stmt.Alloc allocation(Array array) {
        return allocations.get(array);
    }

    public Block introducedIn(Array array) {
        return introductions.get(array).block();
    }

    /** Whether the element that a load reads keeps its value until its array ends. */
    public boolean isStable(Stmt.Load load) {
        Array array = load.array();
        if (changedByCalls.containsKey(array)) {
            return isSettled(array, loadPlaces.get(load.result()));
        }
        if (isWrittenOnce(array) && isUndefinedAtFirst(array)) {
            return true;
        }
        Place place = loadPlaces.get(load.result());
        int scope = introductions.get(array).loops().size();
        for (Access write : writes.getOrDefault(array, List.of())) {
            if (!isOver(write, load, place, scope)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an array that a call reads keeps what it holds until it ends; of factors of a product, those elements that make the product a number. */
    public boolean isStable(Array array, Stmt.Call call) {
        return isSettled(array, callPlaces.get(call)) || Product.isProduct(call.callee()) && isWrittenOnce(array) && !isZeroAtFirst(array);
    }

    /** Whether a call alone writes an array. */
    public boolean isWrittenBy(Array array, Stmt.Call call) {
        return changedByCalls.getOrDefault(array, List.of()).equals(List.of(callPlaces.get(call))) && !writes.containsKey(array)
                && callPlaces.get(call).loops().size() == introductions.get(array).loops().size();
    }

    private boolean isZeroAtFirst(Array array) {
        return allocations.get(array).storage().equals(new Stmt.Storage.Local(Stmt.Init.ZERO));
    }

    /** Whether all writes are over: they come first, in loops that do not come round again. */
    private boolean isSettled(Array array, Place place) {
        int scope = introductions.get(array).loops().size();
        return Stream.concat(writes.getOrDefault(array, List.of()).stream().map(Access::place), changedByCalls.getOrDefault(array, List.of()).stream())
                .allMatch(write -> write.order() < place.order() && sharedLoops(write, place) <= scope);
    }

    /** What must be written before it can be read. */
    private boolean isUndefinedAtFirst(Array array) {
        return allocations.get(array).storage().equals(new Stmt.Storage.Local(Stmt.Init.NONE));
    }

    /**
     * Whether a write does not touch the element again after the load: in each loop around both, from the outermost, the write is ahead by a
     * constant, or level, and where it is level in all of them it comes first.
     */
    private boolean isOver(Access write, Stmt.Load load, Place place, int scope) {
        if (isDisjoint(write.index(), load.index())) {
            return true;
        }
        int shared = sharedLoops(write.place(), place);
        for (Stmt loop : place.loops().subList(Math.min(scope, shared), shared)) {
            int lead = lead(write.index(), load.index(), loop);
            if (lead != 0) {
                return lead > 0;
            }
        }
        return write.place().order() < place.order();
    }

    /** How many turns of a loop earlier the element was written than it is read; negative when that is not known. */
    private int lead(List<Atom> write, List<Atom> load, Stmt loop) {
        for (int k = 0; k < write.size(); k++) {
            Subscript w = Subscript.of(this, write.get(k)), l = Subscript.of(this, load.get(k));
            if (loop instanceof Stmt.For f && f.index().equals(w.base())) {
                if (f.index().equals(l.base())) {
                    return w.offset() - l.offset();
                }
                Integer behind = behind(l.base(), f);
                if (behind != null && w.offset() - l.offset() + behind > 0) {
                    return w.offset() - l.offset() + behind;
                }
            }
        }
        return -1;
    }

    /** By how much at least an index stays behind that of a loop around it, as in {@code for j { for k < j { … } }}; {@code null} where that is not known. */
    private Integer behind(Value inner, Stmt.For loop) {
        if (inner == null || !(definitions.get(inner) instanceof Stmt.For g) || g.count() instanceof Atom.Int) {
            return null;
        }
        Subscript count = Subscript.of(this, g.count());
        return loop.index().equals(count.base()) ? 1 - count.offset() : null;
    }

    /** Whether no element is stored to twice, which subscripts made of loop indices show; always so for what the kernel only reads. */
    public boolean isWrittenOnce(Array array) {
        return writtenOnce.computeIfAbsent(array, this::findWrittenOnce);
    }

    private boolean findWrittenOnce(Array array) {
        if (changedByCalls.containsKey(array)) {
            return false;
        }
        List<Access> stores = writes.getOrDefault(array, List.of());
        int scope = introductions.get(array).loops().size();
        for (int i = 0; i < stores.size(); i++) {
            Access store = stores.get(i);
            List<Stmt> loops = store.place().loops().subList(scope, store.place().loops().size());
            if (store.statement() instanceof Stmt.Add || !coversOnce(store.index(), loops)) {
                return false;
            }
            for (int j = 0; j < i; j++) {
                if (!isDisjoint(store.index(), stores.get(j).index()) && !exclusive(store, stores.get(j), scope)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Each loop's index stands in a subscript of its own. */
    private boolean coversOnce(List<Atom> index, List<Stmt> loops) {
        for (Stmt loop : loops) {
            if (!(loop instanceof Stmt.For f) || index.stream().noneMatch(a -> Objects.equals(Subscript.of(this, a).base(), f.index()))) {
                return false;
            }
        }
        return true;
    }

    private boolean isDisjoint(List<Atom> a, List<Atom> b) {
        for (int k = 0; k < a.size(); k++) {
            if (Subscript.of(this, a.get(k)).neverMeets(Subscript.of(this, b.get(k)), this)) {
                return true;
            }
        }
        return false;
    }

    /** Two sides of one branch, which reach the same element in the same iteration of the same loops only. */
    private boolean exclusive(Access a, Access b, int scope) {
        List<Stmt> loops = a.place().loops();
        if (loops.size() != b.place().loops().size() || sharedLoops(a.place(), b.place()) != loops.size()
                || loops.subList(scope, loops.size()).stream().anyMatch(l -> lead(a.index(), b.index(), l) != 0)) {
            return false;
        }
        return branches.stream().anyMatch(s -> contains(s.then(), a.statement()) && contains(s.otherwise(), b.statement())
                || contains(s.then(), b.statement()) && contains(s.otherwise(), a.statement()));
    }

    private final List<Stmt.If> branches = new ArrayList<>();

    private static boolean contains(Block block, Stmt statement) {
        for (Stmt s : block.statements()) {
            if (s == statement || s instanceof Stmt.For f && contains(f.body(), statement)
                    || s instanceof Stmt.If i && (contains(i.then(), statement) || contains(i.otherwise(), statement))) {
                return true;
            }
        }
        return false;
    }

    private static int sharedLoops(Place a, Place b) {
        int n = 0;
        while (n < a.loops().size() && n < b.loops().size() && a.loops().get(n) == b.loops().get(n)) {
            n++;
        }
        return n;
    }

    /** Whether the turns of a loop may run in any order: what they write is only added to, or belongs to one turn. */
    public boolean isIndependent(Stmt.For loop) {
        Effects effects = Effects.of(loop);
        if (effects.random() || effects.stack()) {
            return false;
        }
        Set<Array> written = new HashSet<>(effects.stores());
        written.addAll(effects.adds());
        written.removeAll(effects.introduces());
        for (Array array : written) {
            boolean onlySums = !effects.stores().contains(array) && !effects.loads().contains(array);
            if (!onlySums && IntStream.range(0, array.rank()).noneMatch(p -> Alignment.isIndexedBy(loop, array, p))) {
                return false;
            }
        }
        return true;
    }

    boolean isLoopIndex(Value value) {
        return definitions.get(value) instanceof Stmt.For;
    }

    private void visit(Block block, List<Stmt> loops) {
        for (Stmt statement : block.statements()) {
            Place place = new Place(order++, loops, block);
            switch (statement) {
                case Stmt.Let s -> define(s.result(), s, block);
                case Stmt.Load s -> {
                    define(s.result(), s, block);
                    loadPlaces.put(s.result(), place);
                }
                case Stmt.Pop s -> define(s.result(), s, block);
                case Stmt.Store s -> {
                    write(s.array(), new Access(s, s.index(), place));
                    if (s.value() instanceof Value v && blocks.get(v) == block) {
                        stores.put(v, s);
                    }
                }
                case Stmt.Add s -> write(s.array(), new Access(s, s.index(), place));
                case Stmt.Alloc s -> {
                    introductions.put(s.array(), place);
                    allocations.put(s.array(), s);
                }
                case Stmt.For s -> {
                    define(s.index(), s, s.body());
                    visit(s.body(), append(loops, s));
                }
                case Stmt.While s -> {
                    visit(s.header(), append(loops, s));
                    visit(s.body(), append(loops, s));
                }
                case Stmt.If s -> {
                    branches.add(s);
                    visit(s.then(), loops);
                    visit(s.otherwise(), loops);
                }
                case Stmt.Call s -> {
                    callPlaces.put(s, place);
                    s.changed().forEach(a -> changedByCalls.computeIfAbsent(a, k -> new ArrayList<>()).add(place));
                }
                case Stmt.Check s -> { }
                case Stmt.Print s -> { }
                case Stmt.Push s -> { }
            }
        }
    }

    private void define(Value value, Stmt statement, Block block) {
        definitions.put(value, statement);
        blocks.put(value, block);
    }

    private void write(Array array, Access access) {
        writes.computeIfAbsent(array, a -> new ArrayList<>()).add(access);
    }

    private static List<Stmt> append(List<Stmt> loops, Stmt loop) {
        List<Stmt> result = new ArrayList<>(loops);
        result.add(loop);
        return result;
    }
}
