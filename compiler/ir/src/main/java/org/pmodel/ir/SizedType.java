package org.pmodel.ir;

import java.util.List;

/** The type of a declaration: a type with the sizes and the support that the program gives it. */
public sealed interface SizedType {
    Type type();

    /**
     * @param dimensions one size per index of {@code type}, array dimensions first; empty in an unsized local of a function
     */
    record Plain(Type type, List<Expr> dimensions, Constraint constraint) implements SizedType {
        public Plain {
            dimensions = List.copyOf(dimensions);
        }
    }

    record Tuple(List<Expr> arrayDimensions, List<SizedType> elements) implements SizedType {
        public Tuple {
            arrayDimensions = List.copyOf(arrayDimensions);
            elements = List.copyOf(elements);
        }

        @Override
        public Type type() {
            return Type.array(new Type.Tuple(elements.stream().map(SizedType::type).toList()), arrayDimensions.size());
        }
    }
}
