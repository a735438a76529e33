package io.voxward.keys.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the service needs of AWS KMS, in its JSON protocol: DescribeKey, Encrypt, Decrypt and
 * GenerateDataKey with an encryption context, errors by their names.
 */
final class FakeKms implements AutoCloseable {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final String TARGET = "TrentService.";

  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, byte[]> keys = new HashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private String refusal = "";
  private int refusalStatus;
  private boolean disabled;
  private boolean slow;
  private String seenContext = "";

  FakeKms() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Adds a key; its ARN. */
  synchronized String add(String id) {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    keys.put(arn(id), secret);
    return arn(id);
  }

  private static String arn(String id) {
    return id.startsWith("arn:") ? id : "arn:aws:kms:us-east-1:111122223333:key/" + id;
  }

  synchronized void refusesWith(int status, String name) {
    refusalStatus = status;
    refusal = name;
  }

  synchronized void disablesEverything() {
    disabled = true;
  }

  synchronized void isSlow() {
    slow = true;
  }

  synchronized String seenContext() {
    return seenContext;
  }

  @Override
  public void close() {
    stopped.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private record Reply(int status, String body) {}

  private void answer(HttpExchange exchange) throws IOException {
    boolean waits;
    synchronized (this) {
      waits = slow;
    }
    if (waits) {
      try {
        stopped.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      exchange.close();
      return;
    }
    JsonNode body = json.readTree(exchange.getRequestBody().readAllBytes());
    Reply reply;
    try {
      reply = handle(exchange.getRequestHeaders().getFirst("X-Amz-Target"), body);
    } catch (GeneralSecurityException e) {
      reply = refused(400, "InvalidCiphertextException");
    }
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(reply.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Reply refused(int status, String name) {
    return new Reply(status, "{\"__type\":\"" + name + "\",\"message\":\"refused\"}");
  }

  private synchronized Reply handle(String target, JsonNode body) throws GeneralSecurityException {
    if (refusalStatus != 0) {
      return refused(refusalStatus, refusal);
    }
    String arn = arn(body.path("KeyId").asText());
    byte[] key = keys.get(arn);
    if (key == null) {
      return refused(400, "NotFoundException");
    }
    JsonNode context = body.path("EncryptionContext");
    seenContext = context.toString();
    ObjectNode answer = json.createObjectNode().put("KeyId", arn);
    switch (target.substring(TARGET.length())) {
      case "DescribeKey" ->
          answer
              .putObject("KeyMetadata")
              .put("KeyId", arn)
              .put("Arn", arn)
              .put("Enabled", !disabled)
              .put("KeySpec", "SYMMETRIC_DEFAULT");
      case "Encrypt" ->
          answer.put("CiphertextBlob", encrypt(key, bytes(body, "Plaintext"), context));
      case "GenerateDataKey" -> {
        byte[] fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        answer
            .put("Plaintext", Base64.getEncoder().encodeToString(fresh))
            .put("CiphertextBlob", encrypt(key, fresh, context));
      }
      case "Decrypt" -> {
        byte[] whole = bytes(body, "CiphertextBlob");
        Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(whole, NONCE), context);
        answer.put(
            "Plaintext",
            Base64.getEncoder().encodeToString(cipher.doFinal(whole, NONCE, whole.length - NONCE)));
      }
      default -> {
        return refused(400, "UnknownOperationException");
      }
    }
    return new Reply(200, answer.toString());
  }

  private static byte[] bytes(JsonNode body, String member) {
    return Base64.getDecoder().decode(body.path(member).asText());
  }

  private static String encrypt(byte[] key, byte[] plain, JsonNode context)
      throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE];
    new SecureRandom().nextBytes(nonce);
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, context).doFinal(plain);
    byte[] whole = Arrays.copyOf(nonce, NONCE + sealed.length);
    System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
    return Base64.getEncoder().encodeToString(whole);
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, JsonNode context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(Objects.requireNonNull(context).toString().getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
