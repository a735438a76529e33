package io.voxward.wire.rest;

import io.voxward.enrollment.FraudsterRegistrations.Registration;
import io.voxward.enrollment.VoiceMaker;
import io.voxward.watchlist.FraudsterAdmissions.Admitted;
import io.voxward.wire.call.Rounded;
import io.voxward.wire.rest.EnrolledBody.QualityBody;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * What came of registering a fraudster.
 *
 * @param registrationStatus {@code NEW_REGISTRATION} or {@code DUPLICATE_SKIPPED}, as in Voice ID's
 *     output manifests
 * @param similarityScore how near the known fraudster came; only with {@code DUPLICATE_SKIPPED}
 * @param fraudster the new one, or the one who was known
 */
public record RegistrationBody(
    String registrationStatus,
    @Nullable Integer similarityScore,
    FraudsterBody fraudster,
    double netSpeechSeconds,
    double neededSeconds,
    QualityBody quality) {

  /** 201 with a new fraudster, 200 with a known one. */
  static Response answer(Registration registration) {
    return switch (registration.admitted()) {
      case Admitted.Registered _ ->
          answer(Response.Status.CREATED, registration, "NEW_REGISTRATION", null);
      case Admitted.Known(var _, var similarity) ->
          answer(Response.Status.OK, registration, "DUPLICATE_SKIPPED", similarity.value());
    };
  }

  private static Response answer(
      Response.Status status,
      Registration registration,
      String word,
      @Nullable Integer similarity) {
    VoiceMaker.Quality quality = registration.quality();
    return Response.status(status)
        .entity(
            new RegistrationBody(
                word,
                similarity,
                FraudsterBody.of(registration.admitted().fraudster()),
                Rounded.down(registration.netSpeechSeconds()),
                registration.neededSeconds(),
                new QualityBody(quality.snrDb(), quality.clippingShare(), quality.bandwidthHz())))
        .build();
  }
}
