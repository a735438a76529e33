package io.voxward.enrollment.upload;

import io.voxward.common.Failure;
import io.voxward.common.Failure.Reason;
import io.voxward.common.FailureException;
import io.voxward.engine.audio.AudioFault;
import io.voxward.engine.audio.AudioKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A body as it is read: exactly as long as it was announced, beginning as what it is said to be.
 * Whether there is a voice in it is found out by the job.
 */
final class CheckedBody extends InputStream {
  private static final int BEGINNING_BYTES = 12;
  private static final int FORM_AT = 8;
  private static final byte[] RIFF = "RIFF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] WAVE = "WAVE".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FLAC = "fLaC".getBytes(StandardCharsets.US_ASCII);

  private final InputStream body;
  private final ContentForm form;
  private final long announced;
  private long read;
  private byte @Nullable [] beginning;
  private @Nullable RuntimeException refusal;

  CheckedBody(InputStream body, ContentForm form, long announced) {
    this.body = body;
    this.form = form;
    this.announced = announced;
  }

  /** What reading it threw, where a store in between has wrapped it. */
  Optional<RuntimeException> refusal() {
    return Optional.ofNullable(refusal);
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int most) {
    if (most == 0) {
      return 0;
    }
    try {
      return next(into, offset, most);
    } catch (IOException brokenConnection) {
      throw refused(new UncheckedIOException(brokenConnection));
    } catch (FailureException refused) {
      throw refused(refused);
    }
  }

  private <E extends RuntimeException> E refused(E why) {
    refusal = why;
    return why;
  }

  private int next(byte[] into, int offset, int most) throws IOException {
    byte[] first = beginning;
    if (first == null) {
      first = body.readNBytes(BEGINNING_BYTES);
      checkBeginning(first);
      beginning = first;
    }
    int given;
    if (read < first.length) {
      given = Math.min(most, first.length - (int) read);
      System.arraycopy(first, (int) read, into, offset, given);
    } else {
      given = body.read(into, offset, most);
    }
    read += Math.max(0, given);
    if (read > announced || (given < 0 && read < announced)) {
      throw FailureException.invalid("Content-Length", "must be the length of the body");
    }
    return given;
  }

  private void checkBeginning(byte[] first) {
    if (form instanceof ContentForm.Recording(AudioKind kind)) {
      boolean fits =
          switch (kind) {
            case AudioKind.Wav() -> has(first, 0, RIFF) && has(first, FORM_AT, WAVE);
            case AudioKind.Flac() -> has(first, 0, FLAC);
            case AudioKind.Raw _ -> true;
          };
      if (!fits) {
        throw new FailureException(
            new Failure.UnusableAudio(
                List.of(
                    new Reason(
                        AudioFault.MALFORMED.name(),
                        "it does not begin as its content type does"))));
      }
    }
  }

  private static boolean has(byte[] first, int at, byte[] word) {
    return first.length >= at + word.length
        && Arrays.equals(first, at, at + word.length, word, 0, word.length);
  }
}
