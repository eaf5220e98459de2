package org.pmodel.ir;

import java.util.List;
import java.util.Map;

/**
 * A checked program, closed over the library: the blocks in the order in which they run, and every definition they use.
 *
 * @param missing the variables of the data that may lack entries
 * @param functions by {@linkplain Function#id() id}, user functions and used library functions alike
 * @param transforms by name, those the declarations use
 * @param distributions by name, those the sites use
 */
public record Model(String name, List<Declaration> data, List<Stmt> transformedData, List<Declaration> parameters,
        List<Stmt> transformedParameters, List<Stmt> model, List<Stmt> generatedQuantities, List<Missing> missing,
        Map<String, Function> functions, Map<String, Transform> transforms, Map<String, Distribution> distributions) {
    public Model {
        data = List.copyOf(data);
        transformedData = List.copyOf(transformedData);
        parameters = List.copyOf(parameters);
        transformedParameters = List.copyOf(transformedParameters);
        model = List.copyOf(model);
        generatedQuantities = List.copyOf(generatedQuantities);
        missing = List.copyOf(missing);
        functions = Map.copyOf(functions);
        transforms = Map.copyOf(transforms);
        distributions = Map.copyOf(distributions);
    }

    /** The parameters that the program declares itself: all but the entries missing from data. */
    public List<Declaration> declaredParameters() {
        return parameters.stream().filter(p -> missing.stream().noneMatch(m -> m.entries().equals(p.name()))).toList();
    }

    public Function function(String id) {
        Function f = functions.get(id);
        if (f == null) {
            throw new IllegalArgumentException("no function " + id + " in model " + name);
        }
        return f;
    }
}
