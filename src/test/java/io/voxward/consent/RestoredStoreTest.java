package io.voxward.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.MovableClock;
import io.voxward.common.SpeakerRef;
import io.voxward.common.StoreGate;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.consent.journal.ErasureJournalConfig;
import io.voxward.consent.journal.Journals;
import io.voxward.consent.store.JournalRepository;
import io.voxward.domain.Domain;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.DomainStatus;
import io.voxward.domain.Domains;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.KeysException;
import io.voxward.ops.StoreWatch;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.SpeakerStatus;
import io.voxward.speaker.Speakers;
import io.voxward.voiceprint.VoiceprintFigures;
import io.voxward.voiceprint.VoiceprintSource;
import io.voxward.voiceprint.Voiceprints;
import io.voxward.watchlist.Fraudsters;
import io.voxward.watchlist.NewVoice;
import io.voxward.wire.rest.RestCalls;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Issue 6.10: a database that was restored from a backup. The backup here is a copy of every row
 * that names a domain of the test's tenant, and of what the database knows of the journals; it is
 * restored past the triggers, as a dump is. The drill with real dumps is {@code RestoreDrillIT}.
 */
@QuarkusTest
class RestoredStoreTest {
  private static final TenantId TENANT = new TenantId("restored-store");

  private final Domains domains;
  private final Speakers speakers;
  private final Voiceprints voiceprints;
  private final EnrolledVoices enrolled;
  private final OptOuts optOuts;
  private final Erasures erasures;
  private final Fraudsters fraudsters;
  private final Receipts receipts;
  private final DomainPurge purge;
  private final DomainKeys keys;
  private final StoreWatch watch;
  private final RestoredStore restored;
  private final StoreGate gate;
  private final Journals journals;
  private final JournalRepository rows;
  private final ErasureReplay replay;
  private final RestCalls rest;
  private final DataSource database;
  private final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.MICROS));
  private DomainId domain = DomainId.random();
  private DomainId toBePurged = DomainId.random();
  private DomainId toBeDeleted = DomainId.random();
  private DomainId toComeBack = DomainId.random();

  @Inject
  RestoredStoreTest(
      Domains domains,
      Speakers speakers,
      Voiceprints voiceprints,
      EnrolledVoices enrolled,
      OptOuts optOuts,
      Erasures erasures,
      Fraudsters fraudsters,
      Receipts receipts,
      DomainPurge purge,
      DomainKeys keys,
      StoreWatch watch,
      RestoredStore restored,
      StoreGate gate,
      Journals journals,
      JournalRepository rows,
      ErasureReplay replay,
      RestCalls rest,
      DataSource database) {
    this.domains = domains;
    this.speakers = speakers;
    this.voiceprints = voiceprints;
    this.enrolled = enrolled;
    this.optOuts = optOuts;
    this.erasures = erasures;
    this.fraudsters = fraudsters;
    this.receipts = receipts;
    this.purge = purge;
    this.keys = keys;
    this.watch = watch;
    this.restored = restored;
    this.gate = gate;
    this.journals = journals;
    this.rows = rows;
    this.replay = replay;
    this.rest = rest;
    this.database = database;
  }

  @BeforeEach
  void fillDomainsAndHoldTheClock() {
    String _ = rest.token(TENANT, Role.ADMIN);
    domain = makeDomain();
    toBePurged = makeDomain();
    toBeDeleted = makeDomain();
    toComeBack = makeDomain();
    for (String customer : List.of("stays", "opts-out", "is-deleted", "expires")) {
      Speaker _ = enrolled.enroll(TENANT, domain, customer);
    }
    Speaker _ = enrolled.enroll(TENANT, toBePurged, "somebody");
    watch.look();
    QuarkusMock.installMockForType(clock, Clock.class);
  }

  @AfterEach
  void openTheGate() {
    watch.look();
    assertThat(gate.closedFor()).isEmpty();
  }

  private DomainId makeDomain() {
    return domains.create(TENANT, new DomainDraft("d", null, DomainSettings.DEFAULT)).id();
  }

  private Speaker speaker(String customer) {
    return speakers.require(TENANT, domain, SpeakerRef.parse(customer));
  }

  private boolean hasVoice(String customer) {
    return voiceprints.find(speaker(customer)).isPresent();
  }

  private DomainStatus status(DomainId id) {
    return domains.get(TENANT, id).status();
  }

  /** Tables with rows of a domain; the audit trail is one for all and stays. */
  private List<String> tables() throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select c.table_name from information_schema.columns c"
                    + " join information_schema.tables t using (table_schema, table_name)"
                    + " where table_schema = 'public' and column_name = 'domain_id'"
                    + " and t.table_type = 'BASE TABLE' and c.table_name <> 'audit_entries'"
                    + " and c.table_name not like 'backup_%'")) {
      while (found.next()) {
        tables.add(found.getString(1));
      }
    }
    return tables;
  }

  /** Those that are not made from others. */
  private String columns(String table) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select string_agg(column_name, ', ') from information_schema.columns"
                    + " where table_schema = 'public' and is_generated = 'NEVER'"
                    + " and table_name = '"
                    + table
                    + "'")) {
      found.next();
      return found.getString(1);
    }
  }

  private void backUp() throws SQLException {
    for (String table : tables()) {
      run(
          "create table backup_%1$s as select * from %1$s where tenant_id = 'restored-store'"
              .formatted(table));
    }
    for (String table : List.of("erasure_journals", "erasure_journal_entries")) {
      run("create table backup_%1$s as select * from %1$s".formatted(table));
    }
  }

  private void restore() throws SQLException {
    for (String table : tables()) {
      String columns = columns(table);
      run(
          "delete from %s where tenant_id = 'restored-store'".formatted(table),
          "insert into %1$s (%2$s) overriding system value select %2$s from backup_%1$s"
              .formatted(table, columns),
          "drop table backup_" + table);
    }
    for (String table : List.of("erasure_journals", "erasure_journal_entries")) {
      run(
          "delete from " + table,
          "insert into %1$s select * from backup_%1$s".formatted(table),
          "drop table backup_" + table);
    }
    for (DomainId id : List.of(domain, toBePurged, toBeDeleted, toComeBack)) {
      keys.forget(TENANT, id);
    }
  }

  private void run(String... statements) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica");
      for (String one : statements) {
        statement.execute(one);
      }
      statement.execute("reset session_replication_role");
    }
  }

  private void expire() {
    QuarkusTransaction.requiringNew()
        .run(() -> {
          Speaker speaker = speaker("expires");
          erasures.eraseAll(
              TENANT, domain, List.of(speaker.id()), ErasureReason.EXPIRY, "test-job");
          speakers.markExpired(TENANT, domain, List.of(speaker.id()));
        });
  }

  private void purge(DomainId id) {
    Domain _ = domains.delete(TENANT, id);
    clock.advance(Duration.ofDays(30));
    purge.begin(TENANT, id);
    QuarkusTransaction.requiringNew().run(() -> purge.complete(TENANT, id));
  }

  private List<String> issued() {
    return receipts.list(TENANT, new Receipts.Filter(null, null, null), 100, null).items().stream()
        .map(Receipt::body)
        .sorted()
        .toList();
  }

  private GeneratedFraudsterId registerFraudster() {
    float[] direction = new float[192];
    direction[1] = 1;
    NewVoice voice =
        new NewVoice(
            Embedding.ofDirection(direction, EnrolledVoices.MODEL),
            new NetSpeech(12),
            VoiceprintFigures.NONE,
            VoiceprintSource.UPLOAD,
            null);
    Set<WatchlistId> list = Set.of(domains.get(TENANT, domain).defaultWatchlist());
    return QuarkusTransaction.requiringNew()
        .call(() -> fraudsters.register(TENANT, domain, list, voice).id());
  }

  private boolean isFraudster(GeneratedFraudsterId id) {
    try {
      return fraudsters.get(TENANT, domain, id).id().equals(id);
    } catch (FailureException gone) {
      return false;
    }
  }

  @Test
  void whatever_was_erased_after_the_backup_is_erased_again_and_nothing_else() throws Exception {
    // Given
    GeneratedFraudsterId fraudster = registerFraudster();
    GeneratedFraudsterId another = registerFraudster();
    backUp();
    fraudsters.delete(TENANT, domain, fraudster);
    Speaker deleted = speaker("is-deleted");
    Speaker _ = optOuts.optOut(TENANT, domain, SpeakerRef.parse("opts-out"));
    Receipt _ = erasures.deleteSpeaker(TENANT, domain, SpeakerRef.parse("is-deleted"));
    expire();
    purge(toBePurged);
    Domain _ = domains.delete(TENANT, toBeDeleted);
    Domain _ = domains.delete(TENANT, toComeBack);
    clock.advance(Duration.ofMinutes(1));
    Domain _ = domains.restore(TENANT, toComeBack);
    List<String> issued = issued();
    restore();
    assertThat(hasVoice("opts-out") && hasVoice("is-deleted") && hasVoice("expires")).isTrue();
    assertThat(isFraudster(fraudster)).isTrue();
    assertThat(keys.dataKey(TENANT, toBePurged)).isNotNull();

    // When
    watch.look();

    // Then
    assertThat(gate.isOpen()).isTrue();
    assertThat(speaker("opts-out").status()).isEqualTo(SpeakerStatus.OPTED_OUT);
    assertThat(hasVoice("opts-out")).isFalse();
    assertThat(speakers.find(TENANT, domain, SpeakerRef.parse("is-deleted"))).isEmpty();
    assertThat(voiceprints.find(deleted)).isEmpty();
    assertThat(speaker("expires").status()).isEqualTo(SpeakerStatus.EXPIRED);
    assertThat(hasVoice("expires")).isFalse();
    assertThat(speaker("stays").status()).isEqualTo(SpeakerStatus.ENROLLED);
    assertThat(hasVoice("stays")).isTrue();
    assertThat(status(toBePurged)).isEqualTo(DomainStatus.SUSPENDED);
    assertThatThrownBy(() -> keys.dataKey(TENANT, toBePurged)).isInstanceOf(KeysException.class);
    assertThat(domains.purgeable(TENANT)).anyMatch(place -> place.id().equals(toBePurged));
    assertThat(status(toBeDeleted)).isEqualTo(DomainStatus.SUSPENDED);
    assertThat(status(toComeBack)).isEqualTo(DomainStatus.ACTIVE);
    assertThat(isFraudster(fraudster)).isFalse();
    assertThat(isFraudster(another)).isTrue();
    assertThat(issued).hasSizeGreaterThanOrEqualTo(4);
    assertThat(issued()).isEqualTo(issued);
  }

  @Test
  void what_was_erased_before_the_backup_and_enrolled_anew_is_left_alone() throws SQLException {
    // Given
    SpeakerRef ref = SpeakerRef.parse("opts-out");
    Speaker _ = optOuts.optOut(TENANT, domain, ref);
    Speaker _ =
        optOuts.withdraw(
            TENANT, domain, ref, new ConsentDraft("branch", clock.instant(), null, "v1"));
    Speaker _ = enrolled.enroll(TENANT, domain, "opts-out");
    backUp();
    restore();

    // When
    watch.look();

    // Then
    assertThat(speaker("opts-out").status()).isEqualTo(SpeakerStatus.ENROLLED);
    assertThat(hasVoice("opts-out")).isTrue();
  }

  @Test
  void an_erasure_that_was_rolled_back_is_not_done_later() {
    // Given
    assertThatThrownBy(() ->
            QuarkusTransaction.requiringNew()
                .run(() -> {
                  Speaker _ = optOuts.optOut(TENANT, domain, SpeakerRef.parse("stays"));
                  throw new IllegalStateException("the change failed");
                }))
        .hasMessageContaining("failed");

    // When
    watch.look();

    // Then
    assertThat(speaker("stays").status()).isEqualTo(SpeakerStatus.ENROLLED);
    assertThat(hasVoice("stays")).isTrue();
  }

  @Test
  void a_database_whose_journal_is_elsewhere_is_not_served_until_it_is_there_or_given_up()
      throws SQLException {
    // Given
    run("insert into erasure_journals values ('aLostOne', 7, now())");

    // When
    watch.look();
    Optional<String> fault = gate.closedFor();
    RestCalls.Answer ready = rest.send("GET", "/q/health/ready", null, null);
    Optional<String> givenUp =
        new RestoredStore(gate, journals, rows, replay, new GivenUp("aLostOne")).catchUp();

    // Then
    run("delete from erasure_journals where journal_id = 'aLostOne'");
    assertThat(fault)
        .hasValueSatisfying(
            text -> assertThat(text).contains("aLostOne", "voxward.erasures.accept-loss-of"));
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.body().toString()).contains("aLostOne");
    assertThat(givenUp).isEmpty();
    assertThat(restored.catchUp()).isEmpty();
  }

  private record GivenUp(String lost) implements ErasureJournalConfig {
    @Override
    public Path journal() {
      return Path.of("nowhere");
    }

    @Override
    public Optional<List<String>> acceptLossOf() {
      return Optional.of(List.of(lost));
    }

    @Override
    public int replayedTogether() {
      return 10;
    }
  }
}
