package io.voxward.wire.audiohook;

import io.voxward.wire.audiohook.BadHandshake.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code Signature-Input} and {@code Signature} say (HTTP message signatures, draft 11, as
 * AudioHook uses them): one signature, over these components in this order.
 *
 * @param components the names of what is signed
 * @param parameters the text after the label in {@code Signature-Input}, unchanged: signed too
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HandshakeSignature(
    List<String> components,
    String parameters,
    String keyId,
    String nonce,
    Instant created,
    Instant expires,
    byte[] signature) {
  private static final Set<String> REQUIRED =
      Set.of(
          "@request-target",
          "@authority",
          Handshake.ORGANIZATION,
          Handshake.SESSION,
          Handshake.CORRELATION,
          Handshake.API_KEY);

  private static final String LABEL = "([a-z*][a-z0-9_.*-]{0,31})=";
  private static final String NAME = "\"[a-z0-9@_-]{1,64}\"";
  private static final String PARAMETER =
      ";([a-z]{1,16})=(?:\"([ !#-\\[\\]-~]{0,512})\"|([0-9]{1,12}))";
  private static final Pattern INPUT =
      Pattern.compile(
          LABEL
              + "(\\(("
              + NAME
              + "(?: "
              + NAME
              + "){0,15})\\)((?:;[a-z]{1,16}=(?:\"[ !#-\\[\\]-~]{0,512}\"|[0-9]{1,12})){1,8}))");
  private static final Pattern PARAMETERS = Pattern.compile(PARAMETER);
  private static final Pattern SIGNATURE = Pattern.compile(LABEL + ":([A-Za-z0-9+/]{43}=):");
  private static final String ALGORITHM = "hmac-sha256";
  private static final int SHORTEST_NONCE = 22;

  /** Reads the two headers; refuses everything that could leave something unsigned. */
  static HandshakeSignature of(Handshake handshake) throws BadHandshake {
    Matcher input = INPUT.matcher(handshake.require(Handshake.INPUT));
    Matcher signature = SIGNATURE.matcher(handshake.require(Handshake.SIGNATURE));
    if (!input.matches() || !signature.matches() || !input.group(1).equals(signature.group(1))) {
      throw new BadHandshake(
          Fault.BAD_SIGNATURE_INPUT,
          "Signature-Input and Signature must hold one hmac-sha256 signature of the same label");
    }
    Map<String, String> parameters = parameters(input.group(4));
    requireAlgorithm(parameters);
    return new HandshakeSignature(
        covered(input.group(3)),
        input.group(2),
        keyId(parameters, handshake),
        nonce(parameters),
        time(parameters, "created"),
        time(parameters, "expires"),
        bytes(signature.group(2)));
  }

  /** Only one way to write a signature is taken: spare bits of the last letter must be zero. */
  private static byte[] bytes(String text) throws BadHandshake {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw new BadHandshake(Fault.BAD_SIGNATURE_INPUT, "the signature is not plain base64");
    }
    return bytes;
  }

  private static Map<String, String> parameters(String text) throws BadHandshake {
    Map<String, String> parameters = new HashMap<>();
    Matcher each = PARAMETERS.matcher(text);
    while (each.find()) {
      String value = each.group(2) == null ? each.group(3) : each.group(2);
      if (parameters.put(each.group(1), value) != null) {
        throw new BadHandshake(
            Fault.BAD_SIGNATURE_INPUT, "a parameter of the signature is given twice");
      }
    }
    return parameters;
  }

  private static List<String> covered(String names) throws BadHandshake {
    List<String> components = new ArrayList<>();
    for (String quoted : names.split(" ", -1)) {
      String name = quoted.substring(1, quoted.length() - 1);
      if (components.contains(name)) {
        throw new BadHandshake(Fault.BAD_SIGNATURE_INPUT, "a component is signed twice");
      }
      components.add(name);
    }
    if (!components.containsAll(REQUIRED)) {
      throw new BadHandshake(
          Fault.NOT_COVERED,
          "the signature must cover @request-target, @authority, the three Audiohook headers and"
              + " x-api-key");
    }
    return components;
  }

  private static void requireAlgorithm(Map<String, String> parameters) throws BadHandshake {
    if (!ALGORITHM.equals(parameters.getOrDefault("alg", ALGORITHM))) {
      throw new BadHandshake(Fault.WRONG_ALGORITHM, "alg must be " + ALGORITHM);
    }
  }

  private static String keyId(Map<String, String> parameters, Handshake handshake)
      throws BadHandshake {
    String key = parameters.get("keyid");
    if (key == null || !key.equals(handshake.require(Handshake.API_KEY))) {
      throw new BadHandshake(Fault.KEY_MISMATCH, "keyid must be the value of X-API-KEY");
    }
    return key;
  }

  private static String nonce(Map<String, String> parameters) throws BadHandshake {
    String nonce = parameters.getOrDefault("nonce", "");
    if (nonce.length() < SHORTEST_NONCE) {
      throw new BadHandshake(
          Fault.BAD_NONCE, "nonce must have at least " + SHORTEST_NONCE + " characters");
    }
    return nonce;
  }

  private static Instant time(Map<String, String> parameters, String name) throws BadHandshake {
    String seconds = parameters.get(name);
    if (seconds == null || !seconds.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new BadHandshake(Fault.BAD_SIGNATURE_INPUT, name + " must be given, in seconds");
    }
    return Instant.ofEpochSecond(seconds.isEmpty() ? 0 : Long.parseLong(seconds));
  }

  /** The text that was signed, computed anew from the request. */
  String base(Handshake handshake) throws BadHandshake {
    StringBuilder base = new StringBuilder();
    for (String component : components) {
      base.append('"').append(component).append("\": ").append(value(handshake, component));
      base.append('\n');
    }
    return base.append("\"@signature-params\": ").append(parameters).toString();
  }

  private static String value(Handshake handshake, String component) throws BadHandshake {
    return switch (component) {
      case "@request-target" -> handshake.target();
      case "@authority" -> handshake.authority();
      default -> {
        if (component.startsWith("@")) {
          throw new BadHandshake(
              Fault.BAD_SIGNATURE_INPUT, "@request-target and @authority are what can be derived");
        }
        yield handshake.require(component);
      }
    };
  }

  /** Not the key and not the signature. */
  @Override
  public String toString() {
    return "HandshakeSignature[created=" + created + "]";
  }
}
