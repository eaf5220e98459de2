package org.pmodel.compiler.elaborate;

import java.util.List;
import org.pmodel.compiler.Language;
import org.pmodel.ir.Constraint;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Missing;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.SizedType;
import org.pmodel.ir.Span;
import org.pmodel.ir.Type;

/** What is latent beside the continuous parameters of Stan: whole numbers, and entries missing from data. */
final class Latents {
    private Latents() {}

    // ---- whole numbers

    /** A parameter that is a whole number needs bounds; in Stan there are none. */
    static void checkWhole(SizedType sized, Language language, Span span) {
        switch (sized) {
            case SizedType.Tuple(List<Expr> dimensions, List<SizedType> elements) -> elements.forEach(e -> checkWhole(e, language, span));
            case SizedType.Plain(Type type, List<Expr> dimensions, Constraint constraint) -> {
                if (type.scalar() != Type.INT) {
                    return;
                }
                if (language.isStan()) {
                    throw BodyContext.error("E0416", span, "a parameter cannot be int");
                }
                if (!constraint.transform().equals("lower_upper")) {
                    throw new ModelException(Diagnostic.error("E0507", span, "a discrete parameter needs a lower and an upper bound")
                        .withNote("its values must be finitely many: write int<lower=…, upper=…>"));
                }
            }
        }
    }

    // ---- missing entries

    static void checkMissing(Declaration declaration) {
        String what = switch (declaration.sized()) {
            case SizedType.Tuple t -> "it is a tuple";
            case SizedType.Plain(Type type, var dimensions, var constraint) when type.scalar() == Type.INT -> "its entries are whole numbers";
            case SizedType.Plain(Type type, var dimensions, var constraint) when type.scalar() != Type.REAL -> "its entries are complex numbers";
            case SizedType.Plain(Type type, var dimensions, Constraint constraint) -> switch (constraint.transform()) {
                case "identity", "lower", "upper", "lower_upper", "offset_multiplier" ->
                    constraint.arguments().stream().allMatch(a -> a.type().isScalar()) ? null : "each entry has a bound of its own";
                default -> "the entries of a " + constraint.transform() + " depend on each other";
            };
        };
        if (what != null) {
            throw new ModelException(Diagnostic.error("E0505", declaration.span(), "`" + declaration.name() + "` cannot have missing entries: " + what)
                .withNote("a missing entry becomes a real parameter of its own, within bounds that hold for all entries"));
        }
    }

    /** The names end in two underscores, so that no name in a program is the same. */
    static Missing missing(Declaration declaration) {
        return new Missing(declaration.name(), declaration.name() + "_count__", declaration.name() + "_missing__");
    }

    /** The parameter that holds the entries missing from a variable. */
    static Declaration entries(Declaration declaration, Missing missing) {
        Constraint constraint = ((SizedType.Plain) declaration.sized()).constraint();
        Expr count = new Expr.Variable(missing.count(), Type.INT, declaration.span());
        return new Declaration(missing.entries(), new SizedType.Plain(Type.array(Type.REAL, 1), List.of(count), constraint), declaration.span());
    }
}
