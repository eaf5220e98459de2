package org.pmodel.compiler.elaborate;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The names visible at a place: those of the innermost braces and, behind them, those around. */
final class Scope {
    final Scope outer;
    private final Map<String, Symbol> symbols = new HashMap<>();
    private final Map<String, FunctionCalls.Given.Passed> functions = new HashMap<>();

    Scope(Scope outer) {
        this.outer = outer;
    }

    /** The symbol of that name, or {@code null}. */
    Symbol find(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Symbol symbol = scope.symbols.get(name);
            if (symbol != null) {
                return symbol;
            }
        }
        return null;
    }

    /** The local function of that name, or {@code null}. */
    FunctionCalls.Given.Passed function(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            FunctionCalls.Given.Passed function = scope.functions.get(name);
            if (function != null) {
                return function;
            }
        }
        return null;
    }

    void put(String name, FunctionCalls.Given.Passed function) {
        functions.put(name, function);
    }

    void put(String name, Symbol symbol) {
        symbols.put(name, symbol);
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Scope scope = this; scope != null; scope = scope.outer) {
            names.addAll(scope.symbols.keySet());
        }
        return names;
    }
}
