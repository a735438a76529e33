package io.voxward.enrollment.batch;

/** What a batch job is to do, where its starter said something about it. */
public sealed interface BatchPlan permits EnrollmentPlan, RegistrationPlan {
  /** What kind of job it is for. */
  BatchKind kind();
}
