package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Model;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.SizedType;
import org.pmodel.ir.Span;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Type;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Stmt.Init;
import org.pmodel.kernel.Stmt.Storage;

/**
 * Writes the kernel that answers a question about a model: data and transformed data, parameters, the model's blocks, the answer.
 *
 * <p>Every kernel also leaves behind the sizes of the model's quantities, in the persistent array {@link #SIZES}: the number of unconstrained
 * coordinates, then the sizes of each quantity in order, parameters first.
 */
public final class Programs {
    public static final String SIZES = "sizes";

    private final Model model;
    private final Question question;
    private final Faults faults = new Faults();
    private final Lowering lowering;
    private final Scope scope = new Scope();
    private final Statements statements;
    private final Imputation imputation;
    private final Parameters parameters;

    private Programs(Model model, Question question) {
        this.model = model;
        this.question = question;
        this.lowering = new Lowering(model, new Builder(new Fresh(1)), faults, new Operations(), new Recursion(model), false);
        this.statements = new Statements(lowering, scope);
        this.imputation = new Imputation(lowering, scope);
        this.parameters = new Parameters(lowering, scope, statements.expressions(), imputation);
    }

    public static Kernel write(Model model, Question question) {
        checkContinuous(model);
        Programs programs = new Programs(model, question);
        Block body = programs.body();
        return new Kernel(question.name(), body, programs.faults.all(), programs.lowering.recursion.routines.all()).withoutIdleRoutines();
    }

    private static void checkContinuous(Model model) {
        for (Declaration d : model.parameters()) {
            if (d.type().hasWhole()) {
                throw new ModelException(Diagnostic.error("E0692", d.span(), "`" + d.name() + "` is discrete: inference for discrete parameters is not available yet")
                        .withNote("the model can be checked, not sampled; sum over the values of `" + d.name() + "` to sample the others"));
            }
        }
    }

    /** The variables that a question about values reports, in order. */
    public static List<Declaration> quantities(Model model, boolean generated) {
        List<Declaration> result = new ArrayList<>(model.parameters());
        result.addAll(declared(model.transformedParameters()));
        if (generated) {
            result.addAll(declared(model.generatedQuantities()));
        }
        return result;
    }

    private static List<Declaration> declared(List<Stmt> block) {
        List<Declaration> result = new ArrayList<>();
        for (Stmt s : block) {
            if (s instanceof Stmt.Declare d) {
                result.add(d.declaration());
            }
        }
        return result;
    }

    private Block body() {
        scope.noteAssignments(model.transformedData());
        scope.noteAssignments(model.transformedParameters());
        scope.noteAssignments(model.model());
        scope.noteAssignments(model.generatedQuantities());
        boolean density = question.isDensity();
        Supports supports = new Supports(lowering, scope, statements.expressions());
        model.data().forEach(d -> {
            data(d);
            imputation.begin(d);
            supports.check(d, "data", "E0710", imputation.isMissing(d));
        });
        lowering.silent = !density;
        statements.run(model.transformedData());
        declared(model.transformedData()).forEach(d -> supports.check(d, "transformed data", "E0711"));
        Atom dimension = parameters.dimension(model.parameters());
        List<Atom> allSizes = new ArrayList<>(List.of(dimension));
        if (question instanceof Question.Unconstrain) {
            parameters.unconstrain(model.parameters(), dimension);
            recordSizes(allSizes);
            return lowering.out.finish();
        }
        Array theta = lowering.out.alloc("theta", Elem.REAL, List.of(dimension), new Storage.Input());
        // the backward sweep adds to the output from its first statement on
        Array output = density
                ? lowering.out.alloc("out", Elem.REAL, List.of(lowering.out.intPlus(dimension, Atom.UNIT)), new Storage.Output()) : null;
        lowering.target = lowering.out.local("target", Elem.REAL, List.of(), Init.ZERO);
        lowering.jacobian = question.withJacobian();
        parameters.constrain(model.parameters(), theta);
        statements.run(model.transformedParameters());
        declared(model.transformedParameters()).forEach(d -> supports.check(d, "transformed parameter", "E0712"));
        switch (question) {
            case Question.LogDensity q -> density(output);
            case Question.Gradient q -> density(output);
            case Question.HessianVector q -> density(output);
            case Question.Values q -> {
                if (q.generated()) {
                    lowering.silent = false;
                    statements.run(model.generatedQuantities());
                }
                values(quantities(model, q.generated()));
            }
            case Question.Unconstrain q -> throw new IllegalStateException();
        }
        quantities(model, question instanceof Question.Values v && v.generated())
                .forEach(d -> allSizes.addAll(Outputs.sizes(scope.value(d.name(), lowering), d.type())));
        recordSizes(allSizes);
        return lowering.out.finish();
    }

    private void density(Array output) {
        statements.run(model.model());
        lowering.out.store(output, List.of(Atom.NONE), lowering.out.load(lowering.target));
    }

    private void data(Declaration declaration) {
        scope.bind(declaration.name(), data(declaration.name(), declaration.sized(), List.of(), declaration.span()));
    }

    /** @param outer sizes of the arrays around */
    private Shaped data(String name, SizedType type, List<Atom> outer, Span span) {
        return switch (type) {
            case SizedType.Tuple t -> {
                List<Atom> sizes = Lowering.joined(outer, t.arrayDimensions().stream().map(statements.expressions()::scalar).toList());
                List<Shaped> elements = new ArrayList<>();
                for (SizedType element : t.elements()) {
                    elements.add(data(name + "." + (elements.size() + 1), element, sizes, span));
                }
                yield new Shaped.Tuple(elements);
            }
            case SizedType.Plain p -> {
                List<Atom> sizes = Lowering.joined(outer, p.dimensions().stream().map(statements.expressions()::scalar).toList());
                checkShape(name, sizes, span);
                boolean complex = p.type().scalar() == Type.COMPLEX;
                List<Atom> all = complex ? Lowering.joined(sizes, List.of(Atom.of(2))) : sizes;
                Array array = lowering.out.alloc(name.replace('.', '_'), Operations.elem(p.type()), all, new Storage.External("data_" + name));
                yield complex ? new Shaped.Tuple(List.of(data(array, sizes, List.of(Atom.of(0))), data(array, sizes, List.of(Atom.of(1)))))
                        : data(array, sizes, List.of());
            }
        };
    }

    /** @param part the last index, of real or imaginary parts */
    private Shaped data(Array array, List<Atom> sizes, List<Atom> part) {
        return sizes.isEmpty() ? new Shaped.Scalar(lowering.out.load(array.name(), array, part))
                : part.isEmpty() ? lowering.tensor(array, sizes)
                : new Shaped.Tensor(array.elem(), sizes, i -> lowering.out.load(array.name(), array, Lowering.joined(i, part)), true);
    }

    /** The shape of the data is that of the declaration; what an empty array leaves open is given as -1. */
    private void checkShape(String name, List<Atom> sizes, Span span) {
        if (sizes.isEmpty()) {
            return;
        }
        Array shape = lowering.out.alloc("shape", Elem.INT, List.of(Atom.of(sizes.size())), new Storage.External("shape_" + name));
        for (int k = 0; k < sizes.size(); k++) {
            lowering.checkSize(sizes.get(k), name, span);
            Atom given = lowering.out.load("given", shape, List.of(Atom.of(k)));
            Atom fits = lowering.out.let(Ops.INT_SELECT, lowering.out.let(Ops.INT_LESS, given, Atom.NONE), Atom.UNIT,
                    lowering.out.let(Ops.INT_EQUAL, given, sizes.get(k)));
            String message = "data " + name + " has size {0} in dimension " + (k + 1) + ", the model declares {1}";
            lowering.out.check(fits, faults.number("E0725", message, span), List.of(given, sizes.get(k)));
        }
    }

    private void recordSizes(List<Atom> sizes) {
        Array array = lowering.out.alloc("sizes", Elem.INT, List.of(Atom.of(sizes.size())), new Storage.Persistent(SIZES));
        for (int i = 0; i < sizes.size(); i++) {
            lowering.out.store(array, List.of(Atom.of(i)), sizes.get(i));
        }
    }

    private void values(List<Declaration> quantities) {
        Outputs outputs = new Outputs(lowering);
        List<Shaped> values = quantities.stream().map(d -> scope.value(d.name(), lowering)).toList();
        Atom total = Atom.NONE;
        for (int k = 0; k < values.size(); k++) {
            total = lowering.out.intPlus(total, outputs.count(values.get(k), quantities.get(k).type()));
        }
        Array output = lowering.out.alloc("out", Elem.REAL, List.of(total), new Storage.Output());
        Atom offset = Atom.NONE;
        for (int k = 0; k < values.size(); k++) {
            outputs.write(values.get(k), quantities.get(k).type(), output, offset);
            offset = lowering.out.intPlus(offset, outputs.count(values.get(k), quantities.get(k).type()));
        }
    }
}
