package io.voxward.wire.audiohook;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What was agreed about {@code permessage-deflate} (RFC 7692): the client may deflate what it
 * sends. What we send stays as it is, which the extension allows for every message: decisions are
 * few and small, and a deflater would cost each call a quarter of a megabyte.
 *
 * @param forgets whether the client begins every message anew ({@code client_no_context_takeover})
 * @param answer the value of our {@code Sec-WebSocket-Extensions}
 */
record Deflation(boolean forgets, String answer) {
  /** The header of offers and answer. */
  static final String HEADER = "Sec-WebSocket-Extensions";

  private static final String EXTENSION = "permessage-deflate";
  private static final String SERVER_FORGETS = "server_no_context_takeover";
  private static final String CLIENT_FORGETS = "client_no_context_takeover";
  private static final String SERVER_WINDOW = "server_max_window_bits";
  private static final String CLIENT_WINDOW = "client_max_window_bits";

  /** All offers together; longer ones are not read. */
  private static final int LONGEST_OFFERS = 1024;

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String VALUE = "(?:" + TOKEN + "|\"" + TOKEN + "\")";
  private static final String PARAMETER = TOKEN + "(?:[ \\t]*=[ \\t]*" + VALUE + ")?";
  private static final Pattern OFFER =
      Pattern.compile(
          "[ \\t]*(" + TOKEN + ")((?:[ \\t]*;[ \\t]*" + PARAMETER + ")*+)[ \\t]*(?:,|$)");
  private static final Pattern EACH =
      Pattern.compile(";[ \\t]*(" + TOKEN + ")(?:[ \\t]*=[ \\t]*\"?(" + TOKEN + ")\"?)?");
  private static final Pattern BITS = Pattern.compile("[89]|1[0-5]");

  /**
   * Takes the first offer whose every parameter we know and can keep.
   *
   * @param offers the lines of the client's {@code Sec-WebSocket-Extensions}
   * @return empty if there is none: then nothing is compressed
   */
  static Optional<Deflation> first(List<String> offers) {
    String all = offers.stream().filter(line -> !line.isBlank()).collect(Collectors.joining(","));
    if (all.length() > LONGEST_OFFERS) {
      return Optional.empty();
    }
    Matcher offer = OFFER.matcher(all);
    int at = 0;
    while (at < all.length() && offer.find(at) && offer.start() == at) {
      if (offer.group(1).equalsIgnoreCase(EXTENSION)) {
        Optional<Deflation> taken = take(offer.group(2));
        if (taken.isPresent()) {
          return taken;
        }
      }
      at = offer.end();
    }
    return Optional.empty();
  }

  private static Optional<Deflation> take(String text) {
    Map<String, String> parameters = new HashMap<>();
    for (Matcher each = EACH.matcher(text); each.find(); ) {
      String value = each.group(2) == null ? "" : each.group(2);
      String name = each.group(1).toLowerCase(Locale.ROOT);
      if (parameters.put(name, value) != null || !canKeep(name, value)) {
        return Optional.empty();
      }
    }
    StringBuilder answer = new StringBuilder(EXTENSION);
    if (parameters.containsKey(SERVER_FORGETS)) {
      answer.append("; ").append(SERVER_FORGETS);
    }
    if (parameters.containsKey(CLIENT_FORGETS)) {
      answer.append("; ").append(CLIENT_FORGETS);
    }
    if (parameters.containsKey(SERVER_WINDOW)) {
      answer.append("; ").append(SERVER_WINDOW).append('=').append(parameters.get(SERVER_WINDOW));
    }
    return Optional.of(new Deflation(parameters.containsKey(CLIENT_FORGETS), answer.toString()));
  }

  /** Who deflates nothing keeps every promise about it; any window of the client's is read. */
  private static boolean canKeep(String name, String value) {
    return switch (name) {
      case SERVER_FORGETS, CLIENT_FORGETS -> value.isEmpty();
      case SERVER_WINDOW -> BITS.matcher(value).matches();
      case CLIENT_WINDOW -> value.isEmpty() || BITS.matcher(value).matches();
      default -> false;
    };
  }
}
