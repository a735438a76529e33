package io.voxward.enrollment.batch;

import io.voxward.common.FailureException;
import io.voxward.enrollment.upload.UploadId;
import io.voxward.storage.ObjectUri;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a batch job reads and writes.
 *
 * @param input the manifest, {@code s3://bucket/key}, or {@code upload:} and the id of an upload
 *     that has it and its recordings
 * @param output where {@code <job id>/<manifest's name>.out} is put, {@code s3://bucket/key}; may
 *     be absent where an upload is read: the entries tell what came of them
 * @param outputKey the key that the store is to encrypt the output with
 * @param dataAccessRole a role of AWS; kept and shown, and not used: the service reads and writes
 *     with its own credentials
 */
public record BatchFiles(
    String input,
    @Nullable String output,
    @Nullable String outputKey,
    @Nullable String dataAccessRole) {
  /** What the input begins with where an upload is read. */
  public static final String UPLOAD = "upload:";

  /** What a manifest in an upload is called. */
  private static final String UPLOADED_NAME = "manifest.json";

  private static final int LONGEST_KEY_NAME = 2048;
  private static final int LONGEST_ROLE = 2048;
  private static final Pattern ROLE = Pattern.compile("arn:aws(-[^:]+)?:iam::[0-9]{12}:role/.+");

  /** Refuses another form, naming the member. */
  public BatchFiles {
    if (input.startsWith(UPLOAD)) {
      UploadId _ = upload(input);
    } else if (ObjectUri.parse("input", input).name().isEmpty()) {
      throw FailureException.invalid("input", "must name an object: s3://bucket/key");
    }
    if (output != null) {
      ObjectUri _ = ObjectUri.parse("output", output);
    } else if (!input.startsWith(UPLOAD) || outputKey != null) {
      throw FailureException.invalid("output", "is needed");
    }
    if (outputKey != null && (outputKey.isEmpty() || outputKey.length() > LONGEST_KEY_NAME)) {
      throw FailureException.invalid(
          "kmsKeyId", "must be 1 to " + LONGEST_KEY_NAME + " characters");
    }
    if (dataAccessRole != null
        && (dataAccessRole.length() > LONGEST_ROLE || !ROLE.matcher(dataAccessRole).matches())) {
      throw FailureException.invalid(
          "dataAccessRoleArn", "must be arn:aws:iam::<12 digits>:role/<name>");
    }
  }

  /** The upload that is read; absent where the manifest lies in the object store. */
  public @Nullable UploadId upload() {
    return input.startsWith(UPLOAD) ? upload(input) : null;
  }

  private static UploadId upload(String input) {
    try {
      return new UploadId(input.substring(UPLOAD.length()));
    } catch (FailureException e) {
      throw FailureException.invalid("input", "must be upload:<22 letters and digits>");
    }
  }

  /** The manifest in the object store. */
  ObjectUri manifest() {
    return ObjectUri.parse("input", input);
  }

  /** Where the results of a job go; empty where they are only asked for. */
  Optional<ObjectUri> results(String jobId) {
    String place = output;
    if (place == null) {
      return Optional.empty();
    }
    String name = upload() == null ? manifest().name() : UPLOADED_NAME;
    return Optional.of(ObjectUri.parse("output", place).below(jobId).below(name + ".out"));
  }

  /** Nothing: keys of objects may be personal. */
  @Override
  public String toString() {
    return "BatchFiles[hidden]";
  }
}
