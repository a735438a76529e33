package io.voxward.wire.audiohook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What the platform says. Who calls and from where is never read. */
sealed interface ClientMessage {
  /**
   * A call begins.
   *
   * @param probe whether it only tries the connection
   * @param continued ids of earlier connections of the same call
   * @param config the parameters of whoever set the integration up
   */
  record Open(
      String organization,
      String conversation,
      boolean probe,
      List<Media> media,
      boolean asksLanguages,
      List<String> continued,
      JsonNode config)
      implements ClientMessage {
    public Open {
      media = List.copyOf(media);
      continued = List.copyOf(continued);
    }

    /** Not the parameters: they may name the caller. */
    @Override
    public String toString() {
      return "Open[" + conversation + "]";
    }
  }

  /** A sign of life. */
  record Ping() implements ClientMessage {}

  /** From now on no audio comes: a secure pause, for example. */
  record Paused() implements ClientMessage {}

  /** Audio comes again. */
  record Resumed(double discardedSeconds) implements ClientMessage {}

  /** Audio was lost on the way to us. */
  record Discarded(double discardedSeconds) implements ClientMessage {}

  /** The language changed. */
  record Update() implements ClientMessage {}

  /** Something of ours was wrong. */
  record Complaint(int code) implements ClientMessage {}

  /** It is over. */
  record Close(String reason) implements ClientMessage {}
}
