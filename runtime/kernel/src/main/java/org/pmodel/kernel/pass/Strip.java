package org.pmodel.kernel.pass;

import java.util.function.Consumer;
import java.util.function.Function;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Value;

/**
 * A run of consecutive turns of a loop, few enough for what they share to stay in the first-level cache.
 *
 * @param number counts strips from zero
 * @param first the turn that it begins with
 * @param size how many turns it has: {@link #LENGTH}, fewer at the end
 */
record Strip(Value number, Atom first, Atom size) {
    static final int LENGTH = 128;
    /** The elements of the longest vectors that machines have. */
    private static final int VECTOR = 8;
    private static final Atom STRIP = Atom.of(LENGTH);

    /** Writes a loop over the strips of {@code count} turns. */
    static void each(Builder out, Atom count, Consumer<Strip> body) {
        out.loop("strip", number(out, count), s -> {
            Atom first = out.intTimes(s, STRIP), rest = out.intMinus(count, first);
            body.accept(new Strip(s, first, out.let(Ops.INT_SELECT, out.let(Ops.INT_LESS, rest, STRIP), rest, STRIP)));
        });
    }

    /** How many strips so many turns have. */
    static Atom number(Builder out, Atom count) {
        return out.let(Ops.INT_DIVIDE, out.intPlus(count, Atom.of(LENGTH - 1)), STRIP);
    }

    /** Writes a loop over the turns of this strip; the body takes the turn's place in the strip. */
    void turns(Builder out, Consumer<Value> body) {
        out.loop("i", size, body);
    }

    /** The size rounded up to whole vectors; what lies beyond the size must be there and count for nothing. */
    static Atom padded(Builder out, Atom size) {
        Atom vector = Atom.of(VECTOR);
        return out.intTimes(out.let(Ops.INT_DIVIDE, out.intPlus(size, Atom.of(VECTOR - 1)), vector), vector);
    }

    /** The turn at a place of the strip. */
    Atom turn(Builder out, Value place) {
        return out.intPlus(place, first);
    }

    /** Whether a loop runs over a strip, by what defines its count. */
    static boolean isStrip(Atom count, Function<Value, Stmt.Let> definitions) {
        Stmt.Let size = count instanceof Value v ? definitions.apply(v) : null;
        return size != null && size.op() == Ops.INT_SELECT && size.arguments().getLast().equals(STRIP);
    }
}
