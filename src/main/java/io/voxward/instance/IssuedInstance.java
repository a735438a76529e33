package io.voxward.instance;

import org.jspecify.annotations.Nullable;

/**
 * An installation just linked, with the secrets that its platform needs: the only time that they
 * are shown. Which of them there are depends on the kind.
 *
 * @param apiKey names the installation
 * @param clientSecret signs its requests; base64
 * @param token lets it in, as a bearer token or {@code ?token=}
 */
public record IssuedInstance(
    Instance instance,
    @Nullable String apiKey,
    @Nullable String clientSecret,
    @Nullable String token) {
  @Override
  public String toString() {
    return "IssuedInstance[" + instance + ", secrets hidden]";
  }
}
