package org.pmodel.kernel.print;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Uses;
import org.pmodel.kernel.Value;

/**
 * Consecutive statements of a kernel.
 *
 * @param method the name of the method that they stand in, or {@code null}
 * @param around what the method is given
 * @param results what it defines and others use
 */
record Piece(List<Stmt> statements, String method, Surroundings around, List<Value> results) {
    /** Statements of a kernel that is written in pieces, and of a piece that stands apart. */
    private static final int LARGE = 400, LONG = 40;

    /** A kernel's body in pieces: one, where it is not large. */
    static List<Piece> of(Block body) {
        return size(body.statements()) > LARGE ? cut(body.statements()) : List.of(new Piece(body.statements(), null, null, List.of()));
    }

    private static int size(List<Stmt> statements) {
        return statements.stream().mapToInt(s -> 1 + switch (s) {
            case Stmt.For f -> size(f.body().statements());
            case Stmt.While w -> size(w.header().statements()) + size(w.body().statements());
            case Stmt.If i -> size(i.then().statements()) + size(i.otherwise().statements());
            default -> 0;
        }).sum();
    }

    /** Long loops alone, what stands between them together; what takes memory, or leaves something on the stack, stays in the kernel, and so do names of data. */
    private static List<Piece> cut(List<Stmt> statements) {
        List<Piece> pieces = new ArrayList<>();
        Map<Array, Stmt.Alloc> introduced = new HashMap<>();
        List<Stmt> run = new ArrayList<>();
        int at = 0;
        for (Stmt s : statements) {
            boolean stays = s instanceof Stmt.Alloc a && !isScalar(a) && !(a.storage() instanceof Stmt.Storage.External) || Effects.of(s).stack(), alone = size(List.of(s)) > LONG;
            if (stays || alone || size(run) > 4 * LONG) {
                divide(run, statements.subList(at, statements.size()), introduced, pieces);
                run = new ArrayList<>();
            }
            at++;
            if (s instanceof Stmt.Alloc a && a.storage() instanceof Stmt.Storage.External || stays) {
                pieces.add(new Piece(List.of(s), null, null, List.of()));
            } else if (alone) {
                divide(List.of(s), statements.subList(at, statements.size()), introduced, pieces);
            } else {
                run.add(s);
            }
            if (s instanceof Stmt.Alloc alloc) {
                introduced.put(alloc.array(), alloc);
            }
        }
        divide(run, List.of(), introduced, pieces);
        return pieces;
    }

    private static boolean isScalar(Stmt.Alloc alloc) {
        return alloc.array().rank() == 0 && alloc.storage() instanceof Stmt.Storage.Local;
    }

    /** Adds statements as a piece; scalars that are used after it are introduced before it. */
    private static void divide(List<Stmt> statements, List<Stmt> after, Map<Array, Stmt.Alloc> introduced, List<Piece> pieces) {
        if (size(statements) <= LONG) {
            pieces.add(new Piece(statements, null, null, List.of()));
            return;
        }
        Effects later = Effects.of(new Block(after));
        List<Stmt> scalars = statements.stream().filter(s -> s instanceof Stmt.Alloc a && later.touches(a.array())).toList(), inside = new ArrayList<>(statements);
        inside.removeAll(scalars);
        pieces.add(new Piece(scalars, null, null, List.of()));
        Set<Value> used = new HashSet<>();
        after.forEach(s -> used.addAll(Uses.of(s)));
        List<Value> results = new ArrayList<>();
        for (Stmt s : inside) {
            Value v = s instanceof Stmt.Let let ? let.result() : s instanceof Stmt.Load load ? load.result() : null;
            if (used.contains(v)) {
                results.add(v);
            }
        }
        pieces.add(new Piece(inside, "piece_" + pieces.size(), Surroundings.of(inside, introduced), results));
    }
}
