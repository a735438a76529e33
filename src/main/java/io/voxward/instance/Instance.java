package io.voxward.instance;

import io.voxward.common.DomainId;
import io.voxward.common.InstanceId;
import io.voxward.common.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A contact-center installation and the one domain that it is linked to. One domain may serve many.
 *
 * @param externalId what the platform calls it
 * @param name what people call it
 * @param provable whether it can prove itself: a Twilio account cannot before its auth token is
 *     known
 */
public record Instance(
    TenantId tenant,
    InstanceId id,
    InstanceKind kind,
    String externalId,
    DomainId domain,
    @Nullable String name,
    boolean provable,
    Instant createdAt,
    Instant updatedAt) {
  @Override
  public String toString() {
    return "Instance[" + id + ", " + kind + ", domain=" + domain + "]";
  }
}
