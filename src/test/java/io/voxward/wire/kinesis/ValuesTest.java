package io.voxward.wire.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.common.FailureException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of AWS, and the pace of what is fetched late. */
class ValuesTest {
  private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

  @Test
  void a_streams_arn_tells_region_and_account() {
    assertThat(Stage.STREAM.region()).isEqualTo("eu-central-1");
    assertThat(Stage.STREAM.account()).isEqualTo("123456789012");
    assertThat(
            new StreamArn("arn:aws-us-gov:kinesisvideo:us-gov-west-1:123456789012:stream/a/1")
                .region())
        .isEqualTo("us-gov-west-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "arn:aws:kinesis:eu-central-1:123456789012:stream/a/1",
        "arn:aws:kinesisvideo:evil.example.com/:123456789012:stream/a/1",
        "arn:aws:kinesisvideo:eu-central-1:1:stream/a/1",
        "arn:aws:kinesisvideo:eu-central-1:123456789012:stream/a/1\n",
        "arn:aws:kinesisvideo:eu-central-1:123456789012:channel/a/1"
      })
  void another_arn_is_refused_by_name(String arn) {
    assertThatThrownBy(() -> new StreamArn(arn))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("streamArn: must be arn:aws:kinesisvideo:");
  }

  @Test
  void fragments_are_ordered_by_number_and_not_as_text() {
    assertThat(new FragmentNumber("10")).isGreaterThan(new FragmentNumber("9"));
    assertThat(new FragmentNumber("0009")).isLessThan(new FragmentNumber("10"));
    assertThat(new FragmentNumber("91343852333181432392682062607743920146240692165"))
        .isGreaterThan(new FragmentNumber("91343852333181432392682062607743920146240692164"));
    assertThatThrownBy(() -> new FragmentNumber("12a"))
        .hasMessageStartingWith("startFragmentNumber: must be");
  }

  @Test
  void an_instance_and_its_contact_have_connects_names() {
    InstanceArn arn = new InstanceArn("arn:aws:connect:eu-central-1:123456789012:instance/i-1");
    assertThat(arn.id()).isEqualTo("i-1");
    assertThat(arn.contact(new ContactId("c-1")).value())
        .isEqualTo("arn:aws:connect:eu-central-1:123456789012:instance/i-1/contact/c-1");
    assertThatThrownBy(() -> new InstanceArn("i-1")).hasMessageStartingWith("instanceArn: must be");
    assertThatThrownBy(() -> new ContactId("a b")).hasMessageStartingWith("contactId: must be");
  }

  @Test
  void a_running_call_is_not_held_up_and_a_late_one_comes_four_times_as_fast() {
    // Given
    Pace pace = new Pace(4, START);

    // When: a second at once, each second
    Duration live = pace.wait(1, START.plusSeconds(1));
    Duration alsoLive = pace.wait(1, START.plusSeconds(2));
    Duration late = Duration.ZERO;
    for (int i = 0; i < 40; i++) {
      late = pace.wait(0.25, START.plusSeconds(3));
    }

    // Then: ten seconds at once take two and a half, the first of them being free
    assertThat(live).isZero();
    assertThat(alsoLive).isZero();
    assertThat(late).isEqualTo(Duration.ofMillis(2250));
  }
}
