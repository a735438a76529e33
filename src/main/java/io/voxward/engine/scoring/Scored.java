package io.voxward.engine.scoring;

/**
 * One comparison, in the forms a score has.
 *
 * @param raw the cosine between the two embeddings as they are
 * @param llr the calibrated weight of the evidence; what decisions use
 * @param falseAcceptRate the expected share of other speakers with this evidence or more
 * @param display what people and thresholds see: the rate in whole numbers, rounded down
 */
public record Scored(
    RawScore raw, LogLikelihoodRatio llr, double falseAcceptRate, DisplayScore display) {}
