package io.voxward.keys.vault;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the service needs of Vault's transit engine, over HTTP: keys and their versions, rotation,
 * encryption and decryption with associated data, errors as Vault words them.
 */
final class FakeVault implements AutoCloseable {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, List<byte[]>> keys = new HashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private String token;
  private int sealed;
  private boolean slow;
  private boolean huge;
  private String lastNamespace = "";

  FakeVault(String token) throws IOException {
    this.token = token;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/transit/", this::answer);
    server.start();
    keys.put("voxward", new ArrayList<>(List.of(secret())));
  }

  private static byte[] secret() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized void accepts(String other) {
    token = other;
  }

  /** Answers everything with this status: 503 is a sealed Vault. */
  synchronized void answersWith(int status) {
    sealed = status;
  }

  synchronized void isSlow() {
    slow = true;
  }

  synchronized void saysTooMuch() {
    huge = true;
  }

  synchronized void losesTheKey(String name) {
    keys.remove(name);
  }

  synchronized List<String> names() {
    return keys.keySet().stream().sorted().toList();
  }

  synchronized String lastNamespace() {
    return lastNamespace;
  }

  @Override
  public void close() {
    stopped.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

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
    byte[] request = exchange.getRequestBody().readAllBytes();
    try {
      send(exchange, handle(exchange, request.length == 0 ? null : json.readTree(request)));
    } catch (GeneralSecurityException e) {
      send(exchange, new Reply(400, "{\"errors\":[\"cipher: message authentication failed\"]}"));
    }
  }

  private record Reply(int status, String body) {}

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private synchronized Reply handle(
      HttpExchange exchange, @org.jspecify.annotations.Nullable JsonNode body)
      throws GeneralSecurityException {
    String given = exchange.getRequestHeaders().getFirst("X-Vault-Token");
    String namespace = exchange.getRequestHeaders().getFirst("X-Vault-Namespace");
    lastNamespace = namespace == null ? "" : namespace;
    if (sealed != 0) {
      return new Reply(sealed, "{\"errors\":[\"Vault is sealed\"]}");
    }
    if (!token.equals(given)) {
      return new Reply(403, "{\"errors\":[\"permission denied\"]}");
    }
    if (huge) {
      return new Reply(200, "{\"data\":\"" + "x".repeat(1 << 20) + "\"}");
    }
    String[] path =
        exchange.getRequestURI().getPath().substring("/v1/transit/".length()).split("/", -1);
    String verb = exchange.getRequestMethod();
    List<byte[]> versions = keys.get(path[1]);
    if (path[0].equals("keys") && path.length == 3 && path[2].equals("rotate")) {
      if (versions == null) {
        return new Reply(400, "{\"errors\":[\"no existing key named " + path[1] + "\"]}");
      }
      versions.add(secret());
      return new Reply(200, "{\"data\":{\"latest_version\":" + versions.size() + "}}");
    }
    if (path[0].equals("keys") && verb.equals("POST")) {
      keys.putIfAbsent(path[1], new ArrayList<>(List.of(secret())));
      return new Reply(204, "");
    }
    if (versions == null) {
      return path[0].equals("keys")
          ? new Reply(404, "{\"errors\":[]}")
          : new Reply(400, "{\"errors\":[\"encryption key not found\"]}");
    }
    ObjectNode data = json.createObjectNode();
    switch (path[0]) {
      case "keys" -> data.put("latest_version", versions.size()).put("type", "aes256-gcm96");
      case "encrypt" -> data.put("ciphertext", encrypt(versions, required(body)));
      case "decrypt" -> data.put("plaintext", decrypt(versions, required(body)));
      default -> {
        return new Reply(404, "{\"errors\":[]}");
      }
    }
    return new Reply(200, json.createObjectNode().set("data", data).toString());
  }

  private static JsonNode required(@org.jspecify.annotations.Nullable JsonNode body) {
    return java.util.Objects.requireNonNull(body);
  }

  private static byte[] bytes(JsonNode body, String member) {
    return Base64.getDecoder().decode(body.path(member).asText());
  }

  private static String encrypt(List<byte[]> versions, JsonNode body)
      throws GeneralSecurityException {
    int version = body.path("key_version").asInt(versions.size());
    byte[] nonce = Arrays.copyOf(secret(), NONCE);
    Cipher cipher = cipher(Cipher.ENCRYPT_MODE, versions.get(version - 1), nonce, body);
    byte[] sealed = cipher.doFinal(bytes(body, "plaintext"));
    byte[] whole = Arrays.copyOf(nonce, NONCE + sealed.length);
    System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
    return "vault:v" + version + ":" + Base64.getEncoder().encodeToString(whole);
  }

  private static String decrypt(List<byte[]> versions, JsonNode body)
      throws GeneralSecurityException {
    String[] parts = body.path("ciphertext").asText().split(":", -1);
    if (parts.length != 3) {
      throw new GeneralSecurityException("invalid ciphertext");
    }
    byte[] whole = Base64.getDecoder().decode(parts[2]);
    byte[] key = versions.get(Integer.parseInt(parts[1].substring(1)) - 1);
    Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(whole, NONCE), body);
    return Base64.getEncoder().encodeToString(cipher.doFinal(whole, NONCE, whole.length - NONCE));
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, JsonNode body)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(bytes(body, "associated_data"));
    return cipher;
  }
}
