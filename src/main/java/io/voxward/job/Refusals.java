package io.voxward.job;

import io.voxward.common.Failure;
import io.voxward.job.JobKind.Prepared;
import java.time.Duration;
import java.util.Optional;

/** The one table from a refusal to what becomes of the item or job that met it. */
final class Refusals {
  private Refusals() {}

  /** The refusal as a failure with a code; empty where trying again may help. */
  static Optional<JobFailure> lasting(Failure failure) {
    return switch (failure) {
      case Failure.Invalid _,
          Failure.NotFound _,
          Failure.TooLarge _,
          Failure.UnsupportedMedia _,
          Failure.UnusableAudio _ ->
          failed(JobFailure.BAD_REQUEST, failure);
      case Failure.QuotaExceeded _ -> failed(JobFailure.LIMIT, failure);
      case Failure.Forbidden _, Failure.Unauthenticated _ -> failed(JobFailure.FORBIDDEN, failure);
      case Failure.Conflict _ -> failed(JobFailure.CONFLICT, failure);
      case Failure.Throttled _, Failure.Overloaded _, Failure.NotReady _, Failure.Internal _ ->
          Optional.empty();
    };
  }

  private static Optional<JobFailure> failed(int code, Failure failure) {
    return Optional.of(new JobFailure(code, failure.message()));
  }

  /** The refusal as a wait that costs no attempt, where it says how long to wait. */
  static Optional<Prepared.Later> later(Failure failure) {
    return switch (failure) {
      case Failure.Throttled(Duration wait) -> Optional.of(new Prepared.Later(wait));
      case Failure.Overloaded(String _, Duration wait) -> Optional.of(new Prepared.Later(wait));
      case Failure.NotReady(String _, Duration wait) -> Optional.of(new Prepared.Later(wait));
      default -> Optional.empty();
    };
  }
}
