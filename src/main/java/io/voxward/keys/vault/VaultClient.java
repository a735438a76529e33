package io.voxward.keys.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.keys.KeyServiceConfig;
import io.voxward.keys.KeysException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call of Vault's HTTP interface. An answer of more than 64 KiB is not read, and none is waited
 * for longer than configured. Neither the token nor what is sealed is in a message or a log.
 */
final class VaultClient {
  private static final long MOST_BYTES = 64 * 1024;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERROR = 500;
  private static final int PRECONDITION_FAILED = 412;

  private final KeyServiceConfig.Vault config;
  private final MeterRegistry meters;
  private final ObjectMapper json = new ObjectMapper();
  private @Nullable HttpClient http;

  VaultClient(KeyServiceConfig.Vault config, MeterRegistry meters) {
    this.config = config;
    this.meters = meters;
  }

  /**
   * What Vault answered.
   *
   * @param data the member of that name; missing where there is none
   */
  record Answer(int status, JsonNode data) {
    /** The status only: the rest may be a secret. */
    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }

  /**
   * Calls the transit engine; a 404 is an answer.
   *
   * @throws KeysException if it refuses, or does not answer
   */
  Answer call(String verb, String path, @Nullable JsonNode body) {
    long begun = System.nanoTime();
    String result = "failed";
    try {
      Answer answer = read(send(request(verb, path, body)));
      result = "answered";
      return answer;
    } finally {
      meters
          .timer("voxward.key.service.calls", "service", "vault", "result", result)
          .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }
  }

  private HttpRequest request(String verb, String path, @Nullable JsonNode body) {
    String base =
        required(config.address(), "address").toString().replaceFirst("/+$", "")
            + "/v1/"
            + config.mount();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + "/" + path))
            .timeout(config.patience())
            .header("X-Vault-Token", token())
            .header("X-Vault-Request", "true")
            .method(
                verb,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
    config.namespace().ifPresent(namespace -> request.header("X-Vault-Namespace", namespace));
    return request.build();
  }

  private static <T> T required(Optional<T> value, String property) {
    return value.orElseThrow(() -> new KeysException("set voxward.key-service.vault." + property));
  }

  private String token() {
    Optional<Path> file = config.tokenFile();
    if (file.isEmpty()) {
      return required(config.token(), "token or voxward.key-service.vault.token-file").strip();
    }
    try {
      return Files.readString(file.get()).strip();
    } catch (IOException e) {
      throw new KeysException("cannot read the file with Vault's token: " + file.get(), e);
    }
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return client().send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    } catch (IOException e) {
      throw KeysException.unavailable("Vault does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KeysException.unavailable("waiting for Vault was broken off", e);
    }
  }

  private synchronized HttpClient client() {
    HttpClient made = http;
    if (made == null) {
      made =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(config.patience())
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
      http = made;
    }
    return made;
  }

  private Answer read(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == FORBIDDEN) {
      throw new KeysException(
          "Vault refuses the token or its policy for "
              + response.request().uri().getPath()
              + ": renew it, or allow this path");
    }
    if (status >= SERVER_ERROR || status == TOO_MANY_REQUESTS || status == PRECONDITION_FAILED) {
      throw KeysException.unavailable("Vault answers " + status, null);
    }
    if (status != NOT_FOUND && status >= BAD_REQUEST) {
      throw new KeysException(
          "Vault refuses what was sent ("
              + status
              + "): the value was changed or moved from where it belongs, or the key is of a type"
              + " without associated data");
    }
    return new Answer(status, body(response.body()));
  }

  private JsonNode body(byte[] body) {
    if (body.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return json.readTree(new String(body, StandardCharsets.UTF_8)).path("data");
    } catch (JsonProcessingException e) {
      e.clearLocation();
      throw new KeysException("Vault's answer is not JSON");
    }
  }
}
