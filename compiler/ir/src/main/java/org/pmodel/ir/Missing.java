package org.pmodel.ir;

/**
 * A variable of the data that may lack entries: each of those is latent. Where the model names the variable, it means the whole of it, with what is observed
 * and what is latent.
 *
 * @param variable as the data block declares it
 * @param count a whole number known with the data: how many entries are lacking
 * @param entries the parameter that holds them, an array of that size, in the order of the variable row by row
 */
public record Missing(String variable, String count, String entries) {}
