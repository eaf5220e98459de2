package org.pmodel.runtime.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Stmt;

/**
 * Two kernels that belong together: one binds data, then the other runs.
 *
 * @param slots names of all external arrays, data first; their positions are the slots of the engines
 */
public record Program(Kernel bind, Kernel run, List<String> slots) {
    public Program {
        slots = List.copyOf(slots);
    }

    public static Program of(Kernel bind, Kernel run) {
        Set<String> slots = new LinkedHashSet<>();
        collect(bind.body(), slots);
        collect(run.body(), slots);
        return new Program(bind, run, new ArrayList<>(slots));
    }

    private static void collect(Block block, Set<String> slots) {
        for (Stmt s : block.statements()) {
            if (s instanceof Stmt.Alloc a) {
                switch (a.storage()) {
                    case Stmt.Storage.External(String name) -> slots.add(name);
                    case Stmt.Storage.Persistent(String name) -> slots.add(name);
                    default -> { }
                }
            }
        }
    }

    /** The kernels in the order in which engines number them: the binding kernel first. */
    public List<Kernel> kernels() {
        return List.of(bind, run);
    }
}
