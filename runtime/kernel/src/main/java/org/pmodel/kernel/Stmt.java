package org.pmodel.kernel;

import java.util.List;
import java.util.stream.IntStream;

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

        /** Memory that the caller of a {@link Routine} hands over. */
        record Parameter(Access access) implements Storage {}

        /** What a routine does to memory of its caller: loads it; stores to it without regard to what it held; only adds to it. */
        enum Access { READ, WRITTEN, ADDED }
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

    /**
     * Runs a routine.
     *
     * @param arguments whole numbers
     * @param memory arrays for its {@link Storage.Parameter}s, in order
     * @param optional whether the call may be left out when nothing depends on what it writes
     */
    record Call(Routine.Signature callee, List<Atom> arguments, List<Array> memory, boolean optional) implements Stmt {
        public Call {
            arguments = List.copyOf(arguments);
            memory = List.copyOf(memory);
            if (arguments.size() != callee.parameters() || memory.size() != callee.memory().size()) {
                throw new IllegalArgumentException(callee.name() + " takes " + callee.parameters() + " numbers and " + callee.memory().size() + " arrays");
            }
        }

        /** The same call of another routine. */
        public Call to(Routine.Signature other) {
            return new Call(other, arguments, memory, optional);
        }

        /** The arrays with which the routine does this. */
        public List<Array> with(Storage.Access access) {
            return IntStream.range(0, memory.size()).filter(k -> callee.memory().get(k) == access).mapToObj(memory::get).toList();
        }

        /** The arrays that the routine leaves changed. */
        public List<Array> changed() {
            return IntStream.range(0, memory.size()).filter(k -> callee.memory().get(k) != Storage.Access.READ).mapToObj(memory::get).toList();
        }
    }

    private static void checkRank(Array array, List<Atom> index) {
        if (index.size() != array.rank()) {
            throw new IllegalArgumentException(array.name() + " has rank " + array.rank() + ", got " + index.size() + " indices");
        }
    }
}
