package io.voxward.client;

import org.jspecify.annotations.Nullable;

/**
 * A call of Amazon Connect whose audio the service is to fetch.
 *
 * @param instanceArn the linked instance
 * @param contactId whose audio in the stream it is
 * @param streamArn where the audio is
 * @param startFragmentNumber after which fragment it begins
 * @param sessionName the name that the session gets
 * @param speakerId who the caller says to be; null for nobody
 */
public record KinesisCall(
    String instanceArn,
    String contactId,
    String streamArn,
    String startFragmentNumber,
    String sessionName,
    @Nullable String speakerId) {
  /** Leaves the speaker out. */
  @Override
  public String toString() {
    return "KinesisCall[" + sessionName + "]";
  }
}
