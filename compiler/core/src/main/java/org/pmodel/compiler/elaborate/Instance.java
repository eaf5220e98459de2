package org.pmodel.compiler.elaborate;

import java.util.List;
import java.util.Map;
import org.pmodel.ir.Type;

/**
 * What those parts of a definition that say nothing by themselves stand for in one use of it.
 *
 * @param types of the type parameters
 * @param functions that are passed, by parameter
 * @param rest what {@code ...} stands for
 */
record Instance(Map<String, Type> types, Map<String, Signature> functions, List<Argument> rest) {
    static final Instance PLAIN = new Instance(Map.of(), Map.of(), List.of());

    Instance {
        types = Map.copyOf(types);
        functions = Map.copyOf(functions);
        rest = List.copyOf(rest);
    }

    static Instance of(Map<String, Type> types) {
        return new Instance(types, Map.of(), List.of());
    }

    /** One of the arguments that {@code ...} stands for. */
    sealed interface Argument {
        /** @param data a function that it is passed on to takes it as data */
        record Value(Type type, boolean data) implements Argument {}

        record Passed(Signature function) implements Argument {}
    }
}
