package io.voxward.enrollment.batch;

import io.voxward.job.Job;
import io.voxward.job.JobFailure;
import io.voxward.job.JobItem;
import io.voxward.job.JobKind.Expansion;
import io.voxward.job.JobKind.Finish;
import io.voxward.storage.ObjectStore;
import io.voxward.storage.ObjectStore.Opened;
import io.voxward.storage.ObjectStore.Refusal;
import io.voxward.storage.ObjectStore.Written;
import io.voxward.storage.StorageException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The manifests of batch jobs in the object store. */
@ApplicationScoped
public class ManifestFiles {
  private final ObjectStore store;
  private final BatchConfig config;

  /** Reads and writes in {@code store}. */
  public ManifestFiles(ObjectStore store, BatchConfig config) {
    this.store = store;
    this.config = config;
  }

  /**
   * The entries of a job's manifest, or why there are none.
   *
   * @throws StorageException if the store does not answer
   */
  Expansion read(Job job, long mostEntries) {
    BatchJob batch = BatchSettings.read(job);
    try (Opened opened = store.open(batch.files().manifest())) {
      return switch (opened) {
        case Opened.Refused(Refusal why) ->
            new Expansion.Refused(failure("the manifest cannot be read: ", why));
        case Opened.Found found when found.bytes() > config.largestManifestBytes() ->
            new Expansion.Refused(tooLarge());
        case Opened.Found found -> read(batch, found.content(), mostEntries);
      };
    }
  }

  private Expansion read(BatchJob batch, InputStream manifest, long mostEntries) {
    Bounded bounded = new Bounded(manifest, config.largestManifestBytes());
    try {
      Expansion read = ManifestReader.read(bounded, batch.kind(), mostEntries);
      return bounded.left < 0 ? new Expansion.Refused(tooLarge()) : read;
    } catch (IOException e) {
      throw new StorageException("the manifest could not be read to its end", e);
    }
  }

  private JobFailure tooLarge() {
    return new JobFailure(
        JobFailure.BAD_REQUEST,
        "the manifest has more than " + config.largestManifestBytes() + " bytes");
  }

  /** Ends after so many bytes, whatever size the store told. */
  private static final class Bounded extends FilterInputStream {
    private long left;

    Bounded(InputStream whole, long most) {
      super(whole);
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      int one = left < 0 ? -1 : super.read();
      left -= one < 0 ? 0 : 1;
      return left < 0 ? -1 : one;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      int read = left < 0 ? -1 : super.read(into, from, most);
      left -= Math.max(0, read);
      return left < 0 ? -1 : read;
    }
  }

  /**
   * Writes what came of a job's entries.
   *
   * @throws StorageException if the store does not answer
   */
  Finish write(Job job, Iterable<JobItem> items) {
    BatchJob batch = BatchSettings.read(job);
    byte[] output = ManifestWriter.write(batch.kind(), items);
    return switch (store.write(
        batch.files().results(job.id().value()), output, batch.files().outputKey())) {
      case Written.Stored() -> new Finish.Written();
      case Written.Refused(Refusal why) ->
          new Finish.Refused(failure("the output manifest cannot be written: ", why));
    };
  }

  /** What the store had to do with it, if it had. */
  Optional<String> explain(RuntimeException fault) {
    return fault instanceof StorageException
        ? Optional.ofNullable(fault.getMessage())
        : Optional.empty();
  }

  private static JobFailure failure(String what, Refusal why) {
    int code =
        switch (why) {
          case NO_SUCH_OBJECT, NO_SUCH_BUCKET -> JobFailure.NOT_FOUND;
          case DENIED -> JobFailure.FORBIDDEN;
          case UNUSABLE_NAME -> JobFailure.BAD_REQUEST;
        };
    return new JobFailure(code, what + why.words());
  }
}
