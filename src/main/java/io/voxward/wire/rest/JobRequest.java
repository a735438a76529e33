package io.voxward.wire.rest;

import io.voxward.common.FailureException;
import io.voxward.common.WatchlistId;
import io.voxward.engine.quality.SeveralVoices;
import io.voxward.enrollment.batch.BatchFiles;
import io.voxward.enrollment.batch.BatchKeeping;
import io.voxward.enrollment.batch.BatchKind;
import io.voxward.enrollment.batch.BatchPlan;
import io.voxward.enrollment.batch.EnrollmentPlan;
import io.voxward.enrollment.batch.EnrollmentPlan.FraudCheck;
import io.voxward.enrollment.batch.RegistrationPlan;
import io.voxward.profile.ProfileRef;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about a job to be started.
 *
 * @param timeToLiveHours how long its results live after its end
 * @param retention {@code none}: nothing of the audio is kept, whatever the domain keeps
 */
public record JobRequest(
    @Nullable String kind,
    @Nullable String name,
    @Nullable String input,
    @Nullable Output output,
    @Nullable String dataAccessRoleArn,
    @Nullable Enrollment enrollment,
    @Nullable Registration registration,
    @Nullable Integer timeToLiveHours,
    @Nullable String retention) {

  /** Where results go. */
  public record Output(@Nullable String uri, @Nullable String kmsKeyId) {}

  /**
   * How speakers are enrolled.
   *
   * @param speakerDiarization how recordings of several people are taken; refused where left out
   * @param profile a registered profile that says how much speech is needed
   */
  public record Enrollment(
      @Nullable String existingEnrollmentAction,
      @Nullable FraudDetection fraudDetection,
      @Nullable SpeakerDiarization speakerDiarization,
      @Nullable String profile) {}

  /**
   * How many people may speak in the recordings of an entry.
   *
   * @param speakers who of them is enrolled: {@code longest}
   */
  public record SpeakerDiarization(
      @Nullable Integer minSpeakers, @Nullable Integer maxSpeakers, @Nullable String speakers) {
    private static final String MEMBER = "enrollment.speakerDiarization.";

    SeveralVoices allowed() {
      return SpeakersQuery.allowed(
          MEMBER, minSpeakers, Body.required(MEMBER + "maxSpeakers", maxSpeakers), speakers);
    }
  }

  /** How fraudsters are looked for first. */
  public record FraudDetection(
      @Nullable String action, @Nullable Integer riskThreshold, @Nullable String watchlistId) {}

  /** How fraudsters are registered. */
  public record Registration(
      @Nullable String duplicateRegistrationAction,
      @Nullable Integer fraudsterSimilarityThreshold,
      @Nullable String watchlistId) {}

  BatchFiles files() {
    String from = Body.required("input", input);
    if (output == null && from.startsWith(BatchFiles.UPLOAD)) {
      return new BatchFiles(from, null, null, dataAccessRoleArn);
    }
    Output place = Body.required("output", output);
    return new BatchFiles(
        from, Body.required("output.uri", place.uri()), place.kmsKeyId(), dataAccessRoleArn);
  }

  BatchKeeping keeping() {
    return new BatchKeeping(timeToLiveHours, RetentionWord.isNone("retention", retention));
  }

  BatchPlan plan() {
    return switch (word(BatchKind.class, "kind", Body.required("kind", kind))) {
      case SPEAKER_ENROLLMENT -> {
        refuse("registration", registration);
        yield enrollment == null ? EnrollmentPlan.DEFAULT : plan(enrollment);
      }
      case FRAUDSTER_REGISTRATION -> {
        refuse("enrollment", enrollment);
        yield registration == null ? RegistrationPlan.DEFAULT : plan(registration);
      }
    };
  }

  private static void refuse(String field, @Nullable Object given) {
    if (given != null) {
      throw FailureException.invalid(field, "is not for this kind of job");
    }
  }

  private static EnrollmentPlan plan(Enrollment given) {
    FraudDetection fraud = given.fraudDetection();
    return new EnrollmentPlan(
        optional(
            EnrollmentPlan.Existing.class,
            "enrollment.existingEnrollmentAction",
            given.existingEnrollmentAction()),
        fraud == null
            ? null
            : new FraudCheck(
                optional(
                    EnrollmentPlan.FraudAction.class,
                    "enrollment.fraudDetection.action",
                    fraud.action()),
                fraud.riskThreshold(),
                watchlist(fraud.watchlistId())),
        given.speakerDiarization() == null ? null : given.speakerDiarization().allowed(),
        given.profile() == null ? null : ProfileRef.parse("enrollment.profile", given.profile()));
  }

  private static RegistrationPlan plan(Registration given) {
    return new RegistrationPlan(
        optional(
            RegistrationPlan.Duplicates.class,
            "registration.duplicateRegistrationAction",
            given.duplicateRegistrationAction()),
        given.fraudsterSimilarityThreshold(),
        watchlist(given.watchlistId()));
  }

  private static @Nullable WatchlistId watchlist(@Nullable String id) {
    return id == null ? null : new WatchlistId(id);
  }

  private static <E extends Enum<E>> @Nullable E optional(
      Class<E> words, String field, @Nullable String given) {
    return given == null ? null : word(words, field, given);
  }

  /** The word that a caller gave. */
  static <E extends Enum<E>> E word(Class<E> words, String field, String given) {
    return Arrays.stream(words.getEnumConstants())
        .filter(word -> word.name().equals(given))
        .findFirst()
        .orElseThrow(() ->
            FailureException.invalid(
                field, "must be one of " + Arrays.toString(words.getEnumConstants())));
  }

  /** Nothing: names may be personal. */
  @Override
  public String toString() {
    return "JobRequest[hidden]";
  }
}
