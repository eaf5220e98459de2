package org.pmodel.nativecode;

import java.nio.ByteBuffer;

/** The arrays of a bound model: a table of addresses, the data arrays, and the arena with the arrays made at bind time. Shared by contexts. */
final class NativeArrays {
    private final NativeBlock table;
    private final ByteBuffer addresses;
    private final NativeBlock[] data;
    private NativeBlock arena = NativeBlock.ofDoubles(0);
    private int users = 1;

    NativeArrays(int count) {
        table = NativeBlock.ofDoubles(count);
        addresses = table.buffer();
        data = new NativeBlock[count];
    }

    synchronized void addUser() {
        users++;
    }

    /** Frees all when the last context has left. */
    synchronized void removeUser() {
        users--;
        if (users > 0) {
            return;
        }
        for (NativeBlock block : data) {
            if (block != null) {
                block.close();
            }
        }
        arena.close();
        table.close();
    }

    synchronized void set(int array, NativeBlock block) {
        requireOneUser();
        if (data[array] != null) {
            data[array].close();
        }
        data[array] = block;
        addresses.putLong(array * Long.BYTES, block.address());
    }

    synchronized NativeBlock growArena(long doubles) {
        requireOneUser();
        arena.close();
        arena = NativeBlock.ofDoubles(doubles);
        return arena;
    }

    NativeBlock arena() {
        return arena;
    }

    long tableAddress() {
        return table.address();
    }

    /** Where an array lies: a data array, or one that the kernel's bind function has made. */
    long address(int array) {
        long address = addresses.getLong(array * Long.BYTES);
        if (address == 0) {
            throw new IllegalStateException("array " + array + " has not been set");
        }
        return address;
    }

    private void requireOneUser() {
        if (users > 1) {
            throw new IllegalStateException("arrays may change only before the context is forked");
        }
    }
}
