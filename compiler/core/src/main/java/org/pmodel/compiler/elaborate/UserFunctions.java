package org.pmodel.compiler.elaborate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.compiler.Diagnostics;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.compiler.syntax.Program;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Type;

/** The functions that a program defines: each form once, and the endings of their names kept to what they mean. */
final class UserFunctions {
    private final Functions functions;
    private final Diagnostics diagnostics;
    private final Map<String, Definition.Function> seen = new HashMap<>();

    UserFunctions(Functions functions, Diagnostics diagnostics) {
        this.functions = functions;
        this.diagnostics = diagnostics;
    }

    /** Makes the program's definitions known and asks for the elaboration of every function, so that wrong ones are found even if unused. */
    void define(Program program) {
        for (Definition definition : program.definitions()) {
            switch (definition) {
                case Definition.Function f -> functions.define(f);
                case Definition.Distribution d -> functions.define(d);
                case Definition.Transform t -> diagnostics.add(Diagnostic.error("E0603", t.name().span(), "only the standard library defines transforms"));
                case Definition.Primitive p -> { } // refused by the parser
            }
        }
        program.functions().forEach(this::define);
        seen.values().forEach(this::require);
        for (Definition definition : program.definitions()) {
            switch (definition) {
                case Definition.Function f when f.typeVariables().isEmpty() && !Signature.takesFunctions(f) -> require(f);
                case Definition.Distribution d -> DerivedDefinitions.of(d).values().forEach(this::require);
                default -> { }
            }
        }
    }

    private void require(Definition.Function function) {
        try {
            functions.require(functions.signature(function, true, Instance.PLAIN));
        } catch (ModelException e) {
            e.diagnostics().forEach(diagnostics::add);
        }
    }

    private void define(Definition.Function function) {
        if (Signature.takesFunctions(function)) {
            functions.define(function); // its types are known in each use
            return;
        }
        try {
            Signature signature = Signature.of(function, true, Instance.PLAIN);
            checkEnding(function, signature);
            Definition.Function previous = seen.get(signature.id());
            if (previous != null && previous.body() != null) {
                diagnostics.add(Diagnostic.error("E0207", function.name().span(), "there is already a function `" + signature.id() + "`")
                    .withNote("it is defined here", previous.name().span()));
            }
            if (previous != null && previous.body() == null && !Signature.of(previous, true, Instance.PLAIN).dataOnly().equals(signature.dataOnly())) {
                diagnostics.add(Diagnostic.error("E0207", function.name().span(), "`" + signature.id() + "` was announced with other `data` words before its types")
                    .withNote("it is announced here", previous.name().span()));
            }
            Signature library = functions.redefined(signature);
            if (library != null) {
                diagnostics.add(Diagnostic.error("E0207", function.name().span(), "`" + signature.id() + "` is a function of the language and cannot be defined again")
                    .withNote("the language has: " + library));
            }
            if (previous == null || previous.body() == null) {
                seen.put(signature.id(), function);
            }
            functions.define(function);
        } catch (ModelException e) {
            e.diagnostics().forEach(diagnostics::add);
        }
    }

    private void checkEnding(Definition.Function function, Signature signature) {
        Name name = function.name();
        String text = name.text();
        List<Type> parameters = signature.parameters();
        if (functions.isFunctionOfFunctions(text)) {
            throw BodyContext.error("E0417", name.span(), "`" + text + "` is a function of functions of the language and cannot be defined again");
        }
        boolean density = text.endsWith("_lpdf") || text.endsWith("_lpmf");
        boolean probability = density || text.endsWith("_cdf") || text.endsWith("_lcdf") || text.endsWith("_lccdf");
        if (probability && signature.result() != Type.REAL) {
            throw BodyContext.error("E0417", name.span(), "`" + text + "` is a probability function and must return real");
        }
        if (probability && parameters.isEmpty()) {
            throw BodyContext.error("E0417", name.span(), "`" + text + "` is a probability function and needs a variate as first argument");
        }
        if (text.endsWith("_lpdf") && Types.isWhole(parameters.get(0))) {
            throw BodyContext.error("E0417", name.span(), "the first argument of `" + text + "` must be real: a function of int ends in _lpmf");
        }
        if (text.endsWith("_lpmf") && !Types.isWhole(parameters.get(0))) {
            throw BodyContext.error("E0417", name.span(), "the first argument of `" + text + "` must be int: a function of real ends in _lpdf");
        }
    }
}
