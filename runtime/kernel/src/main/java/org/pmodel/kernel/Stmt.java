package org.pmodel.kernel;

import java.util.List;

/** A statement of Kernel IR. */
public sealed interface Stmt {
    /** {@code result = op(arguments)}. */
    record Let(Value result, Op op, List<Atom> arguments) implements Stmt {
        public Let {
            arguments = List.copyOf(arguments);
            if (arguments.size() != op.parameters().size()) {
                throw new IllegalArgumentException(op.name() + " takes " + op.parameters().size() + " arguments, not " + arguments.size());
            }
        }
    }

    /** {@code result = array[index]}; indices count from zero, one per dimension. */
    record Load(Value result, Array array, List<Atom> index) implements Stmt {
        public Load {
            index = List.copyOf(index);
            checkRank(array, index);
        }
    }

    /** {@code array[index] = value}. */
    record Store(Array array, List<Atom> index, Atom value) implements Stmt {
        public Store {
            index = List.copyOf(index);
            checkRank(array, index);
        }
    }

    /** {@code array[index] += value}: additions commute, which fusion and differentiation rely on. */
    record Add(Array array, List<Atom> index, Atom value) implements Stmt {
        public Add {
            index = List.copyOf(index);
            checkRank(array, index);
        }
    }

    /** Introduces an array for the rest of the block. */
    record Alloc(Array array, List<Atom> sizes, Storage storage) implements Stmt {
        public Alloc {
            sizes = List.copyOf(sizes);
            checkRank(array, sizes);
        }
    }

    /** Where an array lives. */
    sealed interface Storage {
        /** Workspace of the running kernel, gone at the end of the block. */
        record Local(Init init) implements Storage {}

        /** Filled before the kernel runs: data, or what the binding kernel computed; by name. */
        record External(String name) implements Storage {}

        /** Computed by the binding kernel and kept for the running kernel, where it is {@link External} under that name. */
        record Persistent(String name) implements Storage {}

        /** The caller's input vector. */
        record Input() implements Storage {}

        /** The caller's output vector. */
        record Output() implements Storage {}
    }

    /** What a local array holds before the first store. */
    enum Init { NONE, ZERO, NAN }

    /** {@code for index < count}: counts from zero. */
    record For(Value index, Atom count, Block body) implements Stmt {}

    /** {@code header} computes {@code condition}, then the body runs while it is not zero. */
    record While(Block header, Atom condition, Block body) implements Stmt {}

    record If(Atom condition, Block then, Block otherwise) implements Stmt {}

    /**
     * Ends the run with a fault when {@code condition} is zero.
     *
     * @param fault number of the message in the kernel's table
     * @param values what the message shows, at most four
     */
    record Check(Atom condition, int fault, List<Atom> values) implements Stmt {
        public Check {
            values = List.copyOf(values);
        }
    }

    /**
     * Writes to the messages of the run, which whoever runs the kernel takes afterwards.
     *
     * @param text written first, may be empty
     * @param value written then; {@code null} when there is none
     */
    record Print(String text, Atom value) implements Stmt {
        public List<Atom> values() {
            return value == null ? List.of() : List.of(value);
        }
    }

    /** Saves a value on the kernel's stack, for a later {@link Pop}: what a backward sweep needs where no trip count is known beforehand. */
    record Push(Atom value) implements Stmt {}

    /** Takes the value last pushed. */
    record Pop(Value result) implements Stmt {}

    private static void checkRank(Array array, List<Atom> index) {
        if (index.size() != array.rank()) {
            throw new IllegalArgumentException(array.name() + " has rank " + array.rank() + ", got " + index.size() + " indices");
        }
    }
}
