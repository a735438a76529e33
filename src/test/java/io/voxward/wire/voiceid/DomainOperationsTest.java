package io.voxward.wire.voiceid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.DomainScope;
import io.voxward.access.IssuedAccessKey;
import io.voxward.access.Role;
import io.voxward.common.Arns;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.KeyChanges;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DomainOperationsTest {
  private static final TenantId TENANT = new TenantId("voice-id-domains");

  private final VoiceIdCalls calls;
  private final KeyChanges keyChanges;
  private final Arns arns;
  private final Clock clock;
  private IssuedAccessKey admin;

  @Inject
  DomainOperationsTest(VoiceIdCalls calls, KeyChanges keyChanges, Arns arns, Clock clock) {
    this.calls = calls;
    this.keyChanges = keyChanges;
    this.arns = arns;
    this.clock = clock;
  }

  @BeforeEach
  void signIn() {
    admin = calls.key(TENANT, Role.ADMIN);
  }

  private static String body(String key, String more) {
    return "{\"Name\": \"bank\", \"ServerSideEncryptionConfiguration\": {\"KmsKeyId\": \""
        + key
        + "\"}"
        + more
        + "}";
  }

  private VoiceIdCalls.Answer create(String more) {
    return calls.call(admin, "CreateDomain", body("alias/voice", more));
  }

  private static JsonNode domain(VoiceIdCalls.Answer answer) {
    return answer.body().path("Domain");
  }

  private static String id(VoiceIdCalls.Answer answer) {
    return domain(answer).path("DomainId").asText();
  }

  private static String named(String id) {
    return "{\"DomainId\": \"" + id + "\"}";
  }

  @Test
  void a_domain_is_made_and_described_with_every_member() {
    // When
    VoiceIdCalls.Answer refused = create(", \"Description\": \"an apostrophe's rule\"");
    VoiceIdCalls.Answer plain = create(", \"Description\": \"the line\", \"Unknown\": [1]");
    VoiceIdCalls.Answer described = calls.call(admin, "DescribeDomain", named(id(plain)));

    // Then
    assertThat(refused.exception()).isEqualTo("ValidationException");
    assertThat(refused.message()).contains("'description'").doesNotContain("apostrophe's");
    assertThat(plain.status()).isEqualTo(200);
    assertThat(described.body()).isEqualTo(plain.body());
    JsonNode domain = domain(described);
    assertThat(domain.path("Arn").asText())
        .isEqualTo("arn:aws:voiceid:us-east-1:" + arns.account(TENANT) + ":domain/" + id(plain));
    assertThat(domain.path("Name").asText()).isEqualTo("bank");
    assertThat(domain.path("Description").asText()).isEqualTo("the line");
    assertThat(domain.path("DomainStatus").asText()).isEqualTo("ACTIVE");
    assertThat(domain.at("/ServerSideEncryptionConfiguration/KmsKeyId").asText())
        .isEqualTo("alias/voice");
    assertThat(domain.has("ServerSideEncryptionUpdateDetails")).isFalse();
    assertThat(domain.at("/WatchlistDetails/DefaultWatchlistId").asText())
        .matches("[a-zA-Z0-9]{22}");
    assertThat(domain.path("CreatedAt").isNumber()).isTrue();
    assertThat(domain.path("CreatedAt").asDouble())
        .isBetween(
            clock.instant().getEpochSecond() - 3600.0, clock.instant().getEpochSecond() + 1.0);
  }

  @Test
  void a_repeated_creation_makes_one_domain_and_another_body_is_a_conflict() {
    // When
    VoiceIdCalls.Answer first = create(", \"ClientToken\": \"t-1\"");
    VoiceIdCalls.Answer again = create(", \"ClientToken\": \"t-1\"");
    VoiceIdCalls.Answer other = create(", \"ClientToken\": \"t-1\", \"Description\": \"x\"");

    // Then
    assertThat(first.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.exception()).isEqualTo("ConflictException");
  }

  @Test
  void an_update_says_everything_anew_and_removes_a_description_left_out() {
    // Given
    String id = id(create(", \"Description\": \"the line\""));

    // When
    VoiceIdCalls.Answer updated =
        calls.call(
            admin,
            "UpdateDomain",
            body("alias/voice", ", \"DomainId\": \"" + id + "\"").replace("bank", "bank-2"));

    // Then
    assertThat(updated.status()).isEqualTo(200);
    assertThat(domain(updated).path("Name").asText()).isEqualTo("bank-2");
    assertThat(domain(updated).has("Description")).isFalse();
    assertThat(domain(updated).has("ServerSideEncryptionUpdateDetails")).isFalse();
  }

  @Test
  void a_change_of_key_is_in_progress_locks_another_and_completes_by_itself() {
    // Given
    String id = id(create(""));
    String in = ", \"DomainId\": \"" + id + "\"";

    // When
    VoiceIdCalls.Answer changing = calls.call(admin, "UpdateDomain", body("alias/other", in));
    VoiceIdCalls.Answer another = calls.call(admin, "UpdateDomain", body("alias/third", in));
    boolean more = true;
    while (more) {
      more = keyChanges.carryOutOne();
    }
    VoiceIdCalls.Answer after = calls.call(admin, "DescribeDomain", named(id));

    // Then
    JsonNode details = domain(changing).path("ServerSideEncryptionUpdateDetails");
    assertThat(details.path("UpdateStatus").asText()).isIn("IN_PROGRESS", "COMPLETED");
    assertThat(details.path("OldKmsKeyId").asText()).isEqualTo("alias/voice");
    assertThat(domain(changing).at("/ServerSideEncryptionConfiguration/KmsKeyId").asText())
        .isEqualTo("alias/other");
    if (another.status() != 200) {
      assertThat(another.text("ConflictType")).isEqualTo("DOMAIN_LOCKED_FROM_ENCRYPTION_UPDATES");
    }
    assertThat(domain(after).at("/ServerSideEncryptionUpdateDetails/UpdateStatus").asText())
        .isEqualTo("COMPLETED");
  }

  @Test
  void deleting_answers_200_with_an_empty_body_also_the_second_time() {
    // Given
    String id = id(create(""));

    // When
    VoiceIdCalls.Answer first = calls.call(admin, "DeleteDomain", named(id));
    VoiceIdCalls.Answer again = calls.call(admin, "DeleteDomain", named(id));
    VoiceIdCalls.Answer described = calls.call(admin, "DescribeDomain", named(id));

    // Then
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.whole().body()).isEmpty();
    assertThat(again.status()).isEqualTo(200);
    assertThat(domain(described).path("DomainStatus").asText()).isEqualTo("SUSPENDED");
  }

  @Test
  void in_a_suspended_domain_everything_else_is_a_conflict() {
    // Given
    String id = id(create(""));
    calls.call(admin, "DeleteDomain", named(id));
    String in = ", \"DomainId\": \"" + id + "\"";

    // When / Then
    for (VoiceIdCalls.Answer answer :
        List.of(
            calls.call(admin, "UpdateDomain", body("alias/voice", in)),
            calls.call(admin, "ListSpeakers", named(id)),
            calls.call(admin, "ListWatchlists", named(id)),
            calls.call(admin, "ListFraudsters", named(id)),
            calls.call(admin, "ListSpeakerEnrollmentJobs", named(id)),
            calls.call(admin, "ListTagsForResource", "{\"ResourceArn\": \"" + arn(id) + "\"}"))) {
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.exception()).isEqualTo("ConflictException");
      assertThat(answer.text("ConflictType")).isEqualTo("DOMAIN_NOT_ACTIVE");
    }
  }

  @Test
  void domains_are_listed_by_pages_and_a_narrowed_key_sees_and_makes_no_others() {
    // Given
    TenantId tenant = new TenantId("voice-id-domain-lists");
    IssuedAccessKey all = calls.key(tenant, Role.ADMIN);
    Set<String> made =
        IntStream.range(0, 3)
            .mapToObj(_ -> id(calls.call(all, "CreateDomain", body("k", ""))))
            .collect(Collectors.toSet());
    String mine = made.iterator().next();
    IssuedAccessKey narrowed =
        calls.key(tenant, Role.ADMIN, new DomainScope.Only(Set.of(new DomainId(mine))));

    // When
    List<String> seen = new ArrayList<>();
    String token = "";
    do {
      String next = token.isEmpty() ? "" : ", \"NextToken\": \"" + token + "\"";
      VoiceIdCalls.Answer page = calls.call(all, "ListDomains", "{\"MaxResults\": 2" + next + "}");
      page.body()
          .path("DomainSummaries")
          .forEach(domain -> seen.add(domain.path("DomainId").asText()));
      token = page.text("NextToken");
    } while (!token.isEmpty());
    VoiceIdCalls.Answer own = calls.call(narrowed, "ListDomains", "{}");
    VoiceIdCalls.Answer making = calls.call(narrowed, "CreateDomain", body("k", ""));

    // Then
    assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
    assertThat(own.body().path("DomainSummaries")).hasSize(1);
    assertThat(making.exception()).isEqualTo("AccessDeniedException");
  }

  @Test
  void another_tenants_domain_is_not_there() {
    // Given
    String id = id(create(""));
    IssuedAccessKey stranger = calls.key(new TenantId("voice-id-stranger"), Role.ADMIN);

    // When
    VoiceIdCalls.Answer answer = calls.call(stranger, "DescribeDomain", named(id));

    // Then
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.exception()).isEqualTo("ResourceNotFoundException");
    assertThat(answer.text("ResourceType")).isEqualTo("DOMAIN");
  }

  private String arn(String domain) {
    return arns.of("eu-west-2", TENANT, new DomainId(domain));
  }

  private VoiceIdCalls.Answer tagging(String operation, String domain, String more) {
    return calls.call(admin, operation, "{\"ResourceArn\": \"" + arn(domain) + "\"" + more + "}");
  }

  @Test
  void tags_come_with_the_domain_are_added_changed_and_taken_away() {
    // Given
    String id =
        id(
            create(
                ", \"Tags\": [{\"Key\": \"team\", \"Value\": \"fraud\"}, {\"Key\": \"x\", \"Value\": \"\"}]"));

    // When
    VoiceIdCalls.Answer tagged =
        tagging(
            "TagResource",
            id,
            ", \"Tags\": [{\"Key\": \"team\", \"Value\": \"voice\"}, {\"Key\": \"y\", \"Value\": \"1\"}]");
    VoiceIdCalls.Answer untagged =
        tagging("UntagResource", id, ", \"TagKeys\": [\"x\", \"never-there\"]");
    VoiceIdCalls.Answer list = tagging("ListTagsForResource", id, "");

    // Then
    assertThat(tagged.status()).isEqualTo(200);
    assertThat(tagged.whole().body()).isEqualTo("{}");
    assertThat(untagged.whole().body()).isEqualTo("{}");
    assertThat(list.body().path("Tags").toString())
        .isEqualTo("[{\"Key\":\"team\",\"Value\":\"voice\"},{\"Key\":\"y\",\"Value\":\"1\"}]");
  }

  @Test
  void reserved_keys_and_more_than_fifty_tags_are_refused() {
    // Given
    String id = id(create(""));
    String many =
        IntStream.range(0, 51)
            .mapToObj(i -> "{\"Key\": \"k" + i + "\", \"Value\": \"v\"}")
            .collect(Collectors.joining(", ", ", \"Tags\": [", "]"));

    // When
    VoiceIdCalls.Answer reserved =
        tagging("TagResource", id, ", \"Tags\": [{\"Key\": \"aws:x\", \"Value\": \"v\"}]");
    VoiceIdCalls.Answer tooMany = tagging("TagResource", id, many);

    // Then
    assertThat(reserved.exception()).isEqualTo("ValidationException");
    assertThat(tooMany.exception()).isEqualTo("ValidationException");
    assertThat(tagging("ListTagsForResource", id, "").body().path("Tags").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TagResource", "UntagResource", "ListTagsForResource"})
  void a_resource_of_another_account_is_denied_and_an_unknown_one_is_not_found(String operation) {
    // Given
    String id = id(create(""));
    String more =
        switch (operation) {
          case "TagResource" -> ", \"Tags\": []";
          case "UntagResource" -> ", \"TagKeys\": []";
          default -> "";
        };
    String foreign = arn(id).replace(arns.account(TENANT), "000000000000");

    // When
    VoiceIdCalls.Answer denied =
        calls.call(admin, operation, "{\"ResourceArn\": \"" + foreign + "\"" + more + "}");
    VoiceIdCalls.Answer unknown = tagging(operation, Samples.DOMAIN, more);

    // Then
    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.exception()).isEqualTo("AccessDeniedException");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.text("ResourceType")).isEqualTo("DOMAIN");
  }

  /** The tenant of this test has the official quotas and rates. */
  @Test
  void the_official_limits_answer_402_and_429() {
    // Given
    IssuedAccessKey limited = calls.key(new TenantId("voice-id-limits"), Role.ADMIN);
    List<VoiceIdCalls.Answer> answers = new ArrayList<>();

    // When
    for (int i = 0; i < 2000 && Collections.frequency(statuses(answers), 402) == 0; i++) {
      answers.add(calls.call(limited, "CreateDomain", body("k", "")));
    }

    // Then
    assertThat(Collections.frequency(statuses(answers), 200)).isEqualTo(3);
    assertThat(statuses(answers)).contains(429, 402);
    for (VoiceIdCalls.Answer answer : answers) {
      if (answer.status() == 402) {
        assertThat(answer.exception()).isEqualTo("ServiceQuotaExceededException");
      }
      if (answer.status() == 429) {
        assertThat(answer.exception()).isEqualTo("ThrottlingException");
        assertThat(answer.whole().headers().firstValue("Retry-After")).isPresent();
      }
    }
  }

  private static List<Integer> statuses(List<VoiceIdCalls.Answer> answers) {
    return answers.stream().map(VoiceIdCalls.Answer::status).toList();
  }

  @ParameterizedTest
  @CsvSource({"ListDomains,MaxResults,0", "ListDomains,MaxResults,101"})
  void a_page_size_out_of_its_range_is_refused(String operation, String member, int value) {
    assertThat(calls.call(admin, operation, "{\"" + member + "\": " + value + "}").exception())
        .isEqualTo("ValidationException");
  }
}
