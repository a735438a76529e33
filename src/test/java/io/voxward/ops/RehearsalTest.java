package io.voxward.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Tenants;
import io.voxward.common.Rehearsal;
import io.voxward.common.TenantId;
import io.voxward.domain.Domain;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.session.LiveSessions;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What a node does before its first call: the way of a call, without a trace. */
@QuarkusTest
class RehearsalTest {
  private final List<Rehearsal> rehearsals;
  private final Tenants tenants;
  private final Domains domains;
  private final LiveSessions sessions;
  private final DataSource database;
  private final MeterRegistry meters;

  @Inject
  RehearsalTest(
      @All List<Rehearsal> rehearsals,
      Tenants tenants,
      Domains domains,
      LiveSessions sessions,
      DataSource database,
      MeterRegistry meters) {
    this.rehearsals = rehearsals;
    this.tenants = tenants;
    this.domains = domains;
    this.sessions = sessions;
    this.database = database;
    this.meters = meters;
  }

  /** How many rows each table has of the tenant that a rehearsal is of, and no other test. */
  private Map<String, Long> rows() throws SQLException {
    Map<String, Long> rows = new TreeMap<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      try (ResultSet tables =
          statement.executeQuery(
              "select table_name from information_schema.columns where table_schema = 'public'"
                  + " and column_name = 'tenant_id'")) {
        while (tables.next()) {
          rows.put(tables.getString(1), 0L);
        }
      }
      for (String table : List.copyOf(rows.keySet())) {
        try (ResultSet count =
            statement.executeQuery(
                "select count(*) from \"" + table + "\" where tenant_id = 'default'")) {
          count.next();
          rows.put(table, count.getLong(1));
        }
      }
    }
    return rows;
  }

  private Map<String, Double> refusals() {
    Map<String, Double> refusals = new TreeMap<>();
    for (Meter meter : meters.getMeters()) {
      if (meter instanceof Counter counter && meter.getId().getName().contains("refused")) {
        refusals.put(meter.getId().toString(), counter.count());
      }
    }
    return refusals;
  }

  @Test
  void every_dialect_and_the_decision_are_rehearsed_without_a_trace() throws SQLException {
    tenants.ensure(TenantId.DEFAULT);
    Domain domain =
        domains.create(
            TenantId.DEFAULT, new DomainDraft("rehearsed", null, DomainSettings.DEFAULT));
    Map<String, Long> rows = rows();
    Map<String, Double> refusals = refusals();
    int held = sessions.size();

    rehearsals.forEach(Rehearsal::rehearse);

    assertThat(rehearsals).hasSizeGreaterThanOrEqualTo(3);
    assertThat(rows).containsKeys("sessions", "outbox_events", "audit_entries");
    assertThat(rows()).isEqualTo(rows);
    assertThat(refusals()).isEqualTo(refusals);
    assertThat(sessions.size()).isEqualTo(held);
    assertThat(meters.get("voxward.evaluation.queries").timer().count()).isPositive();
    domains.delete(TenantId.DEFAULT, domain.id());
  }
}
