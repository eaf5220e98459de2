package org.pmodel.compiler.parse;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.RuleStopState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;
import org.pmodel.grammar.PModelLexer;
import org.pmodel.grammar.PModelParser;

/**
 * What could have stood where a parse failed: a walk of the parser's automaton from the failed decision over the tokens that follow, as far
 * as any path goes. A rule with a name in people's words stands for its first tokens.
 */
final class Expectation {
    private final ATN atn;
    private final TokenStream tokens;
    private final Set<String> phrases = new TreeSet<>();
    private final Set<Integer> tokenTypes = new TreeSet<>();
    private final Map<Visit, Set<Integer>> visited = new HashMap<>();
    private int furthest;

    private record Visit(int state, int index, boolean covered) {}

    private Expectation(Parser parser, int start) {
        this.atn = parser.getATN();
        this.tokens = parser.getInputStream();
        this.furthest = start;
    }

    /** @param start index of the token at which the decision in {@code state} was taken */
    static Expectation at(Parser parser, int state, RuleContext context, int start) {
        Expectation expectation = new Expectation(parser, start);
        ATNState first = parser.getATN().states.get(state);
        String phrase = phrase(first.ruleIndex);
        boolean atBeginning = phrase != null && context instanceof ParserRuleContext c && c.getChildCount() == 0;
        if (atBeginning) {
            expectation.expect(start, phrase);
        }
        Set<Integer> ends = expectation.explore(first, start, atBeginning ? start : -1);
        RuleContext caller = context;
        while (caller != null && caller.invokingState >= 0 && !ends.isEmpty()) {
            ATNState follow = ((RuleTransition) parser.getATN().states.get(caller.invokingState).transition(0)).followState;
            Set<Integer> next = new HashSet<>();
            for (int end : ends) {
                next.addAll(expectation.explore(follow, end, -1));
            }
            ends = next;
            caller = caller.parent;
        }
        return expectation;
    }

    /** The first token that no path accepts. */
    Token found() {
        return tokens.get(furthest);
    }

    /** After the name in a declaration the body of a function may follow, which is not what is missing there. */
    Set<Integer> tokenTypes() {
        if (tokenTypes.containsAll(List.of(PModelLexer.SEMICOLON, PModelLexer.COMMA))) {
            tokenTypes.remove(PModelLexer.LBRACE);
        }
        return tokenTypes;
    }

    Set<String> phrases() {
        return phrases;
    }

    /**
     * @param covered index of the token at which a rule with a phrase was entered: a failure there is that rule's
     * @return the indices at which the rule of {@code state} can end
     */
    private Set<Integer> explore(ATNState state, int index, int covered) {
        Visit visit = new Visit(state.stateNumber, index, covered == index);
        Set<Integer> known = visited.get(visit);
        if (known != null) {
            return known;
        }
        Set<Integer> ends = new HashSet<>();
        visited.put(visit, ends);
        if (state instanceof RuleStopState) {
            ends.add(index);
            return ends;
        }
        for (Transition transition : state.getTransitions()) {
            if (transition instanceof RuleTransition rule) {
                String phrase = phrase(rule.ruleIndex);
                if (phrase != null && covered != index) {
                    expect(index, phrase);
                }
                for (int end : Set.copyOf(explore(rule.target, index, phrase != null ? index : covered))) {
                    ends.addAll(explore(rule.followState, end, covered));
                }
            } else if (transition.isEpsilon()) {
                ends.addAll(explore(transition.target, index, covered));
            } else {
                match(transition, index, covered, ends);
            }
        }
        return ends;
    }

    private void match(Transition transition, int index, int covered, Set<Integer> ends) {
        int type = tokens.get(index).getType();
        if (transition.matches(type, 1, atn.maxTokenType)) {
            if (type != Token.EOF) {
                int next = index + 1;
                while (tokens.get(next).getChannel() != Token.DEFAULT_CHANNEL) {
                    next++;
                }
                ends.addAll(explore(transition.target, next, covered));
            }
        } else if (covered != index && reach(index)) {
            transition.label().toList().forEach(tokenTypes::add);
        }
    }

    private void expect(int index, String phrase) {
        if (reach(index)) {
            phrases.add(phrase);
        }
    }

    private boolean reach(int index) {
        if (index > furthest) {
            furthest = index;
            phrases.clear();
            tokenTypes.clear();
        }
        return index == furthest;
    }

    private static String phrase(int rule) {
        return switch (rule) {
            case PModelParser.RULE_expression, PModelParser.RULE_expressions, PModelParser.RULE_constraintExpression, PModelParser.RULE_primary,
                PModelParser.RULE_atom -> "an expression";
            case PModelParser.RULE_statement -> "a statement";
            case PModelParser.RULE_familyType, PModelParser.RULE_sizedType, PModelParser.RULE_sizedElement, PModelParser.RULE_unsizedType,
                PModelParser.RULE_unsizedElement -> "a type";
            case PModelParser.RULE_identifier, PModelParser.RULE_newName, PModelParser.RULE_transformName -> "a name";
            case PModelParser.RULE_block -> "a block";
            case PModelParser.RULE_definition -> "a definition";
            case PModelParser.RULE_functionDefinition -> "a function";
            case PModelParser.RULE_bound -> "a bound such as `lower = 0`";
            case PModelParser.RULE_subscript -> "an index";
            default -> null;
        };
    }
}
