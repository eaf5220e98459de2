package org.pmodel.kernel.print;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Routine;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Stmt.Storage.Access;
import org.pmodel.kernel.Value;

/** Reads what {@link TextPrinter} writes: one statement a line, blocks in braces. Lines that start with {@code #} are remarks. */
public final class TextParser {
    private static final Pattern FAULT = Pattern.compile("fault (\\S+) (\"(?:[^\"\\\\]|\\\\.)*\") (\"(?:[^\"\\\\]|\\\\.)*\")(?: site (\"(?:[^\"\\\\]|\\\\.)*\"))?");
    private static final Pattern ALLOC = Pattern.compile("alloc (\\S+?)\\[([^\\]]*)\\] (\\S+)(?: (.*))?");
    private static final Pattern FOR = Pattern.compile("for (\\S+) < (\\S+) \\{"), IF = Pattern.compile("if (\\S+) \\{"), TURN = Pattern.compile("\\} (\\S+) \\{");
    private static final Pattern CHECK = Pattern.compile("check (\\S+) fault (\\d+)\\((.*)\\)");
    private static final Pattern PRINT = Pattern.compile("print (\"(?:[^\"\\\\]|\\\\.)*\")(?: (\\S+))?");
    private static final Pattern ROUTINE = Pattern.compile("routine (\\S+)\\((.*)\\) fault (\\d+)( random)?( prints)?((?: adjoint \\d+ \\d+ \\S+)*) \\{");
    private static final Pattern ADJOINT = Pattern.compile("adjoint (\\d+) (\\d+) (\\S+)");
    private static final Pattern CALL = Pattern.compile("call (\\S+)\\((.*); (.*)\\)( optional)?");
    private static final Pattern WRITE = Pattern.compile("([^\\s\\[]+)\\[([^\\]]*)\\] (\\+?=) (.+)");
    private static final Pattern LET = Pattern.compile("(\\S+) = (.+)\\(([^()]*)\\)"), LOAD = Pattern.compile("(\\S+) = (\\S+?)\\[([^\\]]*)\\]");

    private final List<String> lines;
    private final Function<String, Op> ops;
    private final Map<Integer, Array> arrays = new HashMap<>();
    private final Map<String, Routine.Signature> signatures = new HashMap<>();
    private int next;

    private TextParser(String text, Function<String, Op> ops) {
        this.lines = text.lines().map(String::strip).filter(l -> !l.isEmpty() && !l.startsWith("#")).toList();
        this.ops = ops;
    }

    /**
     * @param library operations that are not arithmetic, by name; {@code null} where there is none
     * @throws IllegalArgumentException where the text is not a kernel
     */
    public static Kernel parse(String text, Function<String, Op> library) {
        return new TextParser(text, name -> Ops.byName(name) != null ? Ops.byName(name) : library.apply(name)).kernel();
    }

    private Kernel kernel() {
        if (!line().startsWith("kernel ")) {
            throw error("expected kernel NAME");
        }
        String name = line().substring("kernel ".length());
        next++;
        List<Kernel.Fault> faults = new ArrayList<>();
        for (Matcher m; (m = match(FAULT)) != null; next++) {
            faults.add(new Kernel.Fault(m.group(1), unquoted(m.group(2)), unquoted(m.group(3)), m.group(4) == null ? "" : unquoted(m.group(4))));
        }
        findSignatures();
        List<Routine> routines = new ArrayList<>();
        for (Matcher m; (m = match(ROUTINE)) != null;) {
            next++;
            List<Value> parameters = atoms(m.group(2)).stream().map(a -> (Value) a).toList();
            routines.add(new Routine(signatures.get(m.group(1)), parameters, block(), adjoints(m.group(6))));
            close("}");
        }
        Block body = block();
        if (next < lines.size()) {
            throw error("expected a statement");
        }
        return new Kernel(name, body, faults, routines);
    }

    /** What callers know of the routines, which may stand further down. */
    private void findSignatures() {
        for (int k = 0; k < lines.size(); k++) {
            Matcher head = ROUTINE.matcher(lines.get(k));
            if (head.matches()) {
                List<Access> memory = new ArrayList<>();
                for (Matcher m; k + 1 < lines.size() && (m = ALLOC.matcher(lines.get(k + 1))).matches() && m.group(3).equals("parameter"); k++) {
                    memory.add(Access.valueOf(m.group(4).toUpperCase()));
                }
                signatures.put(head.group(1), new Routine.Signature(head.group(1), atoms(head.group(2)).size(), memory, head.group(4) != null, head.group(5) != null,
                        Integer.parseInt(head.group(3))));
            }
        }
    }

    private List<Routine.Adjoint> adjoints(String text) {
        return ADJOINT.matcher(text).results()
            .map(m -> new Routine.Adjoint(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), signatures.get(m.group(3)))).toList();
    }

    private static String unquoted(String text) {
        StringBuilder result = new StringBuilder();
        for (int i = 1; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            result.append(c != '\\' ? c : text.charAt(++i) == 'n' ? '\n' : text.charAt(i));
        }
        return result.toString();
    }

    /** Statements up to a closing brace or the end. */
    private Block block() {
        List<Stmt> statements = new ArrayList<>();
        while (next < lines.size() && !line().startsWith("}")) {
            statements.add(statement());
        }
        return new Block(statements);
    }

    private Stmt statement() {
        Matcher m;
        if ((m = match(FOR)) != null) {
            next++;
            Stmt loop = new Stmt.For(value(m.group(1)), atom(m.group(2)), block());
            close("}");
            return loop;
        }
        if ((m = match(IF)) != null) {
            return branch(atom(m.group(1)));
        }
        if (line().equals("while {")) {
            return loop();
        }
        Stmt simple = simple();
        next++;
        return simple;
    }

    private Stmt branch(Atom condition) {
        next++;
        Block then = block(), otherwise = Block.EMPTY;
        if (next < lines.size() && line().equals("} else {")) {
            next++;
            otherwise = block();
        }
        close("}");
        return new Stmt.If(condition, then, otherwise);
    }

    private Stmt loop() {
        next++;
        Block header = block();
        Matcher turn = next < lines.size() ? match(TURN) : null;
        if (turn == null) {
            throw error("expected } CONDITION {");
        }
        next++;
        Block body = block();
        close("}");
        return new Stmt.While(header, atom(turn.group(1)), body);
    }

    private Stmt simple() {
        Matcher m;
        if ((m = match(ALLOC)) != null) {
            return alloc(m);
        }
        if ((m = match(CALL)) != null) {
            if (!signatures.containsKey(m.group(1))) {
                throw error("no routine named " + m.group(1));
            }
            List<Array> memory = m.group(3).isBlank() ? List.of() : Arrays.stream(m.group(3).split(", ")).map(this::array).toList();
            return new Stmt.Call(signatures.get(m.group(1)), atoms(m.group(2)), memory, m.group(4) != null);
        }
        if ((m = match(CHECK)) != null) {
            return new Stmt.Check(atom(m.group(1)), Integer.parseInt(m.group(2)), atoms(m.group(3)));
        }
        if ((m = match(PRINT)) != null) {
            return new Stmt.Print(unquoted(m.group(1)), m.group(2) == null ? null : atom(m.group(2)));
        }
        if (line().startsWith("push ")) {
            return new Stmt.Push(atom(line().substring("push ".length())));
        }
        if (line().startsWith("pop ")) {
            return new Stmt.Pop(value(line().substring("pop ".length())));
        }
        if ((m = match(WRITE)) != null) {
            return m.group(3).equals("=") ? new Stmt.Store(array(m.group(1)), atoms(m.group(2)), atom(m.group(4)))
                    : new Stmt.Add(array(m.group(1)), atoms(m.group(2)), atom(m.group(4)));
        }
        if ((m = match(LET)) != null) {
            Op op = ops.apply(m.group(2));
            if (op == null) {
                throw error("no operation named " + m.group(2));
            }
            return new Stmt.Let(value(m.group(1)), op, atoms(m.group(3)));
        }
        if ((m = match(LOAD)) != null) {
            return new Stmt.Load(value(m.group(1)), array(m.group(2)), atoms(m.group(3)));
        }
        throw error("not a statement");
    }

    private Stmt alloc(Matcher m) {
        List<Atom> sizes = atoms(m.group(2));
        Value named = value(m.group(1));
        Array array = new Array(named.id(), named.name(), named.elem(), sizes.size());
        arrays.put(array.id(), array);
        return new Stmt.Alloc(array, sizes, switch (m.group(3)) {
            case "external" -> new Stmt.Storage.External(m.group(4));
            case "persistent" -> new Stmt.Storage.Persistent(m.group(4));
            case "input" -> new Stmt.Storage.Input();
            case "output" -> new Stmt.Storage.Output();
            case "parameter" -> new Stmt.Storage.Parameter(Access.valueOf(m.group(4).toUpperCase()));
            case "none" -> new Stmt.Storage.Local(Stmt.Init.NONE);
            case "zero" -> new Stmt.Storage.Local(Stmt.Init.ZERO);
            case "nan" -> new Stmt.Storage.Local(Stmt.Init.NAN);
            default -> throw error("no storage named " + m.group(3));
        });
    }

    // ---- words

    private Array array(String name) {
        Array array = arrays.get(value(name).id());
        if (array == null) {
            throw error(name + " is not introduced");
        }
        return array;
    }

    private List<Atom> atoms(String list) {
        List<Atom> result = new ArrayList<>();
        if (!list.isBlank()) {
            for (String word : list.split(", ")) {
                result.add(atom(word));
            }
        }
        return result;
    }

    private Atom atom(String word) {
        if (word.equals("NaN") || word.endsWith("Infinity")) {
            return Atom.of(Double.parseDouble(word));
        }
        if (Character.isDigit(word.charAt(0)) || word.charAt(0) == '-') {
            return word.indexOf('.') >= 0 ? Atom.of(Double.parseDouble(word)) : Atom.of(Integer.parseInt(word));
        }
        return value(word);
    }

    /** {@code name.id}, with {@code %} before what is an integer. */
    private Value value(String word) {
        boolean integer = word.startsWith("%");
        int dot = word.lastIndexOf('.');
        if (dot < 0) {
            throw error(word + " is not a name with an identity");
        }
        return new Value(Integer.parseInt(word.substring(dot + 1)), word.substring(integer ? 1 : 0, dot), integer ? Elem.INT : Elem.REAL);
    }

    // ---- lines

    private String line() {
        if (next >= lines.size()) {
            throw error("more was expected");
        }
        return lines.get(next);
    }

    private Matcher match(Pattern pattern) {
        if (next >= lines.size()) {
            return null;
        }
        Matcher m = pattern.matcher(lines.get(next));
        return m.matches() ? m : null;
    }

    private void close(String brace) {
        if (!line().equals(brace)) {
            throw error("expected " + brace);
        }
        next++;
    }

    private IllegalArgumentException error(String message) {
        return new IllegalArgumentException(message + (next < lines.size() ? ", in " + lines.get(next) : ", at the end"));
    }
}
