package io.voxward.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.common.TenantId;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditTest {
  private final Audit audit;
  private final EntityManager database;

  @Inject
  AuditTest(Audit audit, EntityManager database) {
    this.audit = audit;
    this.database = database;
  }

  private void record(TenantId tenant, int entries) {
    for (int i = 0; i < entries; i++) {
      AuditEntry entry = new AuditEntry(tenant, "test.done", null, "subject-" + i, null);
      QuarkusTransaction.requiringNew().run(() -> audit.record(entry));
    }
  }

  @Test
  void an_untouched_trail_is_whole() {
    // Given
    TenantId tenant = new TenantId("audit-whole");
    record(tenant, 5);

    // When / Then
    assertThat(audit.firstBrokenLink(tenant)).isZero();
  }

  @Test
  void entries_cannot_be_changed_or_removed() {
    // Given
    TenantId tenant = new TenantId("audit-append-only");
    record(tenant, 1);

    // When / Then
    for (String change :
        new String[] {
          "update audit_entries set actor = 'x' where tenant_id = 'audit-append-only'",
          "delete from audit_entries where tenant_id = 'audit-append-only'",
          "truncate audit_entries"
        }) {
      assertThatThrownBy(() ->
              QuarkusTransaction.requiringNew()
                  .run(() -> database.createNativeQuery(change).executeUpdate()))
          .hasStackTraceContaining("only ever added");
    }
  }

  @Test
  void an_entry_changed_behind_the_triggers_back_shows() {
    // Given
    TenantId tenant = new TenantId("audit-tampered");
    record(tenant, 5);
    QuarkusTransaction.requiringNew()
        .run(() -> {
          run("alter table audit_entries disable trigger audit_entries_append_only");
          run(
              "update audit_entries set subject_id = 'somebody-else'"
                  + " where tenant_id = 'audit-tampered' and sequence = 3");
          run("alter table audit_entries enable trigger audit_entries_append_only");
        });

    // When / Then
    assertThat(audit.firstBrokenLink(tenant)).isEqualTo(3);
  }

  @Test
  void entries_cut_off_at_the_end_show() {
    // Given
    TenantId tenant = new TenantId("audit-cut-off");
    record(tenant, 5);
    QuarkusTransaction.requiringNew()
        .run(() -> {
          run("alter table audit_entries disable trigger audit_entries_append_only");
          run("delete from audit_entries where tenant_id = 'audit-cut-off' and sequence > 3");
          run("alter table audit_entries enable trigger audit_entries_append_only");
        });

    // When
    Audit.Verdict verdict = audit.verify(tenant);

    // Then
    assertThat(verdict.entries()).isEqualTo(3);
    assertThat(verdict.brokenAt()).isEqualTo(4);
  }

  private void run(String statement) {
    database.createNativeQuery(statement).executeUpdate();
  }

  @Test
  void an_entry_of_a_change_that_failed_is_not_there() {
    // Given
    TenantId tenant = new TenantId("audit-rolled-back");
    record(tenant, 1);

    // When
    assertThatThrownBy(() ->
            QuarkusTransaction.requiringNew()
                .run(() -> {
                  audit.record(new AuditEntry(tenant, "test.failed", null, null, null));
                  throw new IllegalStateException("the change failed");
                }))
        .isInstanceOf(IllegalStateException.class);
    record(tenant, 1);

    // Then
    assertThat(audit.firstBrokenLink(tenant)).isZero();
    assertThat(
            database
                .createNativeQuery(
                    "select count(*) from audit_entries where tenant_id = 'audit-rolled-back'",
                    Long.class)
                .getSingleResult())
        .isEqualTo(2L);
  }
}
