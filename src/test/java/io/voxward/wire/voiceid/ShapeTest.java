package io.voxward.wire.voiceid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {
  private static final String DOMAIN = "\"DomainId\": \"7777aaaaaaaa77777777aa\"";
  private static final ServiceModel MODEL = ServiceModel.load();

  private static Complaints check(String operation, String body) {
    Complaints complaints = new Complaints();
    try {
      MODEL
          .operation(operation)
          .input()
          .check(VoiceIdJson.MAPPER.readTree(body), Place.ROOT, complaints);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(body, e);
    }
    return complaints;
  }

  private static @Nullable String message(String operation, String body) {
    return check(operation, body).message();
  }

  @Test
  void a_broken_pattern_is_told_as_the_official_service_told_it() {
    assertThat(message("DescribeDomain", "{\"DomainId\": \"7777-aaaaaaa77777777aa\"}"))
        .isEqualTo(
            "1 validation error detected: Value '7777-aaaaaaa77777777aa' at 'domainId' failed to"
                + " satisfy constraint: Member must satisfy regular expression pattern:"
                + " ^[a-zA-Z0-9]{22}$");
  }

  @Test
  void several_errors_are_counted_and_joined() {
    assertThat(message("DescribeSpeaker", "{\"DomainId\": \"short\"}"))
        .isEqualTo(
            "3 validation errors detected: Value 'short' at 'domainId' failed to satisfy"
                + " constraint: Member must have length greater than or equal to 22; Value 'short'"
                + " at 'domainId' failed to satisfy constraint: Member must satisfy regular"
                + " expression pattern: ^[a-zA-Z0-9]{22}$; Value null at 'speakerId' failed to"
                + " satisfy constraint: Member must not be null");
  }

  @Test
  void a_member_that_is_null_is_absent() {
    assertThat(message("DescribeDomain", "{\"DomainId\": null}"))
        .isEqualTo(
            "1 validation error detected: Value null at 'domainId' failed to satisfy constraint:"
                + " Member must not be null");
    assertThat(message("ListDomains", "{\"MaxResults\": null, \"NextToken\": null}")).isNull();
  }

  @Test
  void a_value_that_may_be_personal_is_not_repeated() {
    assertThat(message("DescribeSpeaker", "{" + DOMAIN + ", \"SpeakerId\": \"Jane Doe\"}"))
        .contains("Value 'HIDDEN_DUE_TO_SECURITY_REASONS' at 'speakerId'")
        .doesNotContain("Jane");
    assertThat(message("EvaluateSession", "{" + DOMAIN + ", \"SessionNameOrId\": \"Jane Doe\"}"))
        .doesNotContain("Jane");
  }

  @Test
  void a_long_value_is_cut() {
    assertThat(message("DescribeDomain", "{\"DomainId\": \"" + "x".repeat(5000) + "\"}"))
        .hasSizeLessThan(400)
        .contains("xxx...' at 'domainId'");
  }

  @Test
  void a_path_goes_through_structures_and_lists() {
    assertThat(
            message(
                "StartSpeakerEnrollmentJob",
                """
                {"DomainId": "7777aaaaaaaa77777777aa", "DataAccessRoleArn": "arn:aws:iam::111122223333:role/r",
                 "InputDataConfig": {}, "OutputDataConfig": {"S3Uri": "s3://bucket/out"},
                 "EnrollmentConfig": {"ExistingEnrollmentAction": "KEEP",
                   "FraudDetectionConfig": {"RiskThreshold": 101, "WatchlistIds": ["?"]}}}
                """))
        .startsWith("5 validation errors detected: ")
        .contains("Value null at 'inputDataConfig.s3Uri'")
        .contains(
            "Value 'KEEP' at 'enrollmentConfig.existingEnrollmentAction' failed to satisfy"
                + " constraint: Member must satisfy enum value set: [SKIP, OVERWRITE]")
        .contains(
            "Value '101' at 'enrollmentConfig.fraudDetectionConfig.riskThreshold' failed to"
                + " satisfy constraint: Member must have value less than or equal to 100")
        .contains("Value '?' at 'enrollmentConfig.fraudDetectionConfig.watchlistIds.1.member'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|greater than or equal to 1",
        "-1|greater than or equal to 1",
        "101|less than or equal to 100",
        "99999999999999999999|less than or equal to 100"
      })
  void a_number_out_of_its_range_is_told(String number, String rule) {
    assertThat(message("ListDomains", "{\"MaxResults\": " + number + "}"))
        .isEqualTo(
            "1 validation error detected: Value '"
                + number
                + "' at 'maxResults' failed to satisfy constraint: Member must have value "
                + rule);
  }

  @Test
  void list_domains_gives_up_to_a_hundred() {
    assertThat(message("ListDomains", "{\"MaxResults\": 100}")).isNull();
  }

  @Test
  void a_list_too_short_or_too_long_is_told() {
    String arn =
        "\"ResourceArn\": \"arn:aws:voiceid:x:111122223333:domain/7777aaaaaaaa77777777aa\"";
    String many = String.join(", ", java.util.Collections.nCopies(201, "\"k\""));

    assertThat(message("UntagResource", "{" + arn + ", \"TagKeys\": [" + many + "]}"))
        .endsWith("Member must have length less than or equal to 200");
    assertThat(message("UntagResource", "{" + arn + ", \"TagKeys\": [null]}"))
        .contains("Value null at 'tagKeys.1.member'");
    assertThat(message("TagResource", "{" + arn + ", \"Tags\": [{\"Key\": \"a\"}]}"))
        .contains("Value null at 'tags.1.member.value'");
  }

  @Test
  void length_counts_characters_not_units_of_their_coding() {
    // A letter outside of the basic plane: two units, one character.
    String letters = "\uD801\uDC00".repeat(1024);
    String body = "{\"Name\": \"n\", \"ServerSideEncryptionConfiguration\": {\"KmsKeyId\": \"k\"},";

    assertThat(message("CreateDomain", body + "\"Description\": \"" + letters + "\"}")).isNull();
    assertThat(message("CreateDomain", body + "\"Description\": \"" + letters + "x\"}"))
        .contains("less than or equal to 1024");
  }

  @Test
  void a_line_break_at_the_end_does_not_slip_through_a_pattern() {
    assertThat(message("DescribeSpeaker", "{" + DOMAIN + ", \"SpeakerId\": \"customer-7\\n\"}"))
        .contains("regular expression");
  }

  @TestFactory
  Stream<DynamicTest> a_value_of_another_json_kind_is_named_by_place_and_kind() {
    Map<String, String> bodies =
        Map.of(
            "{\"MaxResults\": \"1\"}", "'maxResults' must be an integer",
            "{\"MaxResults\": 1.5}", "'maxResults' must be an integer",
            "{\"MaxResults\": true}", "'maxResults' must be an integer",
            "{\"MaxResults\": []}", "'maxResults' must be an integer",
            "{\"NextToken\": 1}", "'nextToken' must be a string",
            "{\"NextToken\": {}}", "'nextToken' must be a string",
            "[]", "the body must be a structure",
            "\"x\"", "the body must be a structure",
            "null", "the body must be a structure");
    return bodies.entrySet().stream()
        .map(body ->
            DynamicTest.dynamicTest(
                body.getKey(),
                () ->
                    assertThat(check("ListDomains", body.getKey()).wrongKind())
                        .isEqualTo(body.getValue())));
  }

  /** Every constraint of every member that a request can have, tried from both sides. */
  @TestFactory
  Stream<DynamicTest> every_constraint_of_every_request_is_enforced() {
    List<DynamicTest> tests = new ArrayList<>();
    MODEL
        .operations()
        .values()
        .forEach(operation -> {
          for (Shape.Member member : operation.input().members()) {
            tests.add(
                DynamicTest.dynamicTest(
                    operation.name() + "." + member.name(), () -> holds(operation, member)));
          }
        });
    return tests.stream();
  }

  private static void holds(ServiceModel.Modelled operation, Shape.Member member) {
    for (String bad : bad(member.shape())) {
      Complaints complaints = check(operation.name(), "{\"" + member.name() + "\": " + bad + "}");
      String small = Character.toLowerCase(member.name().charAt(0)) + member.name().substring(1);
      assertThat(complaints.message() + complaints.wrongKind())
          .as("%s = %s", member.name(), bad)
          .contains("'" + small);
    }
    if (operation.input().required().contains(member.name())) {
      assertThat(message(operation.name(), "{}")).contains("Member must not be null");
    }
  }

  private static List<String> bad(Shape shape) {
    List<String> bad = new ArrayList<>();
    switch (shape) {
      case Shape.Text text -> {
        bad.add("1");
        if (text.min() > 0) {
          bad.add("\"" + "a".repeat(text.min() - 1) + "\"");
        }
        if (text.max() < Integer.MAX_VALUE) {
          bad.add("\"" + "a".repeat(text.max() + 1) + "\"");
        }
        if (text.pattern() != null) {
          bad.add("\"\\u0000\u00e9\"");
        }
        if (text.values() != null) {
          bad.add("\"NOT_ONE_OF_THEM\"");
        }
      }
      case Shape.Whole whole -> {
        bad.add("\"1\"");
        bad.add("1.5");
        if (whole.min() > Integer.MIN_VALUE) {
          bad.add(Long.toString(whole.min() - 1));
        }
        if (whole.max() < Integer.MAX_VALUE) {
          bad.add(Long.toString(whole.max() + 1));
        }
      }
      case Shape.Fraction _ -> bad.add("\"1\"");
      case Shape.Flag _ -> bad.add("\"true\"");
      case Shape.Time _ -> bad.add("\"2026-05-20T12:00:00Z\"");
      case Shape.Many many -> {
        bad.add("{}");
        bad(many.member()).forEach(item -> bad.add("[" + item + "]"));
      }
      case Shape.Structure structure -> {
        bad.add("[]");
        for (Shape.Member member : structure.members()) {
          bad(member.shape())
              .forEach(value -> bad.add("{\"" + member.name() + "\": " + value + "}"));
        }
      }
    }
    return bad;
  }
}
