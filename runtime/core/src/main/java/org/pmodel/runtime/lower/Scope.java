package org.pmodel.runtime.lower;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pmodel.ir.Stmt;

/** The variables of one function body or of a program, with the names that its statements assign to. */
final class Scope {
    private final Map<String, Shaped> fixed = new HashMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private final Set<String> assigned = new HashSet<>();

    void bind(String name, Shaped value) {
        fixed.put(name, value);
    }

    void bind(String name, Place place) {
        places.put(name, place);
    }

    /** The place of a variable that statements change. */
    Place place(String name) {
        Place place = places.get(name);
        if (place == null) {
            throw new IllegalStateException("assignment to " + name);
        }
        return place;
    }

    /** What a variable stands for now. */
    Shaped value(String name, Lowering lowering) {
        Shaped value = fixed.get(name);
        if (value != null) {
            return value;
        }
        if (!places.containsKey(name)) {
            throw new IllegalStateException("unbound " + name);
        }
        return lowering.read(places.get(name));
    }

    /** Whether some statement assigns to the variable after its declaration. */
    boolean isAssigned(String name) {
        return assigned.contains(name);
    }

    void noteAssignments(List<Stmt> statements) {
        for (Stmt statement : statements) {
            switch (statement) {
                case Stmt.Assign s -> assigned.add(s.variable().name());
                case Stmt.For s -> noteAssignments(s.body());
                case Stmt.Plate s -> noteAssignments(s.body());
                case Stmt.ForEach s -> noteAssignments(s.body());
                case Stmt.While s -> noteAssignments(s.body());
                case Stmt.If s -> {
                    noteAssignments(s.then());
                    noteAssignments(s.otherwise());
                }
                case Stmt.Block s -> noteAssignments(s.body());
                default -> { }
            }
        }
    }
}
