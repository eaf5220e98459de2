package org.pmodel.generate;

import java.util.List;
import java.util.stream.Collectors;

/** The class that finds the classes of families by name. */
final class FamiliesSource {
    private FamiliesSource() {}

    static String source(List<FamilySource> families) {
        String cases = families.stream().map(f -> "        case \"" + f.name() + "\" -> " + f.className() + ".DEFINITION;\n").collect(Collectors.joining());
        String names = families.stream().map(f -> "            \"" + f.name() + "\"").collect(Collectors.joining(",\n"));
        return "package org.pmodel.distribution;\n\nimport java.util.List;\n\n"
                + "/** The families of the library by their names there. */\n"
                + "public final class Families {\n    private Families() {}\n\n"
                + "    /** In alphabetical order. */\n"
                + "    public static List<String> names() {\n        return List.of(\n" + names + ");\n    }\n\n"
                + "    /** @throws IllegalArgumentException when there is no such family */\n"
                + "    public static Family of(String name, Tensor... parameters) {\n        return new Family(definition(name), parameters);\n    }\n\n"
                + "    /** The names of a family's parameters. */\n"
                + "    public static List<String> parameters(String name) {\n"
                + "        return definition(name).parameters().stream().map(Definition.Parameter::name).toList();\n    }\n\n"
                + "    /** Which of a family's parameters are whole numbers. */\n"
                + "    public static List<Boolean> whole(String name) {\n"
                + "        return definition(name).parameters().stream().map(Definition.Parameter::whole).toList();\n    }\n\n"
                + "    /** What a family takes and states. */\n"
                + "    static Definition definition(String name) {\n        return switch (name) {\n" + cases.indent(4)
                + "            default -> throw new IllegalArgumentException(\"the library has no family \" + name);\n        };\n    }\n}\n";
    }
}
