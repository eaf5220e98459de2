package org.pmodel.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.kernel.Stmt.Storage.Access;

/**
 * A part of a kernel that is called by name and may call itself. Whole numbers are handed over by value, all else as memory of the caller, results
 * included; the body introduces that memory first, in order ({@link Stmt.Storage.Parameter}), with sizes that are parameters. Memory of rank one may be
 * an array of any rank, row by row.
 *
 * @param adjoints stated derivatives; where there are none, they come from the body
 */
public record Routine(Signature signature, List<Value> parameters, Block body, List<Adjoint> adjoints) {
    public Routine {
        parameters = List.copyOf(parameters);
        adjoints = List.copyOf(adjoints);
    }

    public Routine(Signature signature, List<Value> parameters, Block body) {
        this(signature, parameters, body, List.of());
    }

    /**
     * How derivatives with respect to the result, the one array that a routine writes, become derivatives with respect to an array that it reads. The
     * routine for it takes what the first one takes, the result, derivatives with respect to the result and memory of the shape of the array.
     *
     * @param memory which array that is
     * @param sizes where among the numbers of the call the sizes of the array begin
     */
    public record Adjoint(int memory, int sizes, Signature routine) {}

    /**
     * What a caller knows of a routine.
     *
     * @param parameters how many whole numbers it takes
     * @param memory what it does to each array that it is given
     * @param tooDeep number of the fault of calls too deep inside each other
     */
    public record Signature(String name, int parameters, List<Access> memory, boolean random, boolean prints, int tooDeep) {
        public Signature {
            memory = List.copyOf(memory);
        }
    }

    public String name() {
        return signature.name();
    }

    /** The introductions of the caller's memory, with which the body begins. */
    public List<Stmt.Alloc> memory() {
        List<Stmt.Alloc> memory = new ArrayList<>();
        for (Stmt s : body.statements()) {
            if (s instanceof Stmt.Alloc alloc && alloc.storage() instanceof Stmt.Storage.Parameter) {
                memory.add(alloc);
            }
        }
        return memory;
    }

    /** The body after the introductions. */
    public List<Stmt> work() {
        return body.statements().subList(memory().size(), body.statements().size());
    }

    /** Whether the routine runs through without branches, loops and calls. */
    public boolean isStraight() {
        return work().stream().noneMatch(s -> s instanceof Stmt.For || s instanceof Stmt.While || s instanceof Stmt.If || s instanceof Stmt.Call);
    }

    /**
     * Writes in place what a call of a straight routine would do, for the scalars that it writes.
     *
     * @param read what the routine is given to read
     */
    public List<Atom> results(Builder out, List<Atom> numbers, List<Array> read) {
        Map<Array, Atom> results = new LinkedHashMap<>();
        Rewriter copy = new Rewriter(out) {
            @Override
            public void statement(Stmt statement) {
                if (statement instanceof Stmt.Store s && results.containsKey(s.array())) {
                    results.put(s.array(), atom(s.value()));
                } else {
                    copy(statement);
                }
            }
        };
        for (int k = 0; k < numbers.size(); k++) {
            copy.substitute(parameters.get(k), numbers.get(k));
        }
        for (int k = 0; k < read.size(); k++) {
            copy.substitute(memory().get(k).array(), read.get(k));
        }
        memory().subList(read.size(), memory().size()).forEach(a -> results.put(a.array(), Atom.NONE));
        copy.block(new Block(work()));
        return List.copyOf(results.values());
    }

    public Routine withBody(Block body) {
        return new Routine(signature, parameters, body, adjoints);
    }

    public Routine withAdjoints(List<Adjoint> adjoints) {
        return new Routine(signature, parameters, body, adjoints);
    }

    /** The body as a kernel, which passes work on. */
    public Kernel in(Kernel kernel) {
        return new Kernel(name(), body, kernel.faults(), kernel.routines());
    }
}
