package org.pmodel.ir;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A model as text that reads like the language, for people; what the language does not say (site names, lifts, promotions) stands in comments. */
public final class ModelPrinter {
    private static final String STEP = "  ";

    private final StringBuilder out = new StringBuilder();
    private String indent = "";

    private ModelPrinter() {}

    public static String print(Model model) {
        ModelPrinter printer = new ModelPrinter();
        printer.line("// model " + model.name());
        model.functions().values().stream().sorted((a, b) -> a.id().compareTo(b.id())).forEach(printer::function);
        model.transforms().values().stream().sorted((a, b) -> a.name().compareTo(b.name())).forEach(printer::transform);
        printer.declarations("data", model.data());
        model.missing().forEach(m -> printer.line("// entries missing from " + m.variable() + ": " + m.entries() + "[" + m.count() + "]"));
        printer.block("transformed data", model.transformedData());
        printer.declarations("parameters", model.parameters());
        printer.block("transformed parameters", model.transformedParameters());
        printer.block("model", model.model());
        printer.block("generated quantities", model.generatedQuantities());
        return printer.out.toString();
    }

    /** The blocks alone, without the definitions they use. */
    public static String printBlocks(Model model) {
        return print(new Model(model.name(), model.data(), model.transformedData(), model.parameters(), model.transformedParameters(), model.model(),
                model.generatedQuantities(), model.missing(), Map.of(), Map.of(), Map.of()));
    }

    public static String print(Expr expr) {
        return ExprPrinter.print(expr);
    }

    private void line(String text) {
        out.append(indent).append(text).append('\n');
    }

    private void nested(Runnable body) {
        String before = indent;
        indent += STEP;
        body.run();
        indent = before;
    }

    private void braces(String head, List<Stmt> body) {
        line(head + " {");
        nested(() -> body.forEach(this::statement));
        line("}");
    }

    private void declarations(String name, List<Declaration> declarations) {
        if (!declarations.isEmpty()) {
            line(name + " {");
            nested(() -> declarations.forEach(d -> line(declaration(d) + ";")));
            line("}");
        }
    }

    private void block(String name, List<Stmt> body) {
        if (!body.isEmpty()) {
            braces(name, body);
        }
    }

    private void function(Function function) {
        String parameters = function.parameters().stream().map(p -> (p.data() ? "data " : "") + p.type() + " " + p.name())
            .collect(Collectors.joining(", ", "(", ")"));
        String head = (function.isPrimitive() ? "primitive " : "function ") + function.name() + parameters + " : " + function.result();
        if (function.isPrimitive()) {
            line(head + " {");
            nested(() -> {
                derivatives(function);
                line("cpp = \"" + function.spelling().cpp() + "\"; java = \"" + function.spelling().java() + "\";");
            });
            line("}");
            return;
        }
        braces(head, function.body());
        if (!function.derivatives().isEmpty()) {
            line("with");
            nested(() -> derivatives(function));
        }
    }

    private void derivatives(Function function) {
        for (int i = 0; i < function.derivatives().size(); i++) {
            String rule = switch (function.derivatives().get(i)) {
                case Function.Derivative.Formula(Expr value) -> print(value);
                case Function.Derivative.Adjoint(Expr value, String result, String adjoint) -> print(value);
                case Function.Derivative.Zero() -> "0";
                case Function.Derivative.NotDifferentiable() -> "not_differentiable";
            };
            line("d " + function.parameters().get(i).name() + " = " + rule + ";");
        }
    }

    private void transform(Transform transform) {
        String arguments = transform.arguments().stream().map(p -> p.type() + " " + p.name()).collect(Collectors.joining(", ", "(", ")"));
        line("transform " + transform.name() + arguments + " : " + transform.type() + transform.sizes() + " from " + transform.freeType()
            + ExprPrinter.list(transform.freeSizes(), "[", "]") + " // " + transform.constrain());
    }

    static String declaration(Declaration declaration) {
        return sized(declaration.sized()) + " " + declaration.name();
    }

    private static String sized(SizedType type) {
        return switch (type) {
            case SizedType.Plain(Type t, List<Expr> dimensions, Constraint constraint) -> plain(t, dimensions, constraint);
            case SizedType.Tuple(List<Expr> dimensions, List<SizedType> elements) ->
                (dimensions.isEmpty() ? "" : "array" + ExprPrinter.list(dimensions, "[", "]") + " ")
                    + elements.stream().map(ModelPrinter::sized).collect(Collectors.joining(", ", "tuple(", ")"));
        };
    }

    private static String plain(Type type, List<Expr> dimensions, Constraint constraint) {
        String bounds = constraint.isNone() ? "" : "<" + constraint.transform() + ExprPrinter.list(constraint.arguments(), "(", ")") + ">";
        if (!(type instanceof Type.Array(Type element, int rank))) {
            return type + bounds + (dimensions.isEmpty() ? "" : ExprPrinter.list(dimensions, "[", "]"));
        }
        if (dimensions.isEmpty()) {
            return type + bounds;
        }
        List<Expr> inner = dimensions.subList(rank, dimensions.size());
        return "array" + ExprPrinter.list(dimensions.subList(0, rank), "[", "]") + " " + element + bounds
            + (inner.isEmpty() ? "" : ExprPrinter.list(inner, "[", "]"));
    }

    private void statement(Stmt statement) {
        switch (statement) {
            case Stmt.Declare(Declaration declaration, Expr value, Span span) ->
                line(declaration(declaration) + (value == null ? "" : " = " + print(value)) + ";");
            case Stmt.Assign(Expr.Variable variable, List<Stmt.Step> path, Expr value, Span span) ->
                line(variable.name() + path.stream().map(ModelPrinter::step).collect(Collectors.joining()) + " = " + print(value) + ";");
            case Stmt.Site site -> site(site);
            case Stmt.Factor(String name, Expr value, Span span) -> line("target += " + print(value) + "; // factor " + name);
            case Stmt.AddJacobian(Expr value, Span span) -> line("jacobian += " + print(value) + ";");
            case Stmt.For f -> braces("for (" + f.index().name() + " in " + print(f.from()) + ":" + print(f.to()) + ")", f.body());
            case Stmt.Plate p ->
                braces("plate " + p.name() + " (" + p.index().name() + " in " + print(p.from()) + ":" + print(p.to()) + ")", p.body());
            case Stmt.ForEach f -> braces("for (" + f.element().name() + " in " + print(f.container()) + ")", f.body());
            case Stmt.While w -> braces("while (" + print(w.condition()) + ")", w.body());
            case Stmt.If i -> {
                braces("if (" + print(i.condition()) + ")", i.then());
                if (!i.otherwise().isEmpty()) {
                    braces("else", i.otherwise());
                }
            }
            case Stmt.Block b -> {
                line("{");
                nested(() -> b.body().forEach(this::statement));
                line("}");
            }
            case Stmt.Break b -> line("break;");
            case Stmt.Continue c -> line("continue;");
            case Stmt.Return r -> line(r.value() == null ? "return;" : "return " + print(r.value()) + ";");
            case Stmt.Evaluate e -> line(print(e.call()) + ";");
            case Stmt.Message m -> line(m.kind().name().toLowerCase() + ExprPrinter.list(m.arguments(), "(", ")") + ";");
        }
    }

    private void site(Stmt.Site site) {
        Stmt.Truncation truncation = site.truncation();
        String interval = truncation == null ? "" : " T[" + orNothing(truncation.lower()) + ", " + orNothing(truncation.upper()) + "]";
        line(print(site.variate()) + " ~ " + site.distribution() + ExprPrinter.list(site.arguments(), "(", ")") + interval + "; // site " + site.name() + ": "
            + print(site.density()) + (truncation == null ? "" : " - " + print(truncation.correction())));
    }

    private static String orNothing(Expr bound) {
        return bound == null ? "" : print(bound);
    }

    private static String step(Stmt.Step step) {
        return switch (step) {
            case Stmt.Step.At(List<Expr.Subscript> subscripts) -> ExprPrinter.subscripts(subscripts);
            case Stmt.Step.Element(int position) -> "." + position;
        };
    }
}
