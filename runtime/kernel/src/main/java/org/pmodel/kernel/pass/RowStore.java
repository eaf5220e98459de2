package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Stmt.Storage;

/**
 * Rows of data in the form {@code D R}: a weight for each row and the row. Where there are many more rows than columns, R is the unit triangular factor of
 * the data's orthogonal decomposition, so that for all vectors u and v the sum of {@code (row u)(row v)} over the rows of the data equals the sum of
 * {@code d (r u)(r v)} over those of R. No sums of squares are formed and nothing cancels. Rows enter one by one through square-root-free
 * rotations (Gentleman 1974, AS 75); the column of ones comes first, which centres the others.
 */
final class RowStore {
    /** More columns than this are not worth their square at every row. */
    private static final int MOST_COLUMNS = 256;

    private final Builder out;
    private final Map<RowForm.Column, Integer> columns = new LinkedHashMap<>();
    private final Map<RowForm.Segment, Atom> segments = new LinkedHashMap<>();
    private final Atom width;
    private final Atom compressed;
    private final Atom rows;
    private final Array weights;
    private final Array values;

    /**
     * Makes room for the rows; written where the sizes are known.
     *
     * @param lengths of the segments, in their order
     */
    RowStore(Builder out, Iterable<RowForm.Column> used, Map<RowForm.Segment, Atom> lengths, Atom turns) {
        this.out = out;
        columns.put(RowForm.Column.ONE, 0);
        used.forEach(column -> columns.putIfAbsent(column, columns.size()));
        Atom next = Atom.of(columns.size());
        for (Map.Entry<RowForm.Segment, Atom> segment : lengths.entrySet()) {
            segments.put(segment.getKey(), next);
            next = out.intPlus(next, segment.getValue());
        }
        width = next;
        Atom few = out.let(Ops.INT_LESS_EQUAL, width, Atom.of(MOST_COLUMNS));
        compressed = out.let(Ops.AND, few, out.let(Ops.INT_LESS, out.intTimes(Atom.of(2), width), turns));
        Atom notNegative = out.let(Ops.INT_SELECT, out.let(Ops.INT_LESS, turns, Atom.NONE), Atom.NONE, turns);
        rows = out.let(Ops.INT_SELECT, compressed, width, notNegative);
        weights = out.local("weights", Elem.REAL, List.of(rows), Stmt.Init.ZERO);
        values = out.local("rows", Elem.REAL, isWide() ? List.of(rows, width) : List.of(width, rows), Stmt.Init.ZERO);
    }

    /** Inner loops run along rows; without them, the loop over the rows runs along columns. */
    private boolean isWide() {
        return !segments.isEmpty();
    }

    private List<Atom> at(Atom row, Atom column) {
        return isWide() ? List.of(row, column) : List.of(column, row);
    }

    Atom rows() {
        return rows;
    }

    Atom weight(Atom row) {
        return out.load(weights, row);
    }

    Atom load(Atom row, RowForm.Column column) {
        return out.load("r", values, at(row, Atom.of(columns.get(column))));
    }

    Atom load(Atom row, RowForm.Segment segment, Atom k) {
        return out.load("r", values, at(row, out.intPlus(segments.get(segment), k)));
    }

    /** Takes in a row of the data; {@code write} stores it into the array it is given. */
    void include(Atom turn, Array row) {
        out.branch(compressed, () -> rotate(row), () -> {
            out.store(weights, List.of(turn), Atom.ONE);
            out.loop("c", width, c -> out.store(values, at(turn, c), out.load(row, c)));
        });
    }

    /** Room for one row. */
    Array row() {
        return out.local("row", Elem.REAL, List.of(width), Stmt.Init.NONE);
    }

    /** Where the elements of a row are kept. */
    void store(Array row, RowForm.Column column, Atom value) {
        out.store(row, List.of(Atom.of(columns.get(column))), value);
    }

    void store(Array row, RowForm.Segment segment, Atom k, Atom value) {
        out.store(row, List.of(out.intPlus(segments.get(segment), k)), value);
    }

    List<RowForm.Column> columns() {
        return new ArrayList<>(columns.keySet());
    }

    List<RowForm.Segment> segments() {
        return new ArrayList<>(segments.keySet());
    }

    /** Rotates a row into the triangle, element by element, until nothing of it is left. */
    private void rotate(Array row) {
        Array rest = out.local("rest", Elem.REAL, List.of(), Stmt.Init.NONE);
        out.store(rest, List.of(), Atom.ONE);
        out.loop("i", width, i -> {
            Atom x = out.load(row, i), w = out.load(rest);
            out.branch(out.let(Ops.NOT_EQUAL, out.times(w, x), Atom.ZERO), () -> {
                Atom d = out.load(weights, i);
                Atom wx = out.times(w, x);
                Atom sum = out.plus(d, out.times(wx, x));
                Atom c = out.let(Ops.DIVIDE, d, sum), s = out.let(Ops.DIVIDE, wx, sum);
                out.store(weights, List.of(i), sum);
                out.store(values, at(i, i), Atom.ONE);
                out.store(rest, List.of(), out.times(c, w));
                Atom after = out.intPlus(i, Atom.UNIT);
                out.loop("k", out.intMinus(width, after), j -> {
                    Atom k = out.intPlus(after, j);
                    Atom old = out.load(row, k), r = out.load("r", values, at(i, k));
                    out.store(row, List.of(k), out.minus(old, out.times(x, r)));
                    out.store(values, at(i, k), out.plus(out.times(c, r), out.times(s, old)));
                });
            }, () -> { });
        });
    }
}
