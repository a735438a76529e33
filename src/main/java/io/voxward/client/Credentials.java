package io.voxward.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The first administrator's credentials, as the service writes them on its first start.
 *
 * @param accessKeyId public half of the key pair for signed calls
 * @param secretAccessKey secret half of the key pair
 * @param token bearer token for REST and streams
 */
public record Credentials(String accessKeyId, String secretAccessKey, String token) {

  /** Checks that all three are there. */
  public Credentials {
    Objects.requireNonNull(accessKeyId, "accessKeyId");
    Objects.requireNonNull(secretAccessKey, "secretAccessKey");
    Objects.requireNonNull(token, "token");
  }

  /** Reads {@code credentials.json} of a data directory. */
  public static Credentials read(Path dataDirectory) throws IOException {
    return Json.read(
        Files.readAllBytes(dataDirectory.resolve("credentials.json")), Credentials.class);
  }

  /** Says nothing of the secrets. */
  @Override
  public String toString() {
    return "Credentials[" + accessKeyId + ", secrets redacted]";
  }
}
