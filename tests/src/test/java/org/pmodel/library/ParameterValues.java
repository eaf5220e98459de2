package org.pmodel.library;

/** Values for parameters of any family, chosen by how they are declared. Containers have three elements, matrices three rows and columns. */
enum ParameterValues {
    /** Shapes and scales large enough that moments exist. */
    LARGE(0.4, 5.5, 0.3, 7),
    /** Shapes and scales below and around one. */
    SMALL(-1.3, 0.7, 0.8, 3),
    /** Close to {@link #LARGE}. */
    NEAR(0.45, 5.3, 0.32, 7),
    /** Shapes and scales far below one, locations near zero. */
    SLIGHT(-1e-7, 1e-3, 1e-6, 1),
    /** Shapes and scales far above one. */
    VAST(2e3, 3e4, 0.85, 3000);

    private final double real;
    private final double positive;
    private final double share;
    private final int whole;

    ParameterValues(double real, double positive, double share, int whole) {
        this.real = real;
        this.positive = positive;
        this.share = share;
        this.whole = whole;
    }

    /** The type of a variable with such a value. */
    static String declared(String type) {
        return switch (word(type)) {
            case "int" -> "int";
            case "real" -> "real";
            case "vector", "simplex", "ordered", "positive_ordered", "unit_vector", "sum_to_zero_vector" -> "vector[3]";
            case "matrix", "cov_matrix", "corr_matrix", "cholesky_factor_cov", "cholesky_factor_corr" -> "matrix[3, 3]";
            case "array[] int" -> "array[3] int";
            default -> throw new IllegalArgumentException("no values for parameters of the type " + type);
        };
    }

    private static String word(String type) {
        return type.replaceAll("<.*", "").strip();
    }

    /** @param position that of the parameter: those of one kind differ */
    String of(String type, String lower, String upper, int position) {
        return switch (word(type)) {
            case "int" -> upper == null ? (lower == null ? "" : lower + " + ") + (whole + 2 * position) : lower + " + (" + upper + " - " + lower + ") %/% 2";
            case "real" -> upper != null ? lower + " + " + (share + 0.05 * position) + " * (" + upper + " - " + lower + ")"
                    : lower != null ? lower + " + " + (positive + 0.7 * position) : String.valueOf(real + 0.3 * position);
            case "vector" -> upper != null ? vector(lower + " + " + share + " * (" + upper + " - " + lower + ")", lower + " + 0.5 * (" + upper + " - " + lower + ")",
                    lower + " + " + share / 2 + " * (" + upper + " - " + lower + ")") : lower != null ? vector(lower + " + " + positive, lower + " + " + 0.7 * positive, lower + " + " + 1.2 * positive)
                    : vector(String.valueOf(real), String.valueOf(real - 1.1), String.valueOf(real + 0.6));
            case "simplex" -> vector(String.valueOf(share / 2), "0.45", String.valueOf(0.55 - share / 2));
            case "ordered" -> vector(String.valueOf(real - 1), String.valueOf(real - 0.2), String.valueOf(real + 1.3));
            case "positive_ordered" -> vector(String.valueOf(positive), String.valueOf(positive + 0.8), String.valueOf(positive + 2.3));
            case "unit_vector" -> "[" + real + ", 0.5, 1]' / sqrt(1.25 + square(" + real + "))";
            case "sum_to_zero_vector" -> vector(String.valueOf(real), "1.1", String.valueOf(-1.1 - real));
            case "matrix" -> lower != null ? "[[1.2, 0.4, 0.3], [" + positive + ", 0.9, 0.1], [" + share + ", 0.2, 1.4]]" : "[[1.2, " + real + ", 0.3], [-0.4, 0.9, 0.1], [" + share + ", 0.2, 1.4]]";
            case "cov_matrix" -> "[[1.6, " + share + ", -0.2], [" + share + ", 0.9, 0.1], [-0.2, 0.1, 1.3]]";
            case "corr_matrix" -> "[[1, " + share / 2 + ", -0.2], [" + share / 2 + ", 1, 0.1], [-0.2, 0.1, 1]]";
            case "cholesky_factor_cov" -> "[[1.2, 0, 0], [" + share + ", 0.9, 0], [-0.2, 0.1, 1.1]]";
            case "cholesky_factor_corr" -> "cholesky_decompose([[1, " + share / 2 + ", -0.2], [" + share / 2 + ", 1, 0.1], [-0.2, 0.1, 1]])";
            case "array[] int" -> "{" + whole + ", 2, 5}";
            default -> throw new IllegalArgumentException("no values for parameters of the type " + type);
        };
    }

    private static String vector(String... elements) {
        return "[" + String.join(", ", elements) + "]'";
    }
}
