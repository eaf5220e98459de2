package org.pmodel.infer.draws;

/**
 * Where the draws of a folder come from, for its manifest.
 *
 * @param version of PModel
 * @param model the model's file or name
 * @param data the data's file, or empty
 * @param engine what evaluated the density
 */
public record Provenance(String version, String model, String data, String engine, double compileSeconds) {}
