package org.pmodel.manual;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Statement;

/** Expressions of the language as mathematics: MathML, which browsers set themselves. */
final class Formula {
    private static final Map<String, String> LETTERS = Map.ofEntries(Map.entry("alpha", "α"), Map.entry("beta", "β"), Map.entry("gamma", "γ"), Map.entry("delta", "δ"),
            Map.entry("epsilon", "ε"), Map.entry("eta", "η"), Map.entry("theta", "θ"), Map.entry("kappa", "κ"), Map.entry("lambda", "λ"), Map.entry("mu", "μ"),
            Map.entry("nu", "ν"), Map.entry("xi", "ξ"), Map.entry("rho", "ρ"), Map.entry("sigma", "σ"), Map.entry("tau", "τ"), Map.entry("phi", "φ"), Map.entry("psi", "ψ"),
            Map.entry("omega", "ω"), Map.entry("Sigma", "Σ"), Map.entry("Omega", "Ω"), Map.entry("Lambda", "Λ"), Map.entry("Phi", "Φ"));
    /** Calls by what they mean; {@code $1} and {@code $2} stand for arguments, {@code $(1)} for one that may need brackets. */
    private static final Map<String, String> FORMS = Map.ofEntries(
            Map.entry("square", "<msup>$(1)<mn>2</mn></msup>"), Map.entry("sqrt", "<msqrt>$1</msqrt>"), Map.entry("exp", "<msup><mi>e</mi><mrow>$1</mrow></msup>"),
            Map.entry("pow", "<msup>$(1)<mrow>$2</mrow></msup>"), Map.entry("inv", "<mfrac><mn>1</mn><mrow>$1</mrow></mfrac>"),
            Map.entry("inv_square", "<mfrac><mn>1</mn><msup>$(1)<mn>2</mn></msup></mfrac>"), Map.entry("fabs", "<mo>|</mo>$1<mo>|</mo>"),
            Map.entry("log1p", "<mi>log</mi><mo>(</mo><mn>1</mn><mo>+</mo>$1<mo>)</mo>"), Map.entry("log1m", "<mi>log</mi><mo>(</mo><mn>1</mn><mo>−</mo>$(1)<mo>)</mo>"),
            Map.entry("expm1", "<mo>(</mo><msup><mi>e</mi><mrow>$1</mrow></msup><mo>−</mo><mn>1</mn><mo>)</mo>"),
            Map.entry("lgamma", "<mi>log</mi><mi>Γ</mi><mo>(</mo>$1<mo>)</mo>"), Map.entry("tgamma", "<mi>Γ</mi><mo>(</mo>$1<mo>)</mo>"),
            Map.entry("digamma", "<mi>ψ</mi><mo>(</mo>$1<mo>)</mo>"), Map.entry("trigamma", "<msub><mi>ψ</mi><mn>1</mn></msub><mo>(</mo>$1<mo>)</mo>"),
            Map.entry("lbeta", "<mi>log</mi><mi mathvariant=\"normal\">B</mi><mo>(</mo>$1<mo>,</mo>$2<mo>)</mo>"),
            Map.entry("lmultiply", "$(1)<mi>log</mi>$(2)"), Map.entry("lmultiply1m", "$(1)<mi>log</mi><mo>(</mo><mn>1</mn><mo>−</mo>$(2)<mo>)</mo>"),
            Map.entry("lchoose", "<mi>log</mi><mrow><mo>(</mo><mfrac linethickness=\"0\"><mrow>$1</mrow><mrow>$2</mrow></mfrac><mo>)</mo></mrow>"),
            Map.entry("choose", "<mrow><mo>(</mo><mfrac linethickness=\"0\"><mrow>$1</mrow><mrow>$2</mrow></mfrac><mo>)</mo></mrow>"),
            Map.entry("inv_logit", "<msup><mi>logit</mi><mrow><mo>−</mo><mn>1</mn></mrow></msup><mo>(</mo>$1<mo>)</mo>"),
            Map.entry("log_inv_logit", "<mi>log</mi><msup><mi>logit</mi><mrow><mo>−</mo><mn>1</mn></mrow></msup><mo>(</mo>$1<mo>)</mo>"),
            Map.entry("log1m_inv_logit", "<mi>log</mi><msup><mi>logit</mi><mrow><mo>−</mo><mn>1</mn></mrow></msup><mo>(</mo><mo>−</mo>$(1)<mo>)</mo>"),
            Map.entry("log_Phi", "<mi>log</mi><mi>Φ</mi><mo>(</mo>$1<mo>)</mo>"), Map.entry("inv_Phi", "<msup><mi>Φ</mi><mrow><mo>−</mo><mn>1</mn></mrow></msup><mo>(</mo>$1<mo>)</mo>"),
            Map.entry("log1m_exp", "<mi>log</mi><mo>(</mo><mn>1</mn><mo>−</mo><msup><mi>e</mi><mrow>$1</mrow></msup><mo>)</mo>"),
            Map.entry("log1p_exp", "<mi>log</mi><mo>(</mo><mn>1</mn><mo>+</mo><msup><mi>e</mi><mrow>$1</mrow></msup><mo>)</mo>"),
            Map.entry("within", "<mi>log</mi><mn>𝟙</mn><mo>[</mo>$1<mo>]</mo>"),
            Map.entry("hypot", "<msqrt><msup>$(1)<mn>2</mn></msup><mo>+</mo><msup>$(2)<mn>2</mn></msup></msqrt>"),
            Map.entry("dot_self", "<msup><mrow><mo>‖</mo>$1<mo>‖</mo></mrow><mn>2</mn></msup>"), Map.entry("floor", "<mo>⌊</mo>$1<mo>⌋</mo>"),
            Map.entry("ceil", "<mo>⌈</mo>$1<mo>⌉</mo>"), Map.entry("pi", "<mi>π</mi>"), Map.entry("e", "<mi>e</mi>"), Map.entry("positive_infinity", "<mi>∞</mi>"),
            Map.entry("negative_infinity", "<mo>−</mo><mi>∞</mi>"), Map.entry("not_a_number", "<mtext>undefined</mtext>"));
    /** Before an argument without brackets. */
    static final String LOG = "<mi>log</mi><mspace width=\"0.17em\"/>";
    private static final List<String> TALL = List.of("<mfrac", "<mtable", "<msup", "<msqrt");
    private static final String FLAT = " stretchy=\"false\"";
    private static final Map<String, String> OPERATORS = Map.of("*", "&#x2062;", "-", "−", "<=", "≤", ">=", "≥", "==", "=", "!=", "≠", "&&", "<mtext>&#160;and&#160;</mtext>",
            "||", "<mtext>&#160;or&#160;</mtext>", ".*", "⊙");
    private static final List<String> PLAIN = List.of("log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "max", "min", "atan");

    private Formula() {}

    /** The formula that an item is, or nothing when it is made of statements. */
    static Optional<String> of(List<Statement> body) {
        return body.size() == 1 && body.get(0) instanceof Statement.Return(Expression value, var span) && value != null ? Optional.of(fitted(math(value))) : Optional.empty();
    }

    /** A display with something on the left of an equals sign. */
    static String display(String left, String right) {
        return "<math display=\"block\"><mrow>" + fitted(left) + "<mo>=</mo>" + right + "</mrow></math>\n";
    }

    /** Brackets around a line of text keep the height of text. */
    private static String fitted(String math) {
        Deque<Integer> open = new ArrayDeque<>();
        StringBuilder text = new StringBuilder(math);
        for (int i = 0; i < text.length(); i++) {
            if (text.indexOf("<mo>(</mo>", i) == i || text.indexOf("<mo>[</mo>", i) == i) {
                open.push(i);
            } else if (!open.isEmpty() && (text.indexOf("<mo>)</mo>", i) == i || text.indexOf("<mo>]</mo>", i) == i)) {
                int start = open.pop();
                String inside = text.substring(start, i);
                if (TALL.stream().noneMatch(inside::contains)) {
                    text.insert(i + 3, FLAT).insert(start + 3, FLAT);
                    i += 2 * FLAT.length();
                }
            }
        }
        return text.toString();
    }

    static String name(String name) {
        int digits = name.length();
        while (digits > 1 && Character.isDigit(name.charAt(digits - 1))) {
            digits--;
        }
        if (digits < name.length()) {
            return "<msub>" + name(name.substring(0, digits)) + "<mn>" + name.substring(digits) + "</mn></msub>";
        }
        int bar = name.indexOf('_');
        if (bar == 1 && name.length() > 2) {
            return "<msub>" + name(name.substring(0, bar)) + "<mi>" + Page.escaped(name.substring(bar + 1)) + "</mi></msub>";
        }
        return "<mi>" + LETTERS.getOrDefault(name, Page.escaped(name)) + "</mi>";
    }

    static String math(Expression expression) {
        return switch (expression) {
            case Expression.Variable(var name) -> name(name.text());
            case Expression.IntNumber(String digits, var span) -> "<mn>" + digits + "</mn>";
            case Expression.RealNumber(double value, var span) -> value == 0.5 ? "<mfrac><mn>1</mn><mn>2</mn></mfrac>" : "<mn>" + number(value) + "</mn>";
            case Expression.ImaginaryNumber(double value, var span) -> "<mn>" + number(value) + "</mn><mi>i</mi>";
            case Expression.Parenthesized(Expression inner, var span) -> "<mrow><mo>(</mo>" + math(inner) + "<mo>)</mo></mrow>";
            case Expression.Prefix(String operator, Expression operand, var span) -> "<mo>" + OPERATORS.getOrDefault(operator, operator) + "</mo>" + math(operand);
            case Expression.Transpose(Expression operand, var span) -> "<msup>" + grouped(operand) + "<mo>⊤</mo></msup>";
            case Expression.Binary(Expression left, String operator, var at, Expression right, var span) -> binary(left, operator, right);
            case Expression.Conditional c -> cases(c);
            case Expression.Call(var function, List<Expression> arguments, boolean bar, var span) -> call(function.text(), arguments, bar);
            case Expression.Indexed(Expression base, List<Expression.Subscript> subscripts, var span) -> "<msub>" + grouped(base) + "<mrow>"
                + subscripts.stream().map(s -> s instanceof Expression.Subscript.At(Expression index) ? math(index) : "<mo>:</mo>").collect(Collectors.joining("<mo>,</mo>")) + "</mrow></msub>";
            default -> "<mtext>…</mtext>";
        };
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }

    private static String binary(Expression left, String operator, Expression right) {
        if (operator.equals("/") || operator.equals("./")) {
            return "<mfrac><mrow>" + math(left.bare()) + "</mrow><mrow>" + math(right.bare()) + "</mrow></mfrac>";
        }
        if (operator.equals("^")) {
            return "<msup>" + grouped(left) + "<mrow>" + math(right.bare()) + "</mrow></msup>";
        }
        String sign = OPERATORS.getOrDefault(operator, Page.escaped(operator));
        boolean numbers = operator.equals("*") && right.bare() instanceof Expression.IntNumber;
        return math(left) + (sign.startsWith("<") ? sign : "<mo>" + (numbers ? "·" : sign) + "</mo>") + math(right);
    }

    /** Something that an exponent can stand at. */
    private static String grouped(Expression expression) {
        Expression bare = expression.bare();
        boolean simple = bare instanceof Expression.Variable || bare instanceof Expression.IntNumber || bare instanceof Expression.Indexed;
        return simple ? math(bare) : "<mrow><mo>(</mo>" + math(bare) + "<mo>)</mo></mrow>";
    }

    private static String cases(Expression.Conditional conditional) {
        StringBuilder rows = new StringBuilder();
        Expression rest = conditional;
        while (rest.bare() instanceof Expression.Conditional(Expression condition, Expression then, Expression otherwise, var span)) {
            rows.append(row(math(then), "<mtext>if&#160;</mtext>" + math(condition)));
            rest = otherwise;
        }
        rows.append(row(math(rest), "<mtext>otherwise</mtext>"));
        return "<mrow><mo>{</mo><mtable columnalign=\"left left\">" + rows + "</mtable></mrow>";
    }

    private static String row(String value, String condition) {
        return "<mtr><mtd>" + value + "</mtd><mtd>" + condition + "</mtd></mtr>";
    }

    private static String call(String function, List<Expression> arguments, boolean bar) {
        String form = FORMS.get(function);
        if (form != null) {
            form = form.replace("<mo>(</mo>", "<mrow><mo>(</mo>").replace("<mo>)</mo>", "<mo>)</mo></mrow>"); // as tall as what they hold
            form = form.replaceAll("<mi>log</mi>(?!<mrow><mo>\\()", LOG);
            for (int i = 0; i < arguments.size(); i++) {
                form = form.replace("$(" + (i + 1) + ")", grouped(arguments.get(i))).replace("$" + (i + 1), math(arguments.get(i).bare()));
            }
            return "<mrow>" + form + "</mrow>";
        }
        if (function.equals("log") && isSimple(arguments.get(0))) {
            return LOG + math(arguments.get(0).bare());
        }
        String name = PLAIN.contains(function) ? "<mi>" + function + "</mi>" : LETTERS.containsKey(function) ? name(function)
                : "<mi mathvariant=\"normal\">" + Page.escaped(function) + "</mi>";
        StringBuilder text = new StringBuilder(name + "<mrow><mo>(</mo>");
        for (int i = 0; i < arguments.size(); i++) {
            text.append(i == 0 ? "" : i == 1 && bar ? "<mo>|</mo>" : "<mo>,</mo>").append(math(arguments.get(i)));
        }
        return text.append("<mo>)</mo></mrow>").toString();
    }

    private static boolean isSimple(Expression expression) {
        return expression.bare() instanceof Expression.Variable || expression.bare() instanceof Expression.IntNumber
                || expression instanceof Expression.Call(var function, var arguments, var bar, var span) && arguments.isEmpty();
    }
}
