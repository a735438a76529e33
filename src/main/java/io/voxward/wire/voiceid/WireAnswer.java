package io.voxward.wire.voiceid;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An answer to be sent.
 *
 * @param requestId goes into {@code x-amzn-RequestId}
 * @param exception the refusal's name for {@code x-amzn-ErrorType}; absent when it succeeded
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WireAnswer(
    int status, String requestId, byte[] body, @Nullable String exception, Duration retryAfter) {
  /** The content type of every request and answer. */
  static final String CONTENT_TYPE = "application/x-amz-json-1.0";
}
