package io.voxward.job;

/**
 * A job that a node splits or finishes, until its lease runs out without a sign of life.
 *
 * @param job whose number of attempts is the fence: a later taker has a higher one
 * @param owner the node that took it
 */
public record JobLease(Job job, String owner) {}
