package org.pmodel.compiler.elaborate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.compiler.syntax.Statement;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;

/** The names of the sites and plates of a body: those that the program states, and others that step aside for them. */
final class SiteNames {
    private final UniqueNames names = new UniqueNames();
    private final Map<String, Name> stated = new HashMap<>();

    /** Keeps the names that statements state, wherever they stand, from being given to others. */
    void note(List<Statement> statements) {
        statements.forEach(this::note);
    }

    private void note(Statement statement) {
        switch (statement) {
            case Statement.Named n -> {
                stated.putIfAbsent(n.name().text(), n.name());
                names.reserve(n.name().text());
                note(n.statement());
            }
            case Statement.For f -> note(f.body());
            case Statement.ForEach f -> note(f.body());
            case Statement.Plate p -> note(p.body());
            case Statement.While w -> note(w.body());
            case Statement.If i -> {
                note(i.then());
                if (i.otherwise() != null) {
                    note(i.otherwise());
                }
            }
            case Statement.Block b -> note(b.body());
            case Statement.Profile p -> note(p.body());
            default -> { }
        }
    }

    /** The name that a site states; an error where another site states it too. */
    String stated(Name name) {
        Name first = stated.get(name.text());
        if (!first.span().equals(name.span())) {
            throw new ModelException(Diagnostic.error("E0509", name.span(), "there is already a site `" + name + "`").withNote("it is named here", first.span()));
        }
        return name.text();
    }

    /** A name for a site that states none: the one proposed, or it with a number. */
    String give(String name) {
        return names.give(name, "_");
    }
}
