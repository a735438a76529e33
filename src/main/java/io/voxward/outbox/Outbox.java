package io.voxward.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxward.common.Alphanumeric;
import io.voxward.outbox.store.OutboxRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/**
 * The events still to be told. An event is written in the transaction of its change, so neither can
 * be without the other; the relay tells it at least once, and its id is the key to drop
 * repetitions.
 */
@ApplicationScoped
public class Outbox {
  private final OutboxRepository rows;
  private final ObjectMapper json;
  private final Clock clock;

  /** Writes to {@code rows}. */
  public Outbox(OutboxRepository rows, ObjectMapper json, Clock clock) {
    this.rows = rows;
    this.json = json;
    this.clock = clock;
  }

  /** Adds an event, in the caller's transaction; there must be one. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void publish(OutboxEvent event) {
    try {
      rows.append(
          Alphanumeric.random(), event, json.writeValueAsString(event.facts()), clock.instant());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is always JSON", e);
    }
  }

  /** Takes the oldest events out, at most {@code limit}, in order. */
  @Transactional
  List<Pending> take(int limit) {
    return rows.take(limit);
  }

  /** An event taken out of the box. */
  public record Pending(
      String eventId, String type, String tenant, String domain, String aggregate) {}
}
