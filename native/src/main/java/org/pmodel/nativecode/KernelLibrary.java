package org.pmodel.nativecode;

import java.nio.file.Path;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;

/** A compiled kernel, opened: its functions by name. Closing it makes their addresses invalid. */
public final class KernelLibrary implements AutoCloseable {
    private final Path file;
    private final boolean cached;
    private final double seconds;
    private long handle;

    private KernelLibrary(Path file, boolean cached, double seconds, long handle) {
        this.file = file;
        this.cached = cached;
        this.seconds = seconds;
        this.handle = handle;
    }

    static KernelLibrary open(Path file, boolean cached, double seconds) {
        long handle = Bridge.open(file.toString());
        if (handle == 0) {
            throw new ModelException(Diagnostic.error("E9002", Span.NONE, "a compiled kernel cannot be opened: " + Bridge.failure()));
        }
        return new KernelLibrary(file, cached, seconds, handle);
    }

    /**
     * The address of a function, for {@link NativeContext#call}.
     *
     * @throws IllegalArgumentException where the kernel has no function of the name
     */
    public synchronized long function(String name) {
        if (handle == 0) {
            throw new IllegalStateException("the kernel is closed");
        }
        long address = Bridge.symbol(handle, name);
        if (address == 0) {
            throw new IllegalArgumentException("the kernel has no function " + name + ": " + Bridge.failure());
        }
        return address;
    }

    /** The shared library, in the cache. */
    public Path file() {
        return file;
    }

    /** True where no compiler ran. */
    public boolean cached() {
        return cached;
    }

    /** Wall-clock seconds from the text to the opened library. */
    public double seconds() {
        return seconds;
    }

    @Override
    public synchronized void close() {
        if (handle != 0) {
            Bridge.close(handle);
            handle = 0;
        }
    }
}
