package org.pmodel.nativecode;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;

/** A piece of zeroed off-heap memory that starts on a multiple of 64 bytes, so that vector loads never straddle a cache line. */
final class NativeBlock implements AutoCloseable {
    private static final int ALIGNMENT = 64;

    private final long bytes;
    private final long address;
    private Pointer base;

    private NativeBlock(Pointer base, long bytes) {
        this.base = base;
        this.bytes = bytes;
        this.address = (base.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    static NativeBlock ofBytes(long bytes) {
        Pointer base = Pointer.calloc(bytes + ALIGNMENT, 1);
        if (base == null || base.isNull()) {
            throw new OutOfMemoryError("no " + bytes + " bytes of memory outside the Java heap");
        }
        return new NativeBlock(base, bytes);
    }

    static NativeBlock ofDoubles(long doubles) {
        return ofBytes(Math.multiplyExact(doubles, Double.BYTES));
    }

    static NativeBlock of(double[] values) {
        NativeBlock block = ofDoubles(values.length);
        new Doubles(block.address, values.length).put(values, 0, values.length);
        return block;
    }

    static NativeBlock of(int[] values) {
        NativeBlock block = ofBytes((long) values.length * Integer.BYTES);
        new Ints(block.address, values.length).put(values, 0, values.length);
        return block;
    }

    /** Copies doubles out of memory that some block holds. */
    static void read(long address, double[] into) {
        new Doubles(address, into.length).get(into, 0, into.length);
    }

    /** Copies ints out of memory that some block holds. */
    static void read(long address, int[] into) {
        new Ints(address, into.length).get(into, 0, into.length);
    }

    long address() {
        return address;
    }

    /** The capacity. */
    long doubles() {
        return bytes / Double.BYTES;
    }

    /** A view of the first 2³¹ bytes at most; invalid once the block is closed. */
    ByteBuffer buffer() {
        return new Doubles(address, Math.min(doubles(), Integer.MAX_VALUE / Double.BYTES)).asByteBuffer();
    }

    /** {@link #buffer} as doubles. */
    DoubleBuffer doubleBuffer() {
        return buffer().asDoubleBuffer();
    }

    @Override
    public void close() {
        if (base != null) {
            Pointer.free(base);
            base = null;
        }
    }

    private static final class Doubles extends DoublePointer {
        Doubles(long address, long capacity) {
            super((Pointer) null);
            this.address = address;
            this.limit = capacity;
            this.capacity = capacity;
        }
    }

    private static final class Ints extends IntPointer {
        Ints(long address, long capacity) {
            super((Pointer) null);
            this.address = address;
            this.limit = capacity;
            this.capacity = capacity;
        }
    }
}
