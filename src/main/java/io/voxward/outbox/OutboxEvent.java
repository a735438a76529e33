package io.voxward.outbox;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and that others may want to hear of. It holds generated ids, statuses and
 * figures only: never a customer's own id, a name or a voice.
 *
 * @param aggregate the generated id of what it happened to; events of one aggregate keep their
 *     order
 * @param type what happened, {@code speaker.enrolled} for example
 * @param facts more members of the event
 */
public record OutboxEvent(
    TenantId tenant,
    @Nullable DomainId domain,
    String aggregate,
    String type,
    Map<String, String> facts) {
  /** Keeps an unmodifiable copy in a stable order. */
  public OutboxEvent {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /** An event in a domain. */
  public static OutboxEvent in(
      TenantId tenant, DomainId domain, String aggregate, String type, Map<String, String> facts) {
    return new OutboxEvent(tenant, domain, aggregate, type, facts);
  }
}
