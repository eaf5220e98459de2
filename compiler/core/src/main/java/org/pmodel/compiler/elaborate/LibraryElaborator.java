package org.pmodel.compiler.elaborate;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.compiler.Diagnostics;
import org.pmodel.compiler.Language;
import org.pmodel.compiler.Library;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Distribution;
import org.pmodel.ir.Model;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;
import org.pmodel.ir.Transform;
import org.pmodel.ir.Type;

/** Elaborates every definition of a library, a generic function once for reals and once for vectors. */
public final class LibraryElaborator {
    private LibraryElaborator() {}

    /** @param model all functions, transforms and distributions, and no blocks */
    public record Result(Model model, List<Diagnostic> diagnostics) {}

    public static Result elaborate(Library library) {
        Diagnostics diagnostics = new Diagnostics();
        Functions functions = new Functions(Language.LIBRARY, library, diagnostics);
        for (String name : library.functionNames()) {
            library.functions(name).forEach(d -> require(d, functions, diagnostics));
        }
        SupportElaborator supports = new SupportElaborator(functions);
        Map<String, Transform> transforms = new LinkedHashMap<>();
        library.transformNames().forEach(name -> transforms.put(name, supports.transform(name, Span.NONE)));
        Map<String, Distribution> distributions = new LinkedHashMap<>();
        library.distributionNames().forEach(name -> distributions.put(name, supports.distribution(library.distribution(name))));
        functions.finish();
        Model model = new Model("library", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), functions.elaborated(), transforms, distributions);
        return new Result(model, diagnostics.all());
    }

    private static void require(Definition definition, Functions functions, Diagnostics diagnostics) {
        if (Signature.takesFunctions(definition)) {
            return; // checked where a function is passed
        }
        boolean generic = definition instanceof Definition.Function f && !f.typeVariables().isEmpty();
        for (Type type : generic ? List.of(Type.REAL, Type.VECTOR) : List.of(Type.REAL)) {
            Map<String, Type> variables = new HashMap<>();
            if (definition instanceof Definition.Function f) {
                f.typeVariables().forEach(v -> variables.put(v.text(), type));
            }
            try {
                functions.require(Signature.of(definition, false, Instance.of(variables)));
            } catch (ModelException e) {
                e.diagnostics().forEach(diagnostics::add);
            }
        }
    }
}
