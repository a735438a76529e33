package io.voxward.session;

/** What becomes of the wish to stream. */
public sealed interface StreamAdmission {
  /**
   * The stream is open.
   *
   * @param stream where its audio goes
   */
  record Open(LiveStream stream) implements StreamAdmission {}

  /**
   * No stream.
   *
   * @param why the reason, in the words of a stream's end
   */
  record Refused(StreamEnd why) implements StreamAdmission {}
}
