package org.pmodel.kernel.print;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Uses;
import org.pmodel.kernel.Value;

/**
 * The division of a body's large blocks into pieces, at any depth. What the JVM takes to optimise a method grows faster than the method, loops above all,
 * and it leaves those of more than 8000 bytes to the interpreter: so long loops stand alone, what stands between them together.
 */
final class Cutting {
    /** Bytes of code: a body that is worth cutting, statements that are gathered in a piece, and what stays in place without and with loops in it. */
    private static final int LARGE = 1200, GATHERED = 700, LONG = 250, SHORT = 60;
    /** Bytes of code: a body of a loop or a branch that is worth calls each time. */
    private static final int LARGE_INSIDE = 4000;

    private final Map<Block, List<Piece>> pieces = new IdentityHashMap<>();
    private final List<Piece> methods = new ArrayList<>();
    private final String prefix;

    /** Loops that have methods of their own. */
    private final Predicate<Stmt> apart;

    private Cutting(String prefix, Predicate<Stmt> apart) {
        this.prefix = prefix;
        this.apart = apart;
    }

    /**
     * @param prefix of the methods' names
     * @param apart the loops that stay in place, whole
     */
    static Cutting of(Block body, String prefix, Predicate<Stmt> apart) {
        Cutting cutting = new Cutting(prefix, apart);
        cutting.cut(body, Map.of(), LARGE);
        return cutting;
    }

    /** The division of what is in a loop of a body. */
    static Cutting inside(Stmt.For loop, Block body, String prefix) {
        Cutting cutting = new Cutting(prefix, s -> false);
        Map<Array, Stmt.Alloc> introduced = new HashMap<>();
        for (Stmt s : body.statements()) {
            if (s instanceof Stmt.Alloc alloc) {
                introduced.put(alloc.array(), alloc);
            }
        }
        cutting.cutInside(loop, introduced);
        return cutting;
    }

    /** What a block is cut into: itself, where it is not large. */
    List<Piece> pieces(Block block) {
        return pieces.getOrDefault(block, List.of(Piece.inPlace(block.statements())));
    }

    /** All pieces that stand in methods. */
    List<Piece> methods() {
        return methods;
    }

    private void cut(Block block, Map<Array, Stmt.Alloc> introduced, int large) {
        if (CodeSize.of(block) > large) {
            pieces.put(block, new Cut(block, introduced).cut());
        }
    }

    private void cutInside(Stmt statement, Map<Array, Stmt.Alloc> introduced) {
        switch (statement) {
            case Stmt.For f -> cut(f.body(), introduced, LARGE_INSIDE);
            case Stmt.While w -> cut(w.body(), introduced, LARGE_INSIDE);
            case Stmt.If i -> {
                cut(i.then(), introduced, LARGE_INSIDE);
                cut(i.otherwise(), introduced, LARGE_INSIDE);
            }
            default -> { }
        }
    }

    /** The division of one block. */
    private final class Cut {
        private final Block block;
        /** The arrays that can be seen where the next statement stands. */
        private final Map<Array, Stmt.Alloc> introduced;
        private final List<Piece> result = new ArrayList<>();
        private final List<Stmt> gathered = new ArrayList<>();

        Cut(Block block, Map<Array, Stmt.Alloc> introduced) {
            this.block = block;
            this.introduced = new HashMap<>(introduced);
        }

        /**
         * What takes memory stays in the block, and so do names of data; both come before what is gathered where they do not depend on it. That keeps
         * pieces from being torn apart.
         */
        List<Piece> cut() {
            int at = 0;
            for (Stmt s : block.statements()) {
                boolean whole = apart.test(s), alone = whole || nests(s) && CodeSize.of(s) > LONG;
                Stmt.Alloc memory = s instanceof Stmt.Alloc a && !isScalar(a) ? a : null;
                if (alone || memory != null && dependsOnGathered(memory) || CodeSize.of(gathered) > GATHERED) {
                    end(at);
                }
                if (!whole) {
                    cutInside(s, introduced);
                }
                at++;
                if (memory != null || whole) {
                    result.add(Piece.inPlace(List.of(s)));
                } else {
                    gathered.add(s);
                }
                if (s instanceof Stmt.Alloc alloc) {
                    introduced.put(alloc.array(), alloc);
                }
                if (alone) {
                    end(at);
                }
            }
            end(at);
            return result;
        }

        private static boolean isScalar(Stmt.Alloc alloc) {
            return alloc.array().rank() == 0 && alloc.storage() instanceof Stmt.Storage.Local;
        }

        private static boolean nests(Stmt statement) {
            return statement instanceof Stmt.For || statement instanceof Stmt.While || statement instanceof Stmt.If;
        }

        /** Sizes may be what was gathered, and may have been checked there. */
        private boolean dependsOnGathered(Stmt.Alloc alloc) {
            Set<Value> sizes = Uses.of(alloc);
            boolean named = alloc.storage() instanceof Stmt.Storage.External;
            return gathered.stream().anyMatch(s -> sizes.contains(defined(s)) || !named && Effects.of(s).messages());
        }

        private static Value defined(Stmt statement) {
            return switch (statement) {
                case Stmt.Let let -> let.result();
                case Stmt.Load load -> load.result();
                case Stmt.Pop pop -> pop.result();
                default -> null;
            };
        }

        /** Adds what was gathered before a place of the block; scalars that are used from there on are introduced before it. */
        private void end(int at) {
            List<Stmt> statements = List.copyOf(gathered), after = block.statements().subList(at, block.statements().size());
            gathered.clear();
            if (CodeSize.of(statements) <= (statements.stream().anyMatch(Cut::nests) ? SHORT : LONG)) {
                result.add(Piece.inPlace(statements));
                return;
            }
            Effects later = Effects.of(new Block(after));
            List<Stmt> scalars = new ArrayList<>(), inside = new ArrayList<>();
            statements.forEach(s -> (s instanceof Stmt.Alloc a && later.touches(a.array()) ? scalars : inside).add(s));
            Set<Value> used = new HashSet<>();
            after.forEach(s -> used.addAll(Uses.of(s)));
            // the sizes of an array are used wherever it is
            introduced.values().forEach(a -> used.addAll(Uses.of(a)));
            List<Value> results = inside.stream().map(Cut::defined).filter(used::contains).toList();
            Piece piece = new Piece(inside, prefix + (methods.size() + 1), Surroundings.of(inside, introduced), results);
            result.add(Piece.inPlace(scalars));
            result.add(piece);
            methods.add(piece);
        }
    }
}
