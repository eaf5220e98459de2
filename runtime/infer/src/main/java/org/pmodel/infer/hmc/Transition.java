package org.pmodel.infer.hmc;

/** The result of one step of a chain. */
public record Transition(State state, Info info) {}
