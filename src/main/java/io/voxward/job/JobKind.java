package io.voxward.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What jobs of one kind do. Every bean of this type is found. A method may be called again after a
 * crash, on any node; what it changes in the database it changes inside an {@link Prepared.Effect},
 * which the runner puts into one transaction with the item's result. An expected refusal may be
 * raised as a {@link io.voxward.common.FailureException} anywhere; anything else that is thrown is
 * tried again later.
 */
public interface JobKind {
  /** The kind's name in the database. */
  String name();

  /**
   * How many of its items one node works on at once, so that work which is nobody's wish leaves
   * room for what is.
   */
  default int atOnce() {
    return Integer.MAX_VALUE;
  }

  /** Splits a job into its items; outside of transactions, it may take its time. */
  Expansion expand(Job job);

  /** Does what takes long about an item; outside of transactions, it may take its time. */
  Prepared prepare(Job job, JobItem item);

  /**
   * Completes a job whose items were all worked on: writes its output, for example. Done again
   * after a crash, so it must be repeatable.
   *
   * @param items all of them in order, read while they are walked through
   */
  Finish finish(Job job, Iterable<JobItem> items);

  /** Something to do in the transaction in which the job ends, however it ends. */
  default void ended(Job job) {}

  /** A sentence for a person about what was tried again and again in vain; empty if it is ours. */
  default Optional<String> explain(RuntimeException fault) {
    return Optional.empty();
  }

  /** A job's items, or why there are none. */
  sealed interface Expansion {
    /** The items. */
    record Items(List<ItemDraft> items) implements Expansion {
      /** Keeps an unmodifiable copy. */
      public Items {
        items = List.copyOf(items);
      }
    }

    /** The job fails as a whole. */
    record Refused(JobFailure failure) implements Expansion {}
  }

  /** What is left to do about an item. */
  sealed interface Prepared {
    /** A change of the database and the item's result, in one transaction. */
    record Effect(Supplier<ItemResult> change) implements Prepared {}

    /** The item fails. */
    record Refused(JobFailure failure) implements Prepared {}

    /** It cannot be done now; that costs no attempt. */
    record Later(Duration delay) implements Prepared {}
  }

  /** What came of an item. */
  sealed interface ItemResult {
    /**
     * It succeeded.
     *
     * @param result in the kind's own form
     */
    record Done(String result) implements ItemResult {
      /** Nothing: the result may be personal. */
      @Override
      public String toString() {
        return "Done[hidden]";
      }
    }

    /** It failed. */
    record Failed(JobFailure failure) implements ItemResult {}
  }

  /** Whether a job could be completed. */
  sealed interface Finish {
    /** It could. */
    record Written() implements Finish {}

    /** It could not: the job fails as a whole, though its items were worked on. */
    record Refused(JobFailure failure) implements Finish {}
  }
}
