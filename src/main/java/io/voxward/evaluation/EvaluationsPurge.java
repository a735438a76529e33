package io.voxward.evaluation;

import io.voxward.domain.PurgeStep;
import io.voxward.evaluation.store.EvaluationRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Removes the decision records of a domain that is purged. */
@ApplicationScoped
public class EvaluationsPurge implements PurgeStep {
  private final EvaluationRepository evaluations;

  /** Removes from {@code evaluations}. */
  public EvaluationsPurge(EvaluationRepository evaluations) {
    this.evaluations = evaluations;
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part("evaluations", evaluations::countOf, evaluations::purge));
  }
}
