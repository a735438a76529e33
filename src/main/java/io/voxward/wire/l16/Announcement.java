package io.voxward.wire.l16;

import io.voxward.engine.audio.Encoding;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a platform says about the call that begins.
 *
 * @param encoding how one sample is written
 * @param hertz samples a second of one channel
 * @param channels 1 or 2, interleaved
 * @param callerChannel which of them is the caller's
 * @param parameters what the flow says about the call
 * @param callId the platform's own id of the call
 */
record Announcement(
    Encoding encoding,
    int hertz,
    int channels,
    int callerChannel,
    Map<String, String> parameters,
    @Nullable String callId) {
  Announcement {
    parameters = Map.copyOf(parameters);
  }

  @Override
  public String toString() {
    return "Announcement[hidden]";
  }
}
