package io.voxward.job;

import io.voxward.audit.AuditEntry;

/**
 * A kind of jobs that schedules begin: nobody waits for them, so a node works on one item at a time
 * and leaves its room to calls; what they bring is what they changed, so there is no output; and
 * their end belongs into the audit trail.
 */
public interface UpkeepKind extends JobKind {
  @Override
  default int atOnce() {
    return 1;
  }

  @Override
  default Finish finish(Job job, Iterable<JobItem> items) {
    return new Finish.Written();
  }

  @Override
  void ended(Job job);

  /** What the audit trail says of a job's end. */
  static AuditEntry end(Job job) {
    return entry(job, "");
  }

  /** The same, with how many of its items succeeded and failed. */
  static AuditEntry endWithCounts(Job job) {
    JobProgress progress = job.progress();
    return entry(job, " done=" + progress.done() + " failed=" + progress.failed());
  }

  private static AuditEntry entry(Job job, String more) {
    return new AuditEntry(
        job.tenant(),
        "job.ended",
        job.inDomain(),
        job.id().value(),
        "kind=" + job.kind() + " status=" + job.status() + more);
  }
}
