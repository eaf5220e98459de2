package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Stmt;

/**
 * A value of one turn of a loop over rows of data, as a polynomial in columns of the data: of degree zero ({@link Fixed}), a column itself,
 * linear in columns, or quadratic. Coefficients are the same in every turn and may depend on parameters; they are operands in front of the loop.
 */
sealed interface RowForm {
    record Fixed(Atom atom) implements RowForm {}

    /** A product of data-only values of the turn, divided by others; the empty product is the column of ones. */
    record Column(List<Atom> times, List<Atom> over) implements RowForm {
        static final Column ONE = new Column(List.of(), List.of());

        static Column of(Atom atom) {
            return new Column(List.of(atom), List.of());
        }

        Column times(Column other) {
            return new Column(joined(times, other.times), joined(over, other.over));
        }

        Column inverse() {
            return new Column(over, times);
        }

        private static List<Atom> joined(List<Atom> a, List<Atom> b) {
            List<Atom> all = new ArrayList<>(a);
            all.addAll(b);
            return List.copyOf(all);
        }
    }

    /**
     * Columns that a loop inside the turn goes through.
     *
     * @param column what changes from row to row, in the turn of the inner loop
     * @param coefficient operands of the inner loop's turn that are the same for every row
     */
    record Segment(Stmt.For loop, Column column, List<Atom> coefficient) {}

    /** The sum of the columns with their coefficients, and of the segments with their scales. */
    record Linear(Map<Column, Atom> columns, Map<Segment, Atom> segments) implements RowForm {}

    /** The sum of {@code factor a b}. */
    record Quadratic(List<Product> products) implements RowForm {}

    record Product(Atom factor, Linear a, Linear b) {}

    /** The arithmetic of forms; {@code null} where the result is none. */
    record Arithmetic(Builder out) {
        RowForm apply(Op op, List<RowForm> a) {
            if (op == Ops.NEGATE) {
                return scaled(a.get(0), Atom.of(-1.0));
            } else if (op == Ops.ADD) {
                return sum(a.get(0), a.get(1));
            } else if (op == Ops.SUBTRACT) {
                return sum(a.get(0), scaled(a.get(1), Atom.of(-1.0)));
            } else if (op == Ops.MULTIPLY) {
                return product(a.get(0), a.get(1));
            }
            return op == Ops.DIVIDE ? quotient(a.get(0), a.get(1)) : null;
        }

        /** Divisors of one term only. */
        private RowForm quotient(RowForm a, RowForm divisor) {
            return switch (divisor) {
                case Fixed(Atom atom) -> scaled(a, out.let(Ops.DIVIDE, Atom.ONE, atom));
                case Column column -> product(a, column.inverse());
                case Linear(var columns, var segments) when columns.size() == 1 && segments.isEmpty() -> {
                    Map.Entry<Column, Atom> only = columns.entrySet().iterator().next();
                    yield scaled(product(a, only.getKey().inverse()), out.let(Ops.DIVIDE, Atom.ONE, only.getValue()));
                }
                case null, default -> null;
            };
        }

        RowForm sum(RowForm a, RowForm b) {
            if (a instanceof Fixed(Atom x) && b instanceof Fixed(Atom y)) {
                return new Fixed(out.plus(x, y));
            }
            Linear x = linear(a), y = linear(b);
            if (x != null && y != null) {
                Map<Column, Atom> columns = new LinkedHashMap<>(x.columns);
                y.columns.forEach((column, c) -> columns.merge(column, c, out::plus));
                Map<Segment, Atom> segments = new LinkedHashMap<>(x.segments);
                y.segments.forEach((segment, c) -> segments.merge(segment, c, out::plus));
                return new Linear(columns, segments);
            }
            Quadratic p = quadratic(a), q = quadratic(b);
            if (p == null || q == null) {
                return null;
            }
            List<Product> products = new ArrayList<>(p.products);
            products.addAll(q.products);
            return new Quadratic(products);
        }

        RowForm scaled(RowForm form, Atom factor) {
            return switch (form) {
                case null -> null;
                case Fixed(Atom atom) -> new Fixed(out.times(factor, atom));
                case Column column -> scaled(linear(column), factor);
                case Linear(var columns, var segments) -> {
                    Map<Column, Atom> newColumns = new LinkedHashMap<>();
                    columns.forEach((column, c) -> newColumns.put(column, out.times(factor, c)));
                    Map<Segment, Atom> newSegments = new LinkedHashMap<>();
                    segments.forEach((segment, c) -> newSegments.put(segment, out.times(factor, c)));
                    yield new Linear(newColumns, newSegments);
                }
                case Quadratic(var products) -> new Quadratic(products.stream().map(p -> new Product(out.times(factor, p.factor), p.a, p.b)).toList());
            };
        }

        private RowForm product(RowForm a, RowForm b) {
            if (a == null || b == null) {
                return null;
            } else if (a instanceof Fixed(Atom factor)) {
                return scaled(b, factor);
            } else if (b instanceof Fixed(Atom factor)) {
                return scaled(a, factor);
            } else if (a instanceof Column x) {
                return b instanceof Column y ? x.times(y) : weighted(b, x);
            } else if (b instanceof Column y) {
                return weighted(a, y);
            }
            return a instanceof Linear x && b instanceof Linear y ? new Quadratic(List.of(new Product(Atom.ONE, x, y))) : null;
        }

        /** A form times a column: the column joins the columns of one factor. */
        private RowForm weighted(RowForm form, Column weight) {
            return switch (form) {
                case Linear x -> weighted(x, weight);
                case Quadratic(var products) -> new Quadratic(products.stream().map(p -> new Product(p.factor, weighted(p.a, weight), p.b)).toList());
                default -> null;
            };
        }

        private static Linear weighted(Linear form, Column weight) {
            Map<Column, Atom> columns = new LinkedHashMap<>();
            form.columns.forEach((column, c) -> columns.put(column.times(weight), c));
            Map<Segment, Atom> segments = new LinkedHashMap<>();
            form.segments.forEach((s, c) -> segments.put(new Segment(s.loop, s.column.times(weight), s.coefficient), c));
            return new Linear(columns, segments);
        }

        /** The form as a linear one; {@code null} for quadratic ones. */
        Linear linear(RowForm form) {
            return switch (form) {
                case Fixed(Atom atom) -> atom.elem() == Elem.REAL ? new Linear(Map.of(Column.ONE, atom), Map.of()) : null;
                case Column column -> new Linear(Map.of(column, Atom.ONE), Map.of());
                case Linear x -> x;
                case null, default -> null;
            };
        }

        /** The form as a quadratic one: lower degrees are multiplied by the column of ones. */
        Quadratic quadratic(RowForm form) {
            if (form instanceof Quadratic q) {
                return q;
            }
            Linear x = linear(form);
            return x == null ? null : new Quadratic(List.of(new Product(Atom.ONE, x, linear(Column.ONE))));
        }
    }
}
