package io.voxward.client;

import org.jspecify.annotations.Nullable;

/**
 * A linked contact-center installation, and once what it proves itself with.
 *
 * @param apiKey of Genesys
 * @param clientSecret of Genesys, in base64
 * @param token of the platforms that send one
 */
public record LinkedInstance(
    String instanceId,
    String kind,
    String externalId,
    @Nullable String apiKey,
    @Nullable String clientSecret,
    @Nullable String token) {
  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return "LinkedInstance[" + instanceId + "]";
  }
}
