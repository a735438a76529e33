package io.voxward.client.platform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.voxward.client.Hmac;
import io.voxward.client.LinkedInstance;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A call of Twilio Media Streams: the signed address, {@code connected} and {@code start}, sound as
 * {@code media} messages, {@code stop}. The stream's id is the same for all, so that messages of
 * sound can be made once for many calls.
 */
public final class TwilioCall implements PlatformCall {
  private static final String PATH = "/stream/twilio";
  private static final String STREAM = "MZ0000000000000000000000000000lab1";

  /** {@code start} is the first message that is counted. */
  private static final int BEFORE_SOUND = 2;

  private final String account;
  private final byte[] authToken;
  private final String authority;
  private final NewCall call;
  private final String callSid = "CA" + UUID.randomUUID().toString().replace("-", "");
  private long pieces;

  /**
   * A call to be begun.
   *
   * @param authToken of the linked account
   * @param authority host and port of the service, which the signature covers
   */
  public TwilioCall(LinkedInstance link, String authToken, String authority, NewCall call) {
    this.account = link.externalId();
    this.authToken = authToken.getBytes(StandardCharsets.UTF_8);
    this.authority = authority;
    this.call = call;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Map<String, String> headers() {
    byte[] address = ("wss://" + authority + PATH).getBytes(StandardCharsets.UTF_8);
    return Map.of(
        "X-Twilio-Signature", Base64.getEncoder().encodeToString(Hmac.sha1(authToken, address)));
  }

  @Override
  public List<String> opening() {
    ObjectNode message = PlatformJson.object().put("event", "start").put("sequenceNumber", "1");
    ObjectNode start = message.putObject("start");
    start.put("accountSid", account).put("streamSid", STREAM).put("callSid", callSid);
    start.putArray("tracks").add("inbound");
    start
        .putObject("mediaFormat")
        .put("encoding", "audio/x-mulaw")
        .put("sampleRate", 8000)
        .put("channels", 1);
    start.set("customParameters", PlatformJson.parameters(call));
    message.put("streamSid", STREAM);
    String connected =
        PlatformJson.object()
            .put("event", "connected")
            .put("protocol", "Call")
            .put("version", "1.0.0")
            .toString();
    return List.of(connected, message.toString());
  }

  /**
   * A piece of sound as a message.
   *
   * @param number which piece of the call it is, from 0
   * @param muLaw where the sound is
   * @param millis how long each piece of the call is
   */
  public static String media(int number, byte[] muLaw, int from, int length, int millis) {
    ObjectNode message =
        PlatformJson.object()
            .put("event", "media")
            .put("sequenceNumber", Long.toString(number + (long) BEFORE_SOUND));
    byte[] piece = Arrays.copyOfRange(muLaw, from, from + length);
    message
        .putObject("media")
        .put("track", "inbound")
        .put("chunk", Long.toString(number + 1L))
        .put("timestamp", Long.toString((long) number * millis))
        .put("payload", Base64.getEncoder().encodeToString(piece));
    return message.put("streamSid", STREAM).toString();
  }

  @Override
  public boolean waitsForWelcome() {
    return false;
  }

  @Override
  public Optional<String> meanwhile(long millis) {
    pieces++;
    return Optional.empty();
  }

  @Override
  public Optional<String> farewell(long millis) {
    ObjectNode message =
        PlatformJson.object()
            .put("event", "stop")
            .put("sequenceNumber", Long.toString(pieces + BEFORE_SOUND))
            .put("streamSid", STREAM);
    message.putObject("stop").put("accountSid", account).put("callSid", callSid);
    return Optional.of(message.toString());
  }

  @Override
  public PlatformAnswer hear(String text) {
    return new PlatformAnswer.Other();
  }

  @Override
  public String toString() {
    return "TwilioCall[" + callSid + "]";
  }
}
