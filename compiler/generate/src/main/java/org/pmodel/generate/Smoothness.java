package org.pmodel.generate;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Function;
import org.pmodel.ir.Lift;
import org.pmodel.ir.Model;
import org.pmodel.ir.Operators;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Type;
import org.pmodel.ir.Walk;

/** Tells whether a draw is a differentiable function of the parameters once its random numbers are known: no step of it depends on a comparison of them. */
final class Smoothness {
    private static final Set<String> COMPARISONS = Set.of(Operators.LESS, Operators.LESS_EQUAL, Operators.GREATER, Operators.GREATER_EQUAL, Operators.EQUAL,
            Operators.NOT_EQUAL);

    private static final String CONSTANT = "constant(real)";

    private final Model library;
    private final Map<String, Boolean> draws = new HashMap<>();

    Smoothness(Model library) {
        this.library = library;
    }

    /** Whether the function draws no random numbers. */
    boolean isFixed(Function function) {
        return !draws(function.id());
    }

    /** Whether the function and all that draw for it do so without comparing, branching or rounding. */
    boolean isSmooth(Function function) {
        return isSmooth(function, new HashSet<>());
    }

    private boolean isSmooth(Function function, Set<String> seen) {
        if (!seen.add(function.id()) || function.isPrimitive() || isFixed(function)) {
            return true;
        }
        boolean[] smooth = {function.result().scalar() == Type.REAL};
        Set<Expr> constant = Collections.newSetFromMap(new IdentityHashMap<>());
        Walk.each(function.body(), e -> {
            if (constant.contains(e) || e instanceof Expr.Call c && c.function().equals(CONSTANT)) {
                constant.addAll(Walk.children(e)); // nothing moves there
                return;
            }
            switch (e) {
                case Expr.Conditional c -> smooth[0] = false;
                case Expr.Call c when COMPARISONS.contains(c.function()) -> smooth[0] = false;
                case Expr.Call c when library.functions().containsKey(c.function()) -> smooth[0] &= isSmooth(library.function(c.function()), seen);
                default -> { }
            }
        });
        return smooth[0] && !branches(function.body());
    }

    private static boolean branches(List<Stmt> statements) {
        return statements.stream().anyMatch(s -> switch (s) {
            case Stmt.If i -> true;
            case Stmt.While w -> true;
            case Stmt.For f -> branches(f.body());
            case Stmt.ForEach f -> branches(f.body());
            case Stmt.Block b -> branches(b.body());
            default -> false;
        });
    }

    /** Whether a function takes random numbers. */
    private boolean draws(String id) {
        Boolean known = draws.get(id);
        Function function = library.functions().get(id);
        if (known != null || function == null) {
            return known != null && known;
        }
        draws.put(id, false);
        boolean[] found = {function.isPrimitive() && function.name().startsWith("random_")};
        if (!function.isPrimitive()) {
            Walk.each(function.body(), e -> found[0] |= e instanceof Expr.Call(String callee, Lift lift, var arguments, var type, var span) && draws(callee));
        }
        draws.put(id, found[0]);
        return found[0];
    }
}
