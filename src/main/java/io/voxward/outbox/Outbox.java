package io.voxward.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxward.common.Alphanumeric;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.outbox.store.OutboxRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events still to be told, and for a while those that were. An event is written in the
 * transaction of its change, so neither can be without the other; the relay tells it at least once,
 * and its id is the key to drop repetitions.
 */
@ApplicationScoped
public class Outbox {
  private final OutboxRepository rows;
  private final Envelope envelope;
  private final ObjectMapper json;
  private final OutboxConfig config;
  private final Clock clock;

  /** Writes to {@code rows}. */
  public Outbox(
      OutboxRepository rows,
      Envelope envelope,
      ObjectMapper json,
      OutboxConfig config,
      Clock clock) {
    this.rows = rows;
    this.envelope = envelope;
    this.json = json;
    this.config = config;
    this.clock = clock;
  }

  /**
   * An event as it is written.
   *
   * @param payload the event itself, JSON
   */
  public record Written(
      String eventId,
      TenantId tenant,
      @Nullable DomainId domain,
      String aggregate,
      String type,
      String payload,
      Instant occurredAt) {}

  /** An event taken out of the box. */
  public record Pending(
      String eventId, String type, String tenant, String domain, String aggregate) {}

  /** Adds an event, in the caller's transaction; there must be one. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void publish(OutboxEvent event) {
    rows.append(written(event, clock.instant()));
  }

  /** Adds many events at once, in order, in the caller's transaction; there must be one. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void publishAll(List<OutboxEvent> events) {
    Instant now = clock.instant();
    rows.appendAll(events.stream().map(event -> written(event, now)).toList());
  }

  private Written written(OutboxEvent event, Instant now) {
    try {
      return new Written(
          Alphanumeric.random(),
          event.tenant(),
          event.domain(),
          event.aggregate(),
          event.type(),
          json.writeValueAsString(event.facts()),
          now);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is always JSON", e);
    }
  }

  /** Adds an event of Voice ID's own form, in the caller's transaction; there must be one. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void publish(ServiceEvent event) {
    Instant now = clock.instant();
    String id = UUID.randomUUID().toString();
    rows.append(
        new Written(
            id,
            event.about().tenant(),
            event.about().domain(),
            event.aggregate(),
            event.detailType(),
            envelope.write(id, event, now),
            now));
  }

  /**
   * Adds an event about something that came to nothing and left no change to go with it, in a
   * transaction of its own.
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void publishAlone(ServiceEvent event) {
    publish(event);
  }

  /** Takes the oldest events that were not told, at most {@code limit}, in order. */
  @Transactional
  List<Pending> take(int limit) {
    return rows.take(limit, clock.instant());
  }

  /** How many events of a domain were told and are still kept. */
  @Transactional
  public long countTold(TenantId tenant, DomainId domain) {
    return rows.countTold(tenant, domain);
  }

  /** Forgets told events of a domain, in the caller's transaction; says how many. */
  @Transactional(Transactional.TxType.MANDATORY)
  public int forgetTold(TenantId tenant, DomainId domain, int most) {
    return rows.deleteTold(tenant, domain, most);
  }

  /** Forgets events that were told long enough ago, at most {@code limit}; says how many. */
  @Transactional
  int forgetTold(int limit) {
    return rows.deleteTold(clock.instant().minus(config.keepFor()), limit);
  }
}
