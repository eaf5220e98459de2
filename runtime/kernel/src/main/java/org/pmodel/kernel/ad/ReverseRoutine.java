package org.pmodel.kernel.ad;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Routine;
import org.pmodel.kernel.Routines;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Stmt.Storage.Access;

/**
 * Adjoints of routines: a routine that is given what the routine was given and the adjoints of its results, and adds to the adjoints of what it read.
 *
 * <p>Nothing is kept from the call of the routine to that of its adjoint. The adjoint runs the routine's body again and then its backward sweep, as the
 * gradient of the sum of results times their adjoints; where the body calls routines, so do the two sweeps. The body of the innermost call thus runs once for each
 * call around it: for a recursion of depth {@code n} in one line the gradient takes time in the order of {@code n²}.
 */
final class ReverseRoutine {
    private final Routines routines;

    ReverseRoutine(Routines routines) {
        this.routines = routines;
    }

    /** @param active which arrays carry derivatives */
    Routine.Signature of(Routine.Signature loud, List<Boolean> active) {
        Routine.Signature s = routines.quiet(loud);
        List<Access> memory = new ArrayList<>();
        s.memory().stream().filter(a -> a == Access.READ).forEach(memory::add);
        StringBuilder name = new StringBuilder(s.name()).append('\'');
        for (int k = 0; k < active.size(); k++) {
            name.append(active.get(k) ? '1' : '0');
            if (active.get(k)) {
                memory.add(s.memory().get(k) == Access.READ ? Access.ADDED : Access.READ);
            }
        }
        Routine.Signature adjoint = new Routine.Signature(name.toString(), s.parameters(), memory, false, false, s.tooDeep());
        return routines.ask(adjoint, () -> write(routines.get(s.name()), active, adjoint));
    }

    private Routine write(Routine routine, List<Boolean> active, Routine.Signature signature) {
        Fresh fresh = Fresh.after(routine);
        Builder out = new Builder(fresh);
        Rewriter copy = new Rewriter(out);
        List<Stmt.Alloc> given = routine.memory();
        Map<Array, Array> inputs = new HashMap<>(), results = new HashMap<>();
        given.stream().filter(a -> access(a) == Access.READ).forEach(copy::statement);
        for (int k = 0; k < given.size(); k++) {
            Stmt.Alloc a = given.get(k);
            if (active.get(k)) {
                boolean read = access(a) == Access.READ;
                Array adjoint = out.alloc(a.array().name() + "'", Elem.REAL, a.sizes(), new Stmt.Storage.Parameter(read ? Access.ADDED : Access.READ));
                (read ? inputs : results).put(read ? copy.array(a.array()) : a.array(), adjoint);
            }
        }
        given.stream().filter(a -> access(a) != Access.READ).forEach(a ->
            copy.substitute(a.array(), out.local(a.array().name(), a.array().elem(), a.sizes(), access(a) == Access.ADDED ? Stmt.Init.ZERO : Stmt.Init.NONE)));
        Array total = out.local("total", Elem.REAL, List.of(), Stmt.Init.ZERO);
        routine.work().forEach(copy::statement);
        given.stream().filter(a -> results.containsKey(a.array())).forEach(a -> out.each(a.sizes(), index ->
            out.add(total, List.of(), out.times(out.load("result", copy.array(a.array()), index), out.load("adjoint", results.get(a.array()), index)))));
        Kernel objective = new Kernel(signature.name(), out.finish(), List.of());
        Block body = Reverse.sweep(objective, fresh, routines, inputs, total);
        return new Routine(signature, routine.parameters(), body);
    }

    private static Access access(Stmt.Alloc given) {
        return ((Stmt.Storage.Parameter) given.storage()).access();
    }
}
