package io.voxward.enrollment.batch;

import io.voxward.enrollment.upload.UploadContents;
import io.voxward.enrollment.upload.UploadId;
import io.voxward.enrollment.upload.Uploads;
import io.voxward.job.Job;
import io.voxward.job.JobFailure;
import io.voxward.job.JobItem;
import io.voxward.job.JobKind.Expansion;
import io.voxward.job.JobKind.Finish;
import io.voxward.storage.ObjectStore;
import io.voxward.storage.ObjectStore.Opened;
import io.voxward.storage.ObjectStore.Refusal;
import io.voxward.storage.ObjectStore.Written;
import io.voxward.storage.ObjectUri;
import io.voxward.storage.StorageException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The manifests of batch jobs, in the object store or in their uploads. */
@ApplicationScoped
public class ManifestFiles {
  private final ObjectStore store;
  private final Uploads uploads;
  private final UploadContents contents;
  private final BatchConfig config;

  /** Reads and writes in {@code store}, and reads {@code contents}. */
  public ManifestFiles(
      ObjectStore store, Uploads uploads, UploadContents contents, BatchConfig config) {
    this.store = store;
    this.uploads = uploads;
    this.contents = contents;
    this.config = config;
  }

  /**
   * The entries of a job's manifest, or why there are none.
   *
   * @throws StorageException if the store does not answer
   */
  Expansion read(Job job, long mostEntries) {
    BatchJob batch = BatchSettings.read(job);
    UploadId upload = batch.files().upload();
    return upload == null ? stored(batch, mostEntries) : uploaded(batch, upload, mostEntries);
  }

  private Expansion uploaded(BatchJob batch, UploadId upload, long mostEntries) {
    Job job = batch.job();
    try (UploadContents.Opened opened = contents.openManifest(job.tenant(), job.domain(), upload)) {
      return switch (opened) {
        case UploadContents.Opened.Missing() ->
            new Expansion.Refused(
                new JobFailure(JobFailure.NOT_FOUND, "the upload and its manifest are gone"));
        case UploadContents.Opened.Lost() ->
            throw new StorageException(
                "the manifest is not in this node's store of uploads: nodes need a shared one"
                    + " (voxward.storage.own)");
        case UploadContents.Opened.Found found when found.bytes() > config.largestManifestBytes() ->
            new Expansion.Refused(tooLarge());
        case UploadContents.Opened.Found found -> read(batch, found.plain(), mostEntries);
      };
    }
  }

  private Expansion stored(BatchJob batch, long mostEntries) {
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
      Expansion read =
          batch.files().upload() == null
              ? ManifestReader.read(bounded, batch.kind(), mostEntries)
              : ManifestReader.readUploaded(bounded, batch.kind(), mostEntries);
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
    Optional<ObjectUri> results = batch.files().results(job.id().value());
    if (results.isEmpty()) {
      return new Finish.Written();
    }
    byte[] output = ManifestWriter.write(batch.kind(), items);
    return switch (store.write(results.get(), output, batch.files().outputKey())) {
      case Written.Stored() -> new Finish.Written();
      case Written.Refused(Refusal why) ->
          new Finish.Refused(failure("the output manifest cannot be written: ", why));
    };
  }

  /** Ends the upload that a job has read, if any, in the transaction in which the job ends. */
  @Transactional(Transactional.TxType.MANDATORY)
  void release(Job job) {
    UploadId upload = BatchSettings.read(job).files().upload();
    if (upload != null) {
      uploads.jobEnded(job.tenant(), job.domain(), upload);
    }
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
