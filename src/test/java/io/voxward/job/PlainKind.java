package io.voxward.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Work of a kind that a test makes up. */
final class PlainKind implements JobKind {
  static final String NAME = "PLAIN";

  /** Items that a job has. */
  Function<Job, Expansion> expand = job -> items(3);

  /** What is done about an item. */
  BiFunction<Job, JobItem, Prepared> prepare =
      (job, item) -> new Prepared.Effect(() -> new ItemResult.Done("did " + item.input()));

  /** What is done at the end. */
  Function<List<JobItem>, Finish> finish = items -> new Finish.Written();

  final List<String> ended = new CopyOnWriteArrayList<>();
  private List<JobItem> finished = List.of();

  static Expansion items(int count) {
    return new Expansion.Items(
        IntStream.range(0, count).mapToObj(i -> ItemDraft.of("item " + i)).toList());
  }

  /** The items with which a job was finished last. */
  List<JobItem> finished() {
    return finished;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Expansion expand(Job job) {
    return expand.apply(job);
  }

  @Override
  public Prepared prepare(Job job, JobItem item) {
    return prepare.apply(job, item);
  }

  @Override
  public Finish finish(Job job, Iterable<JobItem> items) {
    List<JobItem> all = new ArrayList<>();
    items.forEach(all::add);
    finished = List.copyOf(all);
    return finish.apply(all);
  }

  @Override
  public Optional<String> explain(RuntimeException fault) {
    return fault instanceof UnsupportedOperationException
        ? Optional.of("the store does not answer")
        : Optional.empty();
  }

  @Override
  public void ended(Job job) {
    ended.add(job.status().name());
  }
}
