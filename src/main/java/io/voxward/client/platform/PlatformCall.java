package io.voxward.client.platform;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call that a platform streams over a WebSocket: what it says beside the sound. For one thread.
 */
public interface PlatformCall {
  /** The path, and the query if there is one, that it connects to. */
  String path();

  /** The headers of its handshake, beside those of every WebSocket. */
  Map<String, String> headers();

  /** What it says when the socket is open. */
  List<String> opening();

  /** Whether it sends no sound before the service has said {@link PlatformAnswer.Welcome}. */
  boolean waitsForWelcome();

  /** What it says before the piece of sound that begins at so many milliseconds of the call. */
  Optional<String> meanwhile(long millis);

  /** What it says after so many milliseconds of sound; empty where it just closes. */
  Optional<String> farewell(long millis);

  /**
   * What a text of the service means.
   *
   * @throws IOException if it has no form that the platform knows
   */
  PlatformAnswer hear(String text) throws IOException;
}
