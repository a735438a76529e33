package io.voxward.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoVoicesTest {
  private final DemoVoices voices = new DemoVoices();

  @Test
  void the_six_people_can_be_enrolled_and_can_call() {
    assertThat(voices.people())
        .containsExactlyInAnyOrder("allison", "june", "carlo", "russian", "menardi", "armelle")
        .allSatisfy(person -> {
          assertThat(voices.enrollment(person).length).isGreaterThan(25 * 8_000);
          assertThat(voices.call(person).length).isGreaterThan(25 * 8_000);
        });
  }
}
