package org.pmodel.kernel;

/** An operand: a value or a constant. */
public sealed interface Atom permits Value, Atom.Real, Atom.Int {
    Elem elem();

    record Real(double value) implements Atom {
        @Override
        public Elem elem() {
            return Elem.REAL;
        }
    }

    record Int(int value) implements Atom {
        @Override
        public Elem elem() {
            return Elem.INT;
        }
    }

    Atom ZERO = new Real(0), ONE = new Real(1);
    Atom NONE = new Int(0), UNIT = new Int(1);

    static Atom of(double value) {
        return new Real(value);
    }

    static Atom of(int value) {
        return new Int(value);
    }

    default boolean isConstant() {
        return !(this instanceof Value);
    }

    default boolean isReal(double value) {
        return this instanceof Real r && r.value == value && (value != 0 || Double.doubleToRawLongBits(r.value) == Double.doubleToRawLongBits(value));
    }

    default boolean isInt(int value) {
        return this instanceof Int i && i.value == value;
    }
}
