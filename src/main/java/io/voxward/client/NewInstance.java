package io.voxward.client;

import org.jspecify.annotations.Nullable;

/**
 * A contact-center installation to be linked to a domain.
 *
 * @param kind {@code genesys}, {@code twilio}, {@code connect}, {@code jambonz}, …
 * @param externalId what the platform calls the installation
 * @param authToken Twilio's own; null elsewhere
 */
public record NewInstance(
    String kind, String externalId, String domainId, @Nullable String authToken) {
  /** Leaves the token out. */
  @Override
  public String toString() {
    return "NewInstance[" + kind + "]";
  }
}
