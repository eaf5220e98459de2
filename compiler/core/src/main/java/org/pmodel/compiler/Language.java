package org.pmodel.compiler;

/** Which language a file is held to. */
public enum Language {
    /** Stan 2.39 exactly: the additions of PModel are refused. */
    STAN,
    /** A Stan file of function definitions, without blocks. */
    STAN_FUNCTIONS,
    /** Stan and the additions of PModel. */
    PMODEL,
    /** The standard library: definitions only, and only here may primitives be declared. */
    LIBRARY;

    /** By the ending of the file's name. */
    public static Language of(String file) {
        if (file.endsWith(".stan")) {
            return STAN;
        }
        return file.endsWith(".stanfunctions") ? STAN_FUNCTIONS : PMODEL;
    }

    public boolean isStan() {
        return this == STAN || this == STAN_FUNCTIONS;
    }
}
