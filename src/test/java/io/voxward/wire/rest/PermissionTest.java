package io.voxward.wire.rest;

import static io.voxward.access.Permission.ADMINISTER_ACCESS;
import static io.voxward.access.Permission.ADMINISTER_DOMAINS;
import static io.voxward.access.Permission.ADMINISTER_INSTANCES;
import static io.voxward.access.Permission.ADMINISTER_KEYS;
import static io.voxward.access.Permission.ADMINISTER_PROFILES;
import static io.voxward.access.Permission.ADMINISTER_WATCHLISTS;
import static io.voxward.access.Permission.DELETE_SPEAKERS;
import static io.voxward.access.Permission.ENROLL_SPEAKERS;
import static io.voxward.access.Permission.EXPORT_SPEAKERS;
import static io.voxward.access.Permission.IDENTIFY_VOICES;
import static io.voxward.access.Permission.OPT_OUT_SPEAKERS;
import static io.voxward.access.Permission.PROVIDE_RECORDINGS;
import static io.voxward.access.Permission.READ_AUDIT;
import static io.voxward.access.Permission.READ_DOMAINS;
import static io.voxward.access.Permission.READ_JOBS;
import static io.voxward.access.Permission.READ_KEPT_AUDIO;
import static io.voxward.access.Permission.READ_PROFILES;
import static io.voxward.access.Permission.READ_RECEIPTS;
import static io.voxward.access.Permission.READ_SESSIONS;
import static io.voxward.access.Permission.READ_SPEAKERS;
import static io.voxward.access.Permission.READ_WATCHLISTS;
import static io.voxward.access.Permission.RECORD_CONSENTS;
import static io.voxward.access.Permission.REGISTER_FRAUDSTERS;
import static io.voxward.access.Permission.RESTORE_DOMAINS;
import static io.voxward.access.Permission.RUN_JOBS;
import static io.voxward.access.Permission.RUN_SCHEDULES;
import static io.voxward.access.Permission.RUN_SESSIONS;
import static io.voxward.access.Permission.VERIFY_SPEAKERS;
import static io.voxward.access.Permission.WITHDRAW_OPT_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Permission;
import io.voxward.access.Role;
import io.voxward.common.TenantId;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may call what: the one table, and a positive and a refusing test from each of its rows. */
@QuarkusTest
class PermissionTest {
  private static final TenantId TENANT = new TenantId("permission-test");

  private static final String SPEAKER = "POST /api/v1/domains/{domainId}/speakers/{speakerId}";
  private static final String SESSIONS = "/api/v1/domains/{domainId}/sessions";
  private static final String WATCHLISTS = "/api/v1/domains/{domainId}/watchlists";
  private static final String FRAUDSTERS = "/api/v1/domains/{domainId}/fraudsters";
  private static final String PROFILES = "/api/v1/domains/{domainId}/profiles";
  private static final String UPLOADS = "/api/v1/domains/{domainId}/uploads";
  private static final String SESSION = SESSIONS + "/{sessionId}";

  /** Every operation of the REST interface and the permission it needs. */
  private static final Map<String, Permission> TABLE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("POST /api/v1/domains", ADMINISTER_DOMAINS),
              Map.entry("GET /api/v1/domains", READ_DOMAINS),
              Map.entry("GET /api/v1/domains/{domainId}", READ_DOMAINS),
              Map.entry("PATCH /api/v1/domains/{domainId}", ADMINISTER_DOMAINS),
              Map.entry("DELETE /api/v1/domains/{domainId}", ADMINISTER_DOMAINS),
              Map.entry("POST /api/v1/domains/{domainId}/restore", RESTORE_DOMAINS),
              Map.entry("GET /api/v1/domains/{domainId}/tags", READ_DOMAINS),
              Map.entry("PUT /api/v1/domains/{domainId}/tags", ADMINISTER_DOMAINS),
              Map.entry("DELETE /api/v1/domains/{domainId}/tags", ADMINISTER_DOMAINS),
              Map.entry("POST /api/v1/instances", ADMINISTER_INSTANCES),
              Map.entry("GET /api/v1/instances", ADMINISTER_INSTANCES),
              Map.entry("GET /api/v1/instances/{instanceId}", ADMINISTER_INSTANCES),
              Map.entry("PATCH /api/v1/instances/{instanceId}", ADMINISTER_INSTANCES),
              Map.entry("DELETE /api/v1/instances/{instanceId}", ADMINISTER_INSTANCES),
              Map.entry("PATCH /api/v1/access-keys/{accessKeyId}", ADMINISTER_ACCESS),
              Map.entry("POST /api/v1/access-keys/{accessKeyId}/rotate", ADMINISTER_ACCESS),
              Map.entry("GET /api/v1/domains/{domainId}/speakers", READ_SPEAKERS),
              Map.entry("GET /api/v1/domains/{domainId}/speakers/{speakerId}", READ_SPEAKERS),
              Map.entry("DELETE /api/v1/domains/{domainId}/speakers/{speakerId}", DELETE_SPEAKERS),
              Map.entry(
                  "POST /api/v1/domains/{domainId}/speakers/{speakerId}/opt-out", OPT_OUT_SPEAKERS),
              Map.entry(
                  "DELETE /api/v1/domains/{domainId}/speakers/{speakerId}/opt-out",
                  WITHDRAW_OPT_OUT),
              Map.entry(SPEAKER + "/consents", RECORD_CONSENTS),
              Map.entry(
                  "GET /api/v1/domains/{domainId}/speakers/{speakerId}/consents", READ_RECEIPTS),
              Map.entry(
                  "GET /api/v1/domains/{domainId}/speakers/{speakerId}/export", EXPORT_SPEAKERS),
              Map.entry(SPEAKER + "/tuning-recordings", PROVIDE_RECORDINGS),
              Map.entry(
                  "GET /api/v1/domains/{domainId}/speakers/{speakerId}/tuning-recordings",
                  READ_SPEAKERS),
              Map.entry(
                  "GET /api/v1/domains/{domainId}/speakers/{speakerId}/kept-recordings/{recordingId}",
                  READ_KEPT_AUDIO),
              Map.entry("POST /api/v1/domains/{domainId}/policies", ADMINISTER_DOMAINS),
              Map.entry("GET /api/v1/domains/{domainId}/policies", READ_DOMAINS),
              Map.entry(SPEAKER + "/enrollments", ENROLL_SPEAKERS),
              Map.entry(SPEAKER + "/verifications", VERIFY_SPEAKERS),
              Map.entry("POST " + SESSIONS, RUN_SESSIONS),
              Map.entry("GET " + SESSIONS, READ_SESSIONS),
              Map.entry("GET " + SESSION, READ_SESSIONS),
              Map.entry("PATCH " + SESSION, RUN_SESSIONS),
              Map.entry("DELETE " + SESSION, RUN_SESSIONS),
              Map.entry("POST " + SESSION + "/stream-token", RUN_SESSIONS),
              Map.entry("POST /api/v1/kinesis-streams", RUN_SESSIONS),
              Map.entry("POST " + SESSION + "/kinesis-stream", RUN_SESSIONS),
              Map.entry("DELETE " + SESSION + "/kinesis-stream", RUN_SESSIONS),
              Map.entry("POST " + SESSION + "/pause", RUN_SESSIONS),
              Map.entry("DELETE " + SESSION + "/pause", RUN_SESSIONS),
              Map.entry("GET " + SESSION + "/evaluation", READ_SESSIONS),
              Map.entry("GET " + SESSION + "/check", READ_SESSIONS),
              Map.entry("POST " + SESSION + "/enrollment", ENROLL_SPEAKERS),
              Map.entry("GET " + SESSION + "/enrollment", READ_SESSIONS),
              Map.entry("GET " + SESSION + "/events", READ_SESSIONS),
              Map.entry("POST " + SESSION + "/fraudster", REGISTER_FRAUDSTERS),
              Map.entry("POST " + WATCHLISTS, ADMINISTER_WATCHLISTS),
              Map.entry("GET " + WATCHLISTS, READ_WATCHLISTS),
              Map.entry("GET " + WATCHLISTS + "/{watchlistId}", READ_WATCHLISTS),
              Map.entry("PATCH " + WATCHLISTS + "/{watchlistId}", ADMINISTER_WATCHLISTS),
              Map.entry("DELETE " + WATCHLISTS + "/{watchlistId}", ADMINISTER_WATCHLISTS),
              Map.entry(
                  "PUT " + WATCHLISTS + "/{watchlistId}/fraudsters/{fraudsterId}",
                  ADMINISTER_WATCHLISTS),
              Map.entry(
                  "DELETE " + WATCHLISTS + "/{watchlistId}/fraudsters/{fraudsterId}",
                  ADMINISTER_WATCHLISTS),
              Map.entry("POST " + PROFILES, ADMINISTER_PROFILES),
              Map.entry("GET " + PROFILES, READ_PROFILES),
              Map.entry("GET " + PROFILES + "/{name}", READ_PROFILES),
              Map.entry("DELETE " + PROFILES + "/{name}", ADMINISTER_PROFILES),
              Map.entry("POST " + PROFILES + "/{name}/versions", ADMINISTER_PROFILES),
              Map.entry("GET " + PROFILES + "/{name}/versions", READ_PROFILES),
              Map.entry("GET " + PROFILES + "/{name}/versions/{version}", READ_PROFILES),
              Map.entry("POST " + FRAUDSTERS, REGISTER_FRAUDSTERS),
              Map.entry("GET " + FRAUDSTERS, READ_WATCHLISTS),
              Map.entry("GET " + FRAUDSTERS + "/{fraudsterId}", READ_WATCHLISTS),
              Map.entry("PATCH " + FRAUDSTERS + "/{fraudsterId}", ADMINISTER_WATCHLISTS),
              Map.entry("DELETE " + FRAUDSTERS + "/{fraudsterId}", ADMINISTER_WATCHLISTS),
              Map.entry("POST /api/v1/domains/{domainId}/identifications", IDENTIFY_VOICES),
              Map.entry("POST /api/v1/domains/{domainId}/jobs", RUN_JOBS),
              Map.entry("GET /api/v1/domains/{domainId}/jobs", READ_JOBS),
              Map.entry("GET /api/v1/domains/{domainId}/jobs/{jobId}", READ_JOBS),
              Map.entry("GET /api/v1/domains/{domainId}/jobs/{jobId}/entries", READ_JOBS),
              Map.entry("POST " + UPLOADS, RUN_JOBS),
              Map.entry("GET " + UPLOADS + "/{uploadId}", READ_JOBS),
              Map.entry("DELETE " + UPLOADS + "/{uploadId}", RUN_JOBS),
              Map.entry("PUT " + UPLOADS + "/{uploadId}/manifest", RUN_JOBS),
              Map.entry("GET " + UPLOADS + "/{uploadId}/recordings", READ_JOBS),
              Map.entry("PUT " + UPLOADS + "/{uploadId}/recordings/{name}", RUN_JOBS),
              Map.entry("GET /api/v1/schedules", READ_JOBS),
              Map.entry("GET /api/v1/model-change", READ_JOBS),
              Map.entry("POST /api/v1/schedules/{name}/runs", RUN_SCHEDULES),
              Map.entry("GET /api/v1/domains/{domainId}/keys", ADMINISTER_KEYS),
              Map.entry("POST /api/v1/domains/{domainId}/key-renewals", ADMINISTER_KEYS),
              Map.entry("GET /api/v1/wrapping-keys", ADMINISTER_KEYS),
              Map.entry("POST /api/v1/wrapping-keys", ADMINISTER_KEYS),
              Map.entry("DELETE /api/v1/wrapping-keys/{name}", ADMINISTER_KEYS),
              Map.entry("GET /api/v1/schedules/{name}/runs", READ_JOBS),
              Map.entry("GET /api/v1/schedules/{name}/runs/{jobId}", READ_JOBS),
              Map.entry("GET /api/v1/receipts", READ_RECEIPTS),
              Map.entry("GET /api/v1/receipts/{receiptId}", READ_RECEIPTS),
              Map.entry("GET /api/v1/receipt-key", READ_RECEIPTS),
              Map.entry("GET /api/v1/audit", READ_AUDIT),
              Map.entry("GET /api/v1/audit/verification", READ_AUDIT),
              Map.entry("POST /api/v1/access-keys", ADMINISTER_ACCESS),
              Map.entry("GET /api/v1/access-keys", ADMINISTER_ACCESS),
              Map.entry("GET /api/v1/access-keys/{accessKeyId}", ADMINISTER_ACCESS),
              Map.entry("DELETE /api/v1/access-keys/{accessKeyId}", ADMINISTER_ACCESS)));

  /** What anybody may call, without a credential. */
  private static final List<String> OPEN =
      List.of("GET /policies/{domainId}", "GET /policies/{domainId}/{version}");

  private final RestCalls rest;

  @Inject
  PermissionTest(RestCalls rest) {
    this.rest = rest;
  }

  @Test
  void every_operation_needs_what_the_table_says_and_none_is_missing_from_it() {
    // When
    Map<String, Permission> found = new TreeMap<>();
    List<String> open = new ArrayList<>();
    for (JavaClass resource :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.voxward")) {
      if (resource.isAnnotatedWith(Path.class)) {
        for (Method method : resource.reflect().getDeclaredMethods()) {
          verb(method)
              .forEach(verb -> {
                String operation = verb + " " + path(resource.reflect(), method);
                Needs needs = method.getAnnotation(Needs.class);
                if (needs == null) {
                  open.add(operation);
                } else {
                  found.put(operation, needs.value());
                }
              });
        }
      }
    }

    // Then
    assertThat(open).containsExactlyInAnyOrderElementsOf(OPEN);
    assertThat(found).isEqualTo(TABLE);
  }

  private static Stream<String> verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .map(type -> type.getAnnotation(HttpMethod.class))
        .filter(Objects::nonNull)
        .map(HttpMethod::value);
  }

  private static String path(Class<?> resource, Method method) {
    Path below = method.getAnnotation(Path.class);
    return resource.getAnnotation(Path.class).value() + (below == null ? "" : below.value());
  }

  @TestFactory
  Stream<DynamicTest> each_role_may_call_what_its_permissions_cover_and_nothing_else() {
    return Arrays.stream(Role.values())
        .flatMap(role ->
            TABLE.entrySet().stream()
                .map(row ->
                    DynamicTest.dynamicTest(
                        role.word() + " " + row.getKey(),
                        () -> check(role, row.getKey(), row.getValue()))));
  }

  private void check(Role role, String operation, Permission needed) {
    // Given
    String token = rest.token(TENANT, role);
    String[] part = operation.split(" ", 2);
    String path =
        part[1]
            .replace("{domainId}", "0123456789012345678901")
            .replace("{speakerId}", "customer-7")
            .replace("{sessionId}", "session-7")
            .replaceAll("\\{[a-zA-Z]+}", "nothing");

    // When
    RestCalls.Answer answer = rest.send(part[0], path, token, null);

    // Then
    if (role.permissions().contains(needed)) {
      assertThat(answer.status()).isNotIn(401, 403, 500);
    } else {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.text("detail")).contains(needed.name());
    }
  }
}
