package org.pmodel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.pmodel.infer.ModelQuantities;
import org.pmodel.infer.Quantity;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Model;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Walk;
import org.pmodel.numerics.Key;
import org.pmodel.numerics.RandomStream;
import org.pmodel.runtime.CompiledModel;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Instance;
import org.pmodel.runtime.engine.JvmEngine;
import org.pmodel.runtime.lower.Question;

/**
 * Makes up data and parameters of a model. What a declaration asks for is left to the engine: data that are real numbers are the parameters of a small
 * model over the data made before, so that any point of its unconstrained space gives values that satisfy their declarations.
 *
 * <p>Sizes that fit the declarations may yet be refused by transformed data. Other sizes are tried then, a number of times.
 */
final class MockModel implements AutoCloseable {
    private static final int ATTEMPTS = 12;

    private final Model model;
    private final int size;
    private final List<MockBatch> batches = new ArrayList<>();
    private final CompiledModel parameters;
    /** Parameters that are whole numbers, which no model that runs may have. */
    private final MockBatch discrete;

    /** @param parameters values of all of them */
    record Values(ObjectNode data, ObjectNode parameters) {}

    MockModel(Model model, int size) {
        this.model = model;
        this.size = size;
        List<Declaration> before = new ArrayList<>();
        List<Declaration> batch = new ArrayList<>();
        for (Declaration declaration : model.data()) {
            if (mentions(declaration, batch)) {
                batches.add(new MockBatch(model, before, List.of(), batch));
                before.addAll(batch);
                batch.clear();
            }
            batch.add(declaration);
        }
        if (!batch.isEmpty()) {
            batches.add(new MockBatch(model, before, List.of(), batch));
        }
        Map<Boolean, List<Declaration>> discrete = model.declaredParameters().stream().collect(Collectors.partitioningBy(d -> d.type().hasWhole()));
        this.parameters = compiled(model, model.data(), model.transformedData(), discrete.get(false), List.of());
        this.discrete = new MockBatch(model, model.data(), model.transformedData(), discrete.get(true));
    }

    private static boolean mentions(Declaration declaration, List<Declaration> others) {
        Set<String> mentioned = new HashSet<>();
        Walk.each(declaration.sized(), e -> {
            if (e instanceof Expr.Variable v) {
                mentioned.add(v.name());
            }
        });
        return others.stream().anyMatch(d -> mentioned.contains(d.name()));
    }

    /** A model with the definitions of another and declarations of its own. */
    static CompiledModel compiled(Model model, List<Declaration> data, List<Stmt> transformedData, List<Declaration> parameters, List<Stmt> generated) {
        return new CompiledModel(new Model(model.name(), data, transformedData, parameters, List.of(), List.of(), generated, List.of(), model.functions(),
                model.transforms(), model.distributions()), new JvmEngine(), printed -> { });
    }

    Values values(Key key) {
        ModelException refused = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            RandomStream random = key.fold(attempt).stream();
            MockNumbers numbers = new MockNumbers(random, size, attempt);
            try {
                return attempt(numbers);
            } catch (ModelException e) {
                refused = refused == null ? e : refused;
            }
        }
        throw refused;
    }

    private Values attempt(MockNumbers numbers) {
        Map<String, JsonNode> data = new HashMap<>();
        batches.forEach(batch -> batch.make(numbers, data));
        Map<String, JsonNode> made = evaluated(parameters, data, numbers);
        Map<String, JsonNode> given = new HashMap<>(data);
        discrete.make(numbers, given);
        made.putAll(given);
        return new Values(object(model.data(), data), object(model.declaredParameters(), made));
    }

    private static ObjectNode object(List<Declaration> declarations, Map<String, JsonNode> values) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        declarations.forEach(d -> object.set(d.name(), values.get(d.name())));
        return object;
    }

    /** The parameters of a model at a random point, and the quantities it generates. */
    static Map<String, JsonNode> evaluated(CompiledModel model, Map<String, JsonNode> data, MockNumbers numbers) {
        Map<String, JsonNode> values = new HashMap<>();
        Data given = new Data("", data);
        try (Instance instance = model.bind(new Question.Values(true), given, Key.of(0))) {
            ModelQuantities quantities = ModelQuantities.of(model, given, true, instance);
            double[] out = new double[quantities.scalars()];
            if (!instance.run(numbers.point(quantities.dimension()), out)) {
                throw new ModelException(instance.fault().diagnostic());
            }
            int offset = 0;
            for (Quantity quantity : quantities.quantities()) {
                values.put(quantity.name(), Json.value(out, offset, quantity.shape()));
                offset += quantity.size();
            }
        }
        return values;
    }

    @Override
    public void close() {
        batches.forEach(MockBatch::close);
        parameters.close();
        discrete.close();
    }
}
