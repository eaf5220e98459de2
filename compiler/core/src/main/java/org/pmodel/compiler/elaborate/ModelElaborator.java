package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pmodel.compiler.Diagnostics;
import org.pmodel.compiler.Language;
import org.pmodel.compiler.Library;
import org.pmodel.compiler.syntax.Program;
import org.pmodel.compiler.syntax.Statement;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Distribution;
import org.pmodel.ir.Missing;
import org.pmodel.ir.Model;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.SizedType;
import org.pmodel.ir.Span;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Transform;
import org.pmodel.ir.Type;

/** A whole program as Model IR, block by block in the order in which the blocks run. */
public final class ModelElaborator {
    private final Functions functions;
    private final Diagnostics diagnostics;
    private final BodyContext context;
    private final List<Missing> missing = new ArrayList<>();
    private final Map<String, Span> usedTransforms = new LinkedHashMap<>();

    private ModelElaborator(Language language, Library library, Diagnostics diagnostics) {
        this.functions = new Functions(language, library, diagnostics);
        this.diagnostics = diagnostics;
        this.context = new BodyContext(functions, diagnostics, Instance.PLAIN, Region.block(Region.Kind.DATA));
    }

    /** @return the model, with functions that it does not use too, or {@code null} when the diagnostics have errors */
    public static Model elaborate(String name, Program program, Language language, Library library, Diagnostics diagnostics) {
        return new ModelElaborator(language, library, diagnostics).model(name, program);
    }

    private Model model(String name, Program program) {
        new UserFunctions(functions, diagnostics).define(program);
        reserveGlobals(program);
        List<Declaration> data = declarations(program.data(), Region.Kind.DATA, Symbol.Origin.DATA);
        List<Stmt> transformedData = block(program.transformedData(), Region.Kind.TRANSFORMED_DATA, Symbol.Origin.TRANSFORMED_DATA);
        // The entries missing from data come first: bounds of other parameters may ask for the data.
        List<Declaration> parameters = new ArrayList<>(entries(data));
        parameters.addAll(declarations(program.parameters(), Region.Kind.PARAMETERS, Symbol.Origin.PARAMETERS));
        List<Stmt> transformedParameters =
            block(program.transformedParameters(), Region.Kind.TRANSFORMED_PARAMETERS, Symbol.Origin.TRANSFORMED_PARAMETERS);
        List<Stmt> model = modelBlock(program.model(), parameters);
        List<Stmt> generatedQuantities = block(program.generatedQuantities(), Region.Kind.GENERATED_QUANTITIES, Symbol.Origin.GENERATED_QUANTITIES);
        data.forEach(this::useTransforms);
        parameters.forEach(this::useTransforms);
        Map<String, Transform> transforms = transforms();
        Map<String, Distribution> distributions = distributions();
        functions.finish();
        LaplaceCalls.checkLikelihoods(functions, diagnostics);
        if (diagnostics.hasErrors()) {
            return null;
        }
        return new Model(name, data, transformedData, parameters, transformedParameters, model, generatedQuantities, missing,
                functions.elaborated(), transforms, distributions);
    }

    /** Variables of the blocks keep their names, whatever local variables come before them. */
    private void reserveGlobals(Program program) {
        for (Program.Block block : List.of(program.data(), program.transformedData(), program.parameters(), program.transformedParameters(),
                program.generatedQuantities())) {
            for (Statement statement : block.statements()) {
                if (statement instanceof Statement.Declare d) {
                    d.declarators().forEach(v -> context.names.reserve(v.name().text()));
                }
            }
        }
    }

    private List<Declaration> declarations(Program.Block block, Region.Kind kind, Symbol.Origin origin) {
        context.region = Region.block(kind);
        DeclarationElaborator types = new DeclarationElaborator(context, new ExpressionElaborator(context));
        List<Declaration> result = new ArrayList<>();
        for (Statement statement : block.statements()) {
            switch (statement) {
                case Statement.Empty e -> { }
                case Statement.Declare d -> {
                    try {
                        declare(d, types, kind, origin, result);
                    } catch (ModelException e) {
                        e.diagnostics().forEach(diagnostics::add);
                    }
                }
                default -> diagnostics.add(Diagnostic.error("E0401", statement.span(), kind.words + " has declarations and no other statements"));
            }
        }
        return result;
    }

    private void declare(Statement.Declare declare, DeclarationElaborator types, Region.Kind kind, Symbol.Origin origin, List<Declaration> into) {
        SizedType sized = null;
        try {
            sized = types.sized(declare.type(), true, true);
        } catch (ModelException e) {
            e.diagnostics().forEach(diagnostics::add);
        }
        Type type = Types.of(declare.type(), Map.of());
        for (Statement.Declarator declarator : declare.declarators()) {
            if (declarator.value() != null) {
                diagnostics.add(Diagnostic.error("E0401", declarator.value().span(), "a variable of " + kind.words + " is given its value from outside"));
            }
            Symbol symbol = context.declare(declarator.name(), type, origin, origin == Symbol.Origin.DATA && !declare.missing(), true);
            if (sized != null) {
                Declaration declaration = new Declaration(symbol.unique(), sized, declarator.name().span());
                into.add(declaration);
                checkLatent(declaration, declare.missing(), origin);
            }
        }
    }

    private void checkLatent(Declaration declaration, boolean lacksEntries, Symbol.Origin origin) {
        if (origin == Symbol.Origin.PARAMETERS) {
            Latents.checkWhole(declaration.sized(), functions.language, declaration.span());
        }
        if (lacksEntries) {
            DeclarationElaborator.checkMayMiss(declaration.span(), origin);
            Latents.checkMissing(declaration);
            missing.add(Latents.missing(declaration));
        }
    }

    private List<Declaration> entries(List<Declaration> data) {
        return missing.stream().map(m -> Latents.entries(data.stream().filter(d -> d.name().equals(m.variable())).findFirst().orElseThrow(), m)).toList();
    }

    private List<Stmt> block(Program.Block block, Region.Kind kind, Symbol.Origin origin) {
        context.region = Region.block(kind);
        List<Stmt> statements = new StatementElaborator(context, origin).statements(block.statements());
        for (Stmt statement : statements) {
            if (statement instanceof Stmt.Declare(Declaration declaration, var value, var span)) {
                useTransforms(declaration);
            }
        }
        return statements;
    }

    private List<Stmt> modelBlock(Program.Block block, List<Declaration> parameters) {
        context.region = Region.block(Region.Kind.MODEL);
        Scope globals = context.scope;
        context.enter();
        StatementElaborator statements = new StatementElaborator(context, Symbol.Origin.LOCAL);
        List<Stmt> result = statements.statements(block.statements());
        Scope model = context.scope;
        context.leave();
        for (Declaration drawn : statements.drawnParameters()) {
            globals.put(drawn.name(), model.find(drawn.name()));
            parameters.add(drawn);
        }
        return result;
    }

    private void useTransforms(Declaration declaration) {
        useTransforms(declaration.sized(), declaration.span());
    }

    private void useTransforms(SizedType type, Span span) {
        switch (type) {
            case SizedType.Plain(var t, var dimensions, var constraint) -> {
                if (!constraint.isNone()) {
                    usedTransforms.putIfAbsent(constraint.transform(), span);
                }
            }
            case SizedType.Tuple(var dimensions, var elements) -> elements.forEach(e -> useTransforms(e, span));
        }
    }

    private Map<String, Transform> transforms() {
        Map<String, Transform> transforms = new LinkedHashMap<>();
        SupportElaborator supports = new SupportElaborator(functions);
        usedTransforms.forEach((name, use) -> {
            Transform transform = supports.transform(name, use);
            if (transform != null) {
                transforms.put(name, transform);
            }
        });
        return transforms;
    }

    private Map<String, Distribution> distributions() {
        Map<String, Distribution> distributions = new LinkedHashMap<>();
        SupportElaborator supports = new SupportElaborator(functions);
        Set<String> names = new LinkedHashSet<>(functions.usedDistributions());
        names.forEach(name -> distributions.put(name, supports.distribution(functions.distribution(name))));
        return distributions;
    }
}
