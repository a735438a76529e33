package io.voxward.wire.voiceid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.IssuedAccessKey;
import io.voxward.access.Role;
import io.voxward.common.TenantId;
import io.voxward.domain.Domain;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.scoring.CalibrationFile;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.voiceprint.VoiceprintFigures;
import io.voxward.voiceprint.VoiceprintSource;
import io.voxward.watchlist.Fraudsters;
import io.voxward.watchlist.NewVoice;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WatchlistOperationsTest {
  private static final TenantId TENANT = new TenantId("voice-id-watchlists");
  private static final String NOBODY = "id#AAAAAAAAAAAAAAAAAAAAAA";
  private static final int DIMENSION = 192;

  private final VoiceIdCalls calls;
  private final Domains domains;
  private final Fraudsters fraudsters;
  private final SplittableRandom random = new SplittableRandom(7);
  private IssuedAccessKey analyst;
  private Domain domain;

  @Inject
  WatchlistOperationsTest(VoiceIdCalls calls, Domains domains, Fraudsters fraudsters) {
    this.calls = calls;
    this.domains = domains;
    this.fraudsters = fraudsters;
  }

  @BeforeEach
  void signIn() {
    analyst = calls.key(TENANT, Role.ANALYST);
    domain = domains.create(TENANT, new DomainDraft("bank", null, DomainSettings.DEFAULT));
  }

  /** Calls with the domain and those members, name and value in turn. */
  private VoiceIdCalls.Answer call(String operation, String... members) {
    StringBuilder body = new StringBuilder("{\"DomainId\": \"" + domain.id().value() + "\"");
    for (int i = 0; i < members.length; i += 2) {
      body.append(", \"" + members[i] + "\": \"" + members[i + 1] + "\"");
    }
    return calls.call(analyst, operation, body + "}");
  }

  private static JsonNode watchlist(VoiceIdCalls.Answer answer) {
    return answer.body().path("Watchlist");
  }

  private String watchlist(String name) {
    return watchlist(call("CreateWatchlist", "Name", name)).path("WatchlistId").asText();
  }

  private String fraudster() {
    float[] direction = new float[DIMENSION];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = (float) random.nextGaussian();
    }
    Embedding voice =
        Embedding.ofDirection(
            direction, CalibrationFile.bundled("campplus-zh-en-common").origin().model());
    NewVoice heard =
        new NewVoice(
            voice, new NetSpeech(12), VoiceprintFigures.NONE, VoiceprintSource.UPLOAD, null);
    return QuarkusTransaction.requiringNew()
        .call(() ->
            fraudsters.register(TENANT, domain.id(), Set.of(domain.defaultWatchlist()), heard))
        .id()
        .value();
  }

  @Test
  void a_watchlist_is_made_described_and_listed_beside_the_default_one() {
    // When
    VoiceIdCalls.Answer made =
        call("CreateWatchlist", "Name", "spring", "Description", "spring cases");
    String id = watchlist(made).path("WatchlistId").asText();
    VoiceIdCalls.Answer described = call("DescribeWatchlist", "WatchlistId", id);
    VoiceIdCalls.Answer list = call("ListWatchlists");

    // Then
    assertThat(made.status()).isEqualTo(200);
    assertThat(described.body()).isEqualTo(made.body());
    assertThat(watchlist(made).path("Name").asText()).isEqualTo("spring");
    assertThat(watchlist(made).path("Description").asText()).isEqualTo("spring cases");
    assertThat(watchlist(made).path("DefaultWatchlist").isBoolean()).isTrue();
    assertThat(watchlist(made).path("DefaultWatchlist").asBoolean()).isFalse();
    assertThat(list.body().path("WatchlistSummaries")).hasSize(2);
    assertThat(list.body().path("WatchlistSummaries").findValues("DefaultWatchlist"))
        .anyMatch(JsonNode::asBoolean);
    assertThat(list.body().has("NextToken")).isFalse();
  }

  @Test
  void a_repeated_creation_makes_one_watchlist_and_another_body_is_a_conflict() {
    // When
    VoiceIdCalls.Answer first = call("CreateWatchlist", "Name", "spring", "ClientToken", "once");
    VoiceIdCalls.Answer again = call("CreateWatchlist", "ClientToken", "once", "Name", "spring");
    VoiceIdCalls.Answer other = call("CreateWatchlist", "Name", "summer", "ClientToken", "once");

    // Then
    assertThat(first.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.exception()).isEqualTo("ConflictException");
    assertThat(other.body().has("ConflictType")).isFalse();
    assertThat(call("ListWatchlists").body().path("WatchlistSummaries")).hasSize(2);
  }

  @Test
  void an_update_keeps_what_it_does_not_name_and_the_default_list_is_never_changed() {
    // Given
    String made =
        watchlist(call("CreateWatchlist", "Name", "spring", "Description", "spring cases"))
            .path("WatchlistId")
            .asText();
    String byDefault = domain.defaultWatchlist().value();

    // When
    VoiceIdCalls.Answer renamed = call("UpdateWatchlist", "WatchlistId", made, "Name", "summer");
    VoiceIdCalls.Answer refused = call("UpdateWatchlist", "WatchlistId", byDefault, "Name", "mine");
    VoiceIdCalls.Answer kept = call("DeleteWatchlist", "WatchlistId", byDefault);

    // Then
    assertThat(watchlist(renamed).path("Name").asText()).isEqualTo("summer");
    assertThat(watchlist(renamed).path("Description").asText()).isEqualTo("spring cases");
    assertThat(refused.exception()).isEqualTo("ValidationException");
    assertThat(kept.exception()).isEqualTo("ValidationException");
  }

  @Test
  void an_empty_watchlist_is_deleted_with_an_empty_answer_and_a_full_one_is_kept() {
    // Given
    String empty = watchlist("empty");
    String full = watchlist("full");
    call("AssociateFraudster", "FraudsterId", fraudster(), "WatchlistId", full);

    // When
    VoiceIdCalls.Answer deleted = call("DeleteWatchlist", "WatchlistId", empty);
    VoiceIdCalls.Answer refused = call("DeleteWatchlist", "WatchlistId", full);

    // Then
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.whole().body()).isEmpty();
    assertThat(call("DescribeWatchlist", "WatchlistId", empty).text("ResourceType"))
        .isEqualTo("WATCHLIST");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("ConflictType")).isEqualTo("CANNOT_DELETE_NON_EMPTY_WATCHLIST");
  }

  @Test
  void a_fraudster_joins_a_second_watchlist_and_leaves_the_first_but_never_the_last() {
    // Given
    String who = fraudster();
    String other = watchlist("other");
    String byDefault = domain.defaultWatchlist().value();

    // When
    VoiceIdCalls.Answer joined =
        call("AssociateFraudster", "FraudsterId", who, "WatchlistId", other);
    VoiceIdCalls.Answer left =
        call("DisassociateFraudster", "FraudsterId", who, "WatchlistId", byDefault);
    VoiceIdCalls.Answer last =
        call("DisassociateFraudster", "FraudsterId", who, "WatchlistId", other);

    // Then
    assertThat(joined.body().path("Fraudster").path("WatchlistIds")).hasSize(2);
    assertThat(left.body().path("Fraudster").path("WatchlistIds")).hasSize(1);
    assertThat(left.body().path("Fraudster").path("WatchlistIds").get(0).asText()).isEqualTo(other);
    assertThat(last.status()).isEqualTo(409);
    assertThat(last.text("ConflictType"))
        .isEqualTo("FRAUDSTER_MUST_BELONG_TO_AT_LEAST_ONE_WATCHLIST");
    assertThat(call("DescribeFraudster", "FraudsterId", who).body()).isEqualTo(left.body());
  }

  @Test
  void fraudsters_are_listed_by_pages_of_the_domain_or_of_one_watchlist() {
    // Given
    List<String> made = List.of(fraudster(), fraudster(), fraudster());
    String other = watchlist("other");
    call("AssociateFraudster", "FraudsterId", made.getFirst(), "WatchlistId", other);

    // When
    List<String> seen = new ArrayList<>();
    String token = "";
    do {
      String next = token.isEmpty() ? "" : ", \"NextToken\": \"" + token + "\"";
      VoiceIdCalls.Answer page =
          calls.call(
              analyst,
              "ListFraudsters",
              "{\"DomainId\": \"" + domain.id() + "\", \"MaxResults\": 1" + next + "}");
      page.body()
          .path("FraudsterSummaries")
          .forEach(fraudster -> seen.add(fraudster.path("GeneratedFraudsterId").asText()));
      token = page.text("NextToken");
    } while (!token.isEmpty());
    VoiceIdCalls.Answer ofOne = call("ListFraudsters", "WatchlistId", other);

    // Then
    assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
    assertThat(ofOne.body().path("FraudsterSummaries")).hasSize(1);
    assertThat(call("ListFraudsters", "WatchlistId", "A".repeat(22)).text("ResourceType"))
        .isEqualTo("WATCHLIST");
  }

  @Test
  void a_page_token_of_another_list_is_refused() {
    // Given
    fraudster();
    fraudster();
    String token =
        calls
            .call(
                analyst,
                "ListFraudsters",
                "{\"DomainId\": \"" + domain.id() + "\", \"MaxResults\": 1}")
            .text("NextToken");
    String byDefault = domain.defaultWatchlist().value();

    // When
    VoiceIdCalls.Answer filtered =
        call("ListFraudsters", "NextToken", token, "WatchlistId", byDefault);
    VoiceIdCalls.Answer another = call("ListWatchlists", "NextToken", token);
    VoiceIdCalls.Answer own = call("ListFraudsters", "NextToken", token);

    // Then
    assertThat(filtered.exception()).isEqualTo("ValidationException");
    assertThat(filtered.message()).contains("at 'nextToken'");
    assertThat(another.exception()).isEqualTo("ValidationException");
    assertThat(own.status()).isEqualTo(200);
  }

  @Test
  void a_deleted_fraudster_is_not_found_by_any_call() {
    // Given
    String who = fraudster();
    String list = domain.defaultWatchlist().value();

    // When
    VoiceIdCalls.Answer deleted = call("DeleteFraudster", "FraudsterId", who);

    // Then
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.whole().body()).isEmpty();
    for (String id : List.of(who, NOBODY)) {
      for (VoiceIdCalls.Answer answer :
          List.of(
              call("DescribeFraudster", "FraudsterId", id),
              call("DeleteFraudster", "FraudsterId", id),
              call("AssociateFraudster", "FraudsterId", id, "WatchlistId", list),
              call("DisassociateFraudster", "FraudsterId", id, "WatchlistId", list))) {
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("ResourceType")).isEqualTo("FRAUDSTER");
      }
    }
  }
}
