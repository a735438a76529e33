package io.voxward.job;

/**
 * An item that a node works on, until its lease runs out without a sign of life.
 *
 * @param job as it was when the item was taken
 * @param item whose number of attempts is the fence: a later taker has a higher one
 * @param owner the node that took it
 */
public record ItemLease(Job job, JobItem item, String owner) {}
