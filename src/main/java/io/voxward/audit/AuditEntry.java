package io.voxward.audit;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done. It holds ids and fixed words only: never a name, a customer's id or a
 * voice.
 *
 * @param action what was done, {@code speaker.opted-out} for example
 * @param subject the generated id of what it was done to
 * @param detail fixed words or figures, {@code status=ENROLLED} for example
 */
public record AuditEntry(
    TenantId tenant,
    String action,
    @Nullable DomainId domain,
    @Nullable String subject,
    @Nullable String detail) {

  /** An entry about something in a domain. */
  public static AuditEntry in(TenantId tenant, DomainId domain, String action, String subject) {
    return new AuditEntry(tenant, action, domain, subject, null);
  }
}
