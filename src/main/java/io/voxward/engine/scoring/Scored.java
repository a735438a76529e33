package io.voxward.engine.scoring;

/**
 * One comparison, in the three forms a score has.
 *
 * @param raw the cosine between the two embeddings as they are
 * @param llr the calibrated weight of the evidence; what decisions use
 * @param display what people and thresholds see
 */
public record Scored(RawScore raw, LogLikelihoodRatio llr, DisplayScore display) {}
