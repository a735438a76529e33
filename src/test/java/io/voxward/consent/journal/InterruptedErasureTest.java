package io.voxward.consent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.DomainId;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.consent.ErasureReason;
import io.voxward.consent.journal.ErasureEntry.What;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.ops.StoreWatch;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import io.voxward.wire.rest.RestCalls;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process that died between writing an erasure down and committing it. */
@QuarkusTest
class InterruptedErasureTest {
  private static final TenantId TENANT = new TenantId("interrupted-erasure");

  private final Domains domains;
  private final Speakers speakers;
  private final StoreWatch watch;
  private final ErasureJournalConfig config;
  private final RestCalls rest;
  private final Clock clock;

  @Inject
  InterruptedErasureTest(
      Domains domains,
      Speakers speakers,
      StoreWatch watch,
      ErasureJournalConfig config,
      RestCalls rest,
      Clock clock) {
    this.domains = domains;
    this.speakers = speakers;
    this.watch = watch;
    this.config = config;
    this.rest = rest;
    this.clock = clock;
  }

  @Test
  void what_it_wrote_down_is_done_once_it_is_gone_and_not_while_it_lives() {
    // Given
    String _ = rest.token(TENANT, Role.ADMIN);
    DomainId domain =
        domains.create(TENANT, new DomainDraft("d", null, DomainSettings.DEFAULT)).id();
    SpeakerRef ref = SpeakerRef.parse("customer");
    Speaker speaker = speakers.ensure(TENANT, domain, ref);
    ErasureJournal other = new ErasureJournal(config, clock);
    JournalPlace _ =
        other.append(
            new ErasureEntry(
                clock.instant(),
                What.SPEAKERS_DELETED,
                TENANT,
                domain,
                ErasureReason.DELETION,
                List.of(speaker.id().value()),
                null));
    watch.look();
    boolean whileItLived = speakers.find(TENANT, domain, ref).isPresent();

    // When
    other.close();
    watch.look();

    // Then
    assertThat(whileItLived).isTrue();
    assertThat(speakers.find(TENANT, domain, ref)).isEmpty();
  }
}
