package io.voxward.enrollment.batch;

import io.voxward.common.FailureException;
import io.voxward.storage.ObjectUri;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a batch job reads and writes.
 *
 * @param input the manifest, {@code s3://bucket/key}
 * @param output where {@code <job id>/<manifest's name>.out} is put, {@code s3://bucket/key}
 * @param outputKey the key that the store is to encrypt the output with
 * @param dataAccessRole a role of AWS; kept and shown, and not used: the service reads and writes
 *     with its own credentials
 */
public record BatchFiles(
    String input, String output, @Nullable String outputKey, @Nullable String dataAccessRole) {
  private static final int LONGEST_KEY_NAME = 2048;
  private static final int LONGEST_ROLE = 2048;
  private static final Pattern ROLE = Pattern.compile("arn:aws(-[^:]+)?:iam::[0-9]{12}:role/.+");

  /** Refuses another form, naming the member. */
  public BatchFiles {
    if (ObjectUri.parse("input", input).name().isEmpty()) {
      throw FailureException.invalid("input", "must name an object: s3://bucket/key");
    }
    ObjectUri _ = ObjectUri.parse("output", output);
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

  /** The manifest. */
  ObjectUri manifest() {
    return ObjectUri.parse("input", input);
  }

  /** Where the results of a job go. */
  ObjectUri results(String jobId) {
    return ObjectUri.parse("output", output).below(jobId).below(manifest().name() + ".out");
  }

  /** Nothing: keys of objects may be personal. */
  @Override
  public String toString() {
    return "BatchFiles[hidden]";
  }
}
