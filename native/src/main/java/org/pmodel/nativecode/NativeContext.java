package org.pmodel.nativecode;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.pmodel.numerics.Key;

/**
 * The memory that a kernel's functions work on: a {@code pm_context}, the input, the output and the workspace, all outside
 * the Java heap and at fixed addresses. A call copies nothing and allocates nothing.
 *
 * <p>For one thread at a time. {@link #fork} makes a context for another thread over the same arrays.
 */
public final class NativeContext implements AutoCloseable {
    /** The statuses of {@code pm/context.h}. */
    public static final int OK = 0;
    public static final int FAULT = 1;
    private static final int WORKSPACE_TOO_SMALL = 2;
    private static final int ARENA_TOO_SMALL = 3;
    private static final int PARTS_TOO_SMALL = 4;
    private static final int STACK_TOO_SMALL = 5;
    private static final int MESSAGE_BYTES = 1 << 16;

    private final NativeArrays arrays;
    private final NativeBlock memory = NativeBlock.ofBytes(ContextLayout.SIZE);
    private final NativeBlock messages = NativeBlock.ofBytes(MESSAGE_BYTES);
    private final ByteBuffer fields = memory.buffer();
    private final ByteBuffer messageBuffer = messages.buffer();
    private final int threads;
    private final long crew;
    private NativeBlock workspace = NativeBlock.ofDoubles(0);
    private NativeBlock parts = NativeBlock.ofDoubles(0);
    private NativeBlock inBlock = NativeBlock.ofDoubles(0);
    private NativeBlock outBlock = NativeBlock.ofDoubles(0);
    private DoubleBuffer in = inBlock.doubleBuffer();
    private DoubleBuffer out = outBlock.doubleBuffer();
    private boolean closed;

    private NativeContext(NativeArrays arrays, int threads) {
        this.arrays = arrays;
        this.threads = threads;
        this.crew = threads > 1 ? Bridge.open_crew(threads) : 0;
        fields.putLong(ContextLayout.CREW, crew);
        fields.putLong(ContextLayout.DIVIDE, Bridge.divide());
        fields.putLong(ContextLayout.ARRAYS, arrays.tableAddress());
        fields.putLong(ContextLayout.MESSAGES, messages.address());
        fields.putLong(ContextLayout.MESSAGES_CAPACITY, MESSAGE_BYTES);
        useArena(arrays.arena());
    }

    /** A context with room for so many data and bind-time arrays. */
    public static NativeContext open(int arrayCount) {
        return open(arrayCount, 1);
    }

    /** @param threads that work on long loops of a kernel, the calling one among them; results do not depend on their number */
    public static NativeContext open(int arrayCount, int threads) {
        return new NativeContext(new NativeArrays(arrayCount), threads);
    }

    /** Another context over the same arrays, with as many threads of its own, which can then no longer change. They are freed with the last context. */
    public NativeContext fork() {
        requireOpen();
        arrays.addUser();
        return new NativeContext(arrays, threads);
    }

    /** Copies values in as the data array of a number, replacing what was there. */
    public void setArray(int array, double[] values) {
        requireOpen();
        arrays.set(array, NativeBlock.of(values));
    }

    /** Copies values in as the data array of a number, replacing what was there. */
    public void setArray(int array, int[] values) {
        requireOpen();
        arrays.set(array, NativeBlock.of(values));
    }

    /** Copies the beginning of an array of doubles out; the array must be at least as long as {@code into}. */
    public void readArray(int array, double[] into) {
        requireOpen();
        NativeBlock.read(arrays.address(array), into);
    }

    /** Copies the beginning of an array of ints out; the array must be at least as long as {@code into}. */
    public void readArray(int array, int[] into) {
        requireOpen();
        NativeBlock.read(arrays.address(array), into);
    }

    /** The input with room for so many doubles at least. The buffer is valid until a larger one is asked for, or close. */
    public DoubleBuffer in(int size) {
        requireOpen();
        if (size > in.capacity()) {
            inBlock.close();
            inBlock = NativeBlock.ofDoubles(size);
            in = inBlock.doubleBuffer();
        }
        return in;
    }

    /** The output with room for so many doubles at least. The buffer is valid until a larger one is asked for, or close. */
    public DoubleBuffer out(int size) {
        requireOpen();
        if (size > out.capacity()) {
            outBlock.close();
            outBlock = NativeBlock.ofDoubles(size);
            out = outBlock.doubleBuffer();
        }
        return out;
    }

    /** Copies the input in. */
    public void setIn(double[] values) {
        in(values.length).put(0, values);
    }

    /** Copies the beginning of the output out. */
    public void getOut(double[] into) {
        out(into.length).get(0, into);
    }

    /** Begins a random stream for the calls that follow. */
    public void setKey(Key key) {
        requireOpen();
        fields.putInt(ContextLayout.KEY, key.first());
        fields.putInt(ContextLayout.KEY + Integer.BYTES, key.second());
        fields.putLong(ContextLayout.COUNTER, 0);
    }

    /** Blocks drawn from the key so far. */
    public long counter() {
        requireOpen();
        return fields.getLong(ContextLayout.COUNTER);
    }

    /**
     * Calls the function at an address from {@link KernelLibrary#function}. The first call of a function may enlarge the
     * workspace or the arena and start over; later ones allocate nothing. Where routines need more stack than the thread has,
     * the call starts over on a thread with more.
     *
     * @return {@link #OK}, or {@link #FAULT}, which {@link #fault} explains
     */
    public int call(long function) {
        requireOpen();
        long printed = fields.getLong(ContextLayout.MESSAGES_LENGTH);
        long drawn = fields.getLong(ContextLayout.COUNTER);
        int status = attempt(function, printed, drawn);
        if (status != STACK_TOO_SMALL) {
            return status;
        }
        startOver(printed, drawn);
        return DeepStack.call(() -> attempt(function, printed, drawn)) == OK ? OK : FAULT;
    }

    /** As before a call that is to be repeated: the same printed, the same random numbers to come. */
    private void startOver(long printed, long drawn) {
        fields.putLong(ContextLayout.MESSAGES_LENGTH, printed);
        fields.putLong(ContextLayout.COUNTER, drawn);
    }

    private int attempt(long function, long printed, long drawn) {
        int status = Bridge.call(function, memory.address(), inBlock.address(), outBlock.address());
        while (status == WORKSPACE_TOO_SMALL || status == ARENA_TOO_SMALL || status == PARTS_TOO_SMALL) {
            grow(status);
            startOver(printed, drawn);
            status = Bridge.call(function, memory.address(), inBlock.address(), outBlock.address());
        }
        return status;
    }

    private void grow(int status) {
        long needed = fields.getLong(ContextLayout.NEEDED);
        long present = switch (status) {
            case WORKSPACE_TOO_SMALL -> workspace.doubles();
            case PARTS_TOO_SMALL -> parts.doubles();
            default -> arrays.arena().doubles();
        };
        if (needed <= present) {
            throw new IllegalStateException("the kernel refused the memory that it asked for: " + needed + " doubles");
        }
        switch (status) {
            case WORKSPACE_TOO_SMALL -> {
                workspace.close();
                workspace = NativeBlock.ofDoubles(needed);
                fields.putLong(ContextLayout.WORKSPACE, workspace.address());
                fields.putLong(ContextLayout.WORKSPACE_CAPACITY, needed);
            }
            case PARTS_TOO_SMALL -> {
                parts.close();
                parts = NativeBlock.ofDoubles(needed);
                fields.putLong(ContextLayout.PARTS, parts.address());
                fields.putLong(ContextLayout.PARTS_CAPACITY, needed);
            }
            default -> useArena(arrays.growArena(needed));
        }
    }

    private void useArena(NativeBlock arena) {
        fields.putLong(ContextLayout.ARENA, arena.address());
        fields.putLong(ContextLayout.ARENA_CAPACITY, arena.doubles());
    }

    /** What the last call reported; meaningful after {@link #FAULT}. */
    public NativeFault fault() {
        requireOpen();
        List<Long> indices = new ArrayList<>();
        for (int i = 0; i < fields.getInt(ContextLayout.FAULT_INDICES); i++) {
            indices.add(fields.getLong(ContextLayout.FAULT_INDEX + i * Long.BYTES));
        }
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < fields.getInt(ContextLayout.FAULT_VALUES); i++) {
            values.add(fields.getDouble(ContextLayout.FAULT_VALUE + i * Double.BYTES));
        }
        return new NativeFault(fields.getInt(ContextLayout.FAULT_SITE), indices, values);
    }

    /** What the model has printed since this was last asked for; at most 64 KiB, the rest is dropped with a remark. */
    public String takeMessages() {
        requireOpen();
        long wanted = fields.getLong(ContextLayout.MESSAGES_LENGTH);
        if (wanted == 0) {
            return "";
        }
        byte[] text = new byte[(int) Math.min(wanted, MESSAGE_BYTES)];
        messageBuffer.get(0, text);
        fields.putLong(ContextLayout.MESSAGES_LENGTH, 0);
        String messages = new String(text, StandardCharsets.UTF_8);
        return wanted > MESSAGE_BYTES ? messages + "\n[" + (wanted - MESSAGE_BYTES) + " more bytes dropped]\n" : messages;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (crew != 0) {
                Bridge.close_crew(crew);
            }
            for (NativeBlock block : List.of(memory, messages, workspace, parts, inBlock, outBlock)) {
                block.close();
            }
            arrays.removeUser();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the context is closed");
        }
    }
}
