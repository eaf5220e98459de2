package org.pmodel.kernel.ad;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Value;

/**
 * The backward sweep over one block while it is being written.
 *
 * <p>In a <em>root</em> frame both sweeps are written into one block, so that primal values are simply in scope. In any other frame the forward sweep
 * is over: a primal value must be computed again or have been saved, and the {@code prologue} is where that is done.
 */
final class Frame {
    final Block block;
    final Frame parent;
    final boolean root;
    /** The loop whose body this is, with its backward index, where there is one. */
    final Stmt.For loop;
    final Map<Value, Atom> primal = new HashMap<>();
    final Map<Value, Atom> adjoints = new HashMap<>();
    final Map<Value, Array> adjointCells = new HashMap<>();
    final List<Stmt> prologue = new ArrayList<>();
    /** Introduces adjoint memory; at the start of the backward block, or of the whole block in a root frame. */
    final List<Stmt> preamble = new ArrayList<>();
    /** Values that the forward sweep keeps at the end of this block on the stack, in the order of pushing. */
    final List<Value> pushed = new ArrayList<>();
    final List<Value> popped = new ArrayList<>();
    /** What the forward sweep stores at the end of this block. */
    final List<Stmt> saves = new ArrayList<>();
    /** In a root frame, what must be introduced before a statement of its block. */
    final Map<Integer, List<Stmt>> before = new HashMap<>();
    /** Whether this is the body of a {@code while}, whose number of turns is not known beforehand. */
    boolean turns;
    /** The statement of the block that is being reversed. */
    int position;

    Frame(Block block, Frame parent, boolean root, Stmt.For loop) {
        this.block = block;
        this.parent = parent;
        this.root = root;
        this.loop = loop;
    }

    /** Loops between the nearest root frame and this one, outermost first; {@code null} when a {@code while} is among them. */
    List<Stmt.For> loopsFromRoot() {
        List<Stmt.For> loops = new ArrayList<>();
        for (Frame f = this; !f.root; f = f.parent) {
            if (f.turns) {
                return null;
            }
            if (f.loop != null) {
                loops.add(0, f.loop);
            }
        }
        return loops;
    }

    Frame nearestRoot() {
        Frame f = this;
        while (!f.root) {
            f = f.parent;
        }
        return f;
    }
}
