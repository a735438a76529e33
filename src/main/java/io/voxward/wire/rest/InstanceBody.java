package io.voxward.wire.rest;

import io.voxward.instance.Instance;
import io.voxward.instance.IssuedInstance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A linked contact-center installation as it is shown.
 *
 * @param provable whether it can prove itself; false for a Twilio account whose auth token is not
 *     known
 * @param apiKey shown once, when it is linked
 * @param clientSecret shown once, when it is linked; base64
 * @param token shown once, when it is linked
 */
public record InstanceBody(
    String instanceId,
    String kind,
    String externalId,
    String domainId,
    @Nullable String name,
    boolean provable,
    Instant createdAt,
    Instant updatedAt,
    @Nullable String apiKey,
    @Nullable String clientSecret,
    @Nullable String token) {

  static InstanceBody of(Instance instance) {
    return of(new IssuedInstance(instance, null, null, null));
  }

  static InstanceBody of(IssuedInstance issued) {
    Instance instance = issued.instance();
    return new InstanceBody(
        instance.id().value(),
        instance.kind().word(),
        instance.externalId(),
        instance.domain().value(),
        instance.name(),
        instance.provable(),
        instance.createdAt(),
        instance.updatedAt(),
        issued.apiKey(),
        issued.clientSecret(),
        issued.token());
  }

  @Override
  public String toString() {
    return "InstanceBody[" + instanceId + "]";
  }
}
