package io.voxward.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.common.DomainId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.TenantId;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutboxTest {
  private static final TenantId TENANT = new TenantId("outbox-test");

  private final Outbox outbox;
  private final OutboxRelay relay;
  private final OutboxConfig config;
  private final OutboxRows rows;
  private final Clock clock;

  @Inject
  OutboxTest(Outbox outbox, OutboxRelay relay, OutboxConfig config, OutboxRows rows, Clock clock) {
    this.outbox = outbox;
    this.relay = relay;
    this.config = config;
    this.rows = rows;
    this.clock = clock;
  }

  private static ServiceEvent deleted(GeneratedSpeakerId speaker) {
    return new SpeakerAction(
        ServiceEvent.About.success(TENANT, DomainId.random()),
        SpeakerAction.Act.DELETE_SPEAKER,
        speaker,
        null,
        null);
  }

  @Test
  void an_event_without_a_change_to_go_with_is_refused() {
    assertThatThrownBy(() -> outbox.publish(deleted(GeneratedSpeakerId.random())))
        .isInstanceOf(TransactionalException.class);
  }

  @Test
  void an_event_whose_change_is_undone_was_never_there() {
    // Given
    GeneratedSpeakerId speaker = GeneratedSpeakerId.random();

    // When
    assertThatThrownBy(() ->
            QuarkusTransaction.requiringNew()
                .run(() -> {
                  outbox.publish(deleted(speaker));
                  throw new IllegalStateException("the change failed");
                }))
        .isInstanceOf(IllegalStateException.class);

    // Then
    assertThat(rows.payloads(speaker.value())).isEmpty();
  }

  @Test
  void an_event_that_was_told_stays_readable_until_its_time_is_over() {
    // Given
    GeneratedSpeakerId speaker = GeneratedSpeakerId.random();
    outbox.publishAlone(deleted(speaker));

    // When
    relay.relay();
    relay.forget();

    // Then
    List<String> kept = rows.payloads(speaker.value());
    assertThat(kept).hasSize(1);
    assertThat(EventSchema.read().violations(kept.getFirst())).isEmpty();
    assertThat(outbox.take(1)).isEmpty();

    // And
    rows.toldAt(
        speaker.value(), clock.instant().minus(config.keepFor()).minus(Duration.ofSeconds(1)));
    relay.forget();
    assertThat(rows.payloads(speaker.value())).isEmpty();
  }
}
