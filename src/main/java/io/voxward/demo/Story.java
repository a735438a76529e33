package io.voxward.demo;

import static io.voxward.demo.Call.Script.CHECKS_FRAUD;
import static io.voxward.demo.Call.Script.CLAIMS;
import static io.voxward.demo.Call.Script.CLAIMS_LATE;
import static io.voxward.demo.Call.Script.ENROLS;
import static io.voxward.demo.Call.Script.OPTS_OUT;
import static io.voxward.demo.Call.Script.REGISTERS_FRAUDSTER;
import static io.voxward.demo.Call.Script.SENDS_RECORDING;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A bank's telephone line, in acts; the calls of one act are on the line at the same time.
 *
 * @param acts in order
 */
record Story(List<Act> acts) {
  static final String ENROLLED = "ENROLLED";
  static final String OPTED_OUT = "OPTED_OUT";
  static final String REGISTERED = "NEW_REGISTRATION";

  /**
   * The score from which a call in another language than the enrolment's is accepted: across
   * languages a voice is less like itself, and the flow knows which language the caller chose.
   */
  static final int ACROSS_LANGUAGES = 30;

  /** Calls at the same time, under a heading. */
  record Act(String title, List<Call> calls) {
    Act {
      calls = List.copyOf(calls);
    }
  }

  Story {
    acts = List.copyOf(acts);
  }

  /** How many calls there are in all. */
  int size() {
    return acts.stream().mapToInt(act -> act.calls().size()).sum();
  }

  /** The story that {@code ./voxward demo} tells. */
  static Story bankLine() {
    return new Story(
        List.of(enrollments(), optOut(), returning(), doubtful(), fraud(), fraudAgain()));
  }

  private static Act enrollments() {
    return new Act(
        "Customers enrol, each in one call",
        List.of(
            enrols("allison", "English", 4),
            enrols("june", "Canadian French", 3),
            enrols("carlo", "Italian", 3),
            enrols("menardi", "Italian", 3),
            enrols("armelle", "French", 4),
            new Call(
                "couple",
                "two voices in one call",
                ENROLS,
                List.of("russian-enrol-3", "russian-enrol-4", "carlo-enrol-2"),
                Call.refused("MULTIPLE_SPEAKERS")),
            new Call(
                "monkeys",
                "a recording of monkeys",
                SENDS_RECORDING,
                List.of("nobody-noise-1"),
                Call.refused("NOT_SPEECH"))));
  }

  private static Call enrols(String person, String language, int clips) {
    return new Call(
        person,
        "enrols, in " + language,
        ENROLS,
        IntStream.rangeClosed(1, clips).mapToObj(number -> person + "-enrol-" + number).toList(),
        ENROLLED);
  }

  private static Act optOut() {
    return new Act(
        "One of them opts out",
        List.of(new Call("armelle", "wants no voiceprint", OPTS_OUT, List.of(), OPTED_OUT)));
  }

  private static Act returning() {
    return new Act(
        "Customers call back",
        List.of(
            calls("allison", "herself", "ACCEPT", "allison-call-1", "allison-call-2"),
            calls("june", "herself", "ACCEPT", "june-call-1", "june-call-2"),
            calls("carlo", "himself", "ACCEPT", "carlo-call-1", "carlo-call-2"),
            calls("menardi", "herself", "ACCEPT", "menardi-call-1", "menardi-call-2"),
            calls(
                    "allison",
                    "herself, in Spanish *",
                    "ACCEPT",
                    "allison-spanish-1",
                    "allison-spanish-2")
                .acceptingFrom(ACROSS_LANGUAGES),
            new Call(
                "carlo",
                "says who he is in mid-call",
                CLAIMS_LATE,
                List.of("carlo-call-3", "carlo-call-4"),
                "ACCEPT")));
  }

  private static Act doubtful() {
    return new Act(
        "Calls that must not get through",
        List.of(
            calls("allison", "an impostor: menardi", "REJECT", "menardi-call-3", "menardi-call-4"),
            calls("allison", "an impostor: june *", "REJECT", "june-call-3", "june-call-4")
                .acceptingFrom(ACROSS_LANGUAGES),
            calls("june", "an impostor: allison", "REJECT", "allison-call-3", "allison-call-4"),
            calls(
                "olga",
                "never enrolled",
                "SPEAKER_NOT_ENROLLED",
                "russian-call-1",
                "russian-call-2"),
            calls("armelle", "opted out", "SPEAKER_OPTED_OUT", "armelle-call-1", "armelle-call-2"),
            calls("june", "says too little", "NOT_ENOUGH_SPEECH", "june-short-1"),
            calls(
                "carlo",
                "beeps, no speech",
                "NOT_ENOUGH_SPEECH",
                "nobody-noise-2",
                "nobody-noise-1")));
  }

  private static Act fraud() {
    return new Act(
        "A caller turns out to be a fraudster",
        List.of(
            new Call(
                "olga",
                "is put on the watchlist",
                REGISTERS_FRAUDSTER,
                List.of("russian-enrol-1", "russian-enrol-2", "russian-enrol-3"),
                REGISTERED)));
  }

  private static Act fraudAgain() {
    return new Act(
        "The fraudster calls again, and so does a customer",
        List.of(
            new Call(
                "carlo",
                "the fraudster's voice",
                CHECKS_FRAUD,
                List.of("russian-call-3", "russian-call-4"),
                "HIGH_RISK"),
            new Call(
                "allison",
                "herself",
                CHECKS_FRAUD,
                List.of("allison-call-3", "allison-call-4"),
                "LOW_RISK")));
  }

  private static Call calls(String customer, String plot, String expected, String... clips) {
    return new Call(customer, plot, CLAIMS, List.of(clips), expected);
  }
}
