package io.voxward.wire.twilio;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message of Media Streams, whatever the platform's spelling. */
sealed interface TwilioMessage {
  /** The socket is open. */
  record Connected() implements TwilioMessage {}

  /**
   * The stream begins.
   *
   * @param account who it is that streams
   * @param call the platform's own id of the call
   * @param tracks which tracks come; empty where the platform does not say
   * @param encoding the codec, in the platform's word
   * @param parameters what the flow says about the call
   */
  record Start(
      @Nullable String account,
      @Nullable String call,
      Set<String> tracks,
      String encoding,
      int sampleRate,
      int channels,
      Map<String, String> parameters)
      implements TwilioMessage {
    public Start {
      tracks = Set.copyOf(tracks);
      parameters = Map.copyOf(parameters);
    }

    @Override
    public String toString() {
      return "Start[hidden]";
    }
  }

  /**
   * A piece of sound.
   *
   * @param inbound whether the caller says it
   * @param chunk its number in its track; -1 where the platform gives none
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Media(boolean inbound, long chunk, byte[] audio) implements TwilioMessage {
    @Override
    public String toString() {
      return "Media[hidden]";
    }
  }

  /** A key was pressed: which one is not looked at. */
  record Digit() implements TwilioMessage {}

  /** Nothing that concerns us; the stream is alive. */
  record Other() implements TwilioMessage {}

  /** Nothing more comes. */
  record Stop() implements TwilioMessage {}

  /**
   * A message of no known form.
   *
   * @param field the member that is wrong
   * @param rule the rule that it breaks
   */
  record Malformed(String field, String rule) implements TwilioMessage {}
}
