package io.voxward.wire.audiohook;

import io.voxward.wire.audiohook.BadHandshake.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The request that opens a connection, as far as it is signed.
 *
 * @param target path and query, as the client sent them
 * @param authority host and port, as the client sent them
 * @param headers by their lower-case names; one given several times is not among them
 */
record Handshake(String target, String authority, Map<String, String> headers) {
  static final String ORGANIZATION = "audiohook-organization-id";
  static final String SESSION = "audiohook-session-id";
  static final String CORRELATION = "audiohook-correlation-id";
  static final String API_KEY = "x-api-key";
  static final String INPUT = "signature-input";
  static final String SIGNATURE = "signature";

  private static final int LONGEST_HEADER = 2048;

  Handshake {
    headers = Map.copyOf(headers);
  }

  /** Reads the header lines; what is given twice counts as not given. */
  static Handshake of(String target, String authority, List<Map.Entry<String, String>> lines) {
    Map<String, Integer> times = new HashMap<>();
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, String> line : lines) {
      String name = line.getKey().toLowerCase(Locale.ROOT);
      times.merge(name, 1, Integer::sum);
      headers.put(name, line.getValue().strip());
    }
    headers.keySet().removeIf(name -> times.getOrDefault(name, 0) > 1);
    return new Handshake(target, authority.toLowerCase(Locale.ROOT), headers);
  }

  /** The value of a header that must be there. */
  String require(String name) throws BadHandshake {
    String value = headers.get(name);
    if (value == null || value.isEmpty() || value.length() > LONGEST_HEADER) {
      throw new BadHandshake(
          Fault.BAD_HEADER,
          "the header "
              + name
              + " must be given once, with 1 to "
              + LONGEST_HEADER
              + " characters");
    }
    return value;
  }

  /** The same request as a client saw it at another address. */
  Handshake at(String otherAuthority, String pathBefore) {
    return new Handshake(pathBefore + target, otherAuthority, headers);
  }

  /** Not the headers: they hold the key. */
  @Override
  public String toString() {
    return "Handshake[" + headers.size() + " headers]";
  }
}
