package org.pmodel.compiler.elaborate;

import java.util.HashSet;
import java.util.Set;

/** The names given so far in a model or function body, where every name is given once. */
final class UniqueNames {
    private final Set<String> taken = new HashSet<>();

    /** Keeps a name for itself. */
    void reserve(String name) {
        taken.add(name);
    }

    /** The name itself the first time, then with a number behind: two variables of the same name in scopes side by side differ. */
    String give(String name) {
        return give(name, "__");
    }

    String give(String name, String separator) {
        String candidate = name;
        for (int n = 2; !taken.add(candidate); n++) {
            candidate = name + separator + n;
        }
        return candidate;
    }
}
