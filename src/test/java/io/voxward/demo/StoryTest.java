package io.voxward.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StoryTest {
  private final Story story = Story.bankLine();
  private final ClipLibrary clips = ClipLibrary.open();

  private List<Call> calls(Predicate<Call> which) {
    return story.acts().stream().flatMap(act -> act.calls().stream()).filter(which).toList();
  }

  private Set<String> clipsOf(Predicate<Call> which) {
    return calls(which).stream().flatMap(call -> call.clips().stream()).collect(Collectors.toSet());
  }

  @Test
  void no_recording_is_heard_both_at_an_enrollment_and_in_a_call() {
    Set<String> both = new HashSet<>(clipsOf(call -> call.script() == Call.Script.ENROLS));

    both.retainAll(clipsOf(call -> call.script() == Call.Script.CLAIMS));

    assertThat(both).isEmpty();
  }

  @Test
  void every_decision_of_the_story_is_expected_at_least_once() {
    assertThat(calls(call -> true).stream().map(Call::expected))
        .contains(
            "ACCEPT",
            "REJECT",
            "NOT_ENOUGH_SPEECH",
            "SPEAKER_NOT_ENROLLED",
            "SPEAKER_OPTED_OUT",
            "NEW_REGISTRATION",
            "HIGH_RISK",
            "LOW_RISK",
            "REFUSED: MULTIPLE_SPEAKERS",
            "REFUSED: NOT_SPEECH");
  }

  @Test
  void who_is_accepted_speaks_with_their_own_voice() {
    List<Call> accepted = calls(call -> call.expected().equals("ACCEPT"));

    assertThat(accepted)
        .allSatisfy(call ->
            assertThat(call.clips())
                .allMatch(id -> clips.clip(id).person().equals(call.customer())));
  }

  @Test
  void who_is_rejected_speaks_with_another_voice() {
    List<Call> rejected = calls(call -> call.expected().equals("REJECT"));

    assertThat(rejected)
        .allSatisfy(call ->
            assertThat(call.clips())
                .noneMatch(id -> clips.clip(id).person().equals(call.customer())));
  }

  @Test
  void the_fraudster_is_caught_by_another_recording_of_the_same_voice_under_another_name() {
    Call registered = calls(call -> call.script() == Call.Script.REGISTERS_FRAUDSTER).getFirst();
    Call caught = calls(call -> call.expected().equals("HIGH_RISK")).getFirst();

    assertThat(people(caught)).isEqualTo(people(registered));
    assertThat(caught.clips()).doesNotContainAnyElementsOf(registered.clips());
    assertThat(caught.customer()).isNotEqualTo(registered.customer());
    assertThat(people(calls(call -> call.expected().equals("LOW_RISK")).getFirst()))
        .doesNotContainAnyElementsOf(people(registered));
  }

  private Set<String> people(Call call) {
    return call.clips().stream().map(id -> clips.clip(id).person()).collect(Collectors.toSet());
  }

  @Test
  void one_customer_calls_back_in_another_language() {
    Set<String> languages =
        clipsOf(call -> call.customer().equals("allison") && call.expected().equals("ACCEPT"))
            .stream()
            .map(id -> clips.clip(id).language())
            .collect(Collectors.toSet());

    assertThat(languages).containsExactlyInAnyOrder("en-US", "es-MX");
  }

  @Test
  void every_clip_can_be_played() {
    Set<String> all = clipsOf(call -> true);

    assertThat(all)
        .allSatisfy(id -> assertThat(clips.speech(List.of(id)).length).isGreaterThan(8_000));
  }

  @Test
  void clips_of_one_call_are_parted_by_a_pause() {
    int one = clips.speech(List.of("june-short-1")).length;

    assertThat(clips.speech(List.of("june-short-1", "june-short-1")).length)
        .isEqualTo(2 * one + 2_400);
  }

  @Test
  void the_people_heard_are_credited() {
    assertThat(clips.credits()).hasSize(7).anyMatch(line -> line.startsWith("Allison Smith"));
  }
}
