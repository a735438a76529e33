package io.voxward.engine.scoring;

import io.voxward.engine.embedding.ModelId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The scorer of each model that voices are kept by: the current one and, while it takes the place
 * of another, that one. Each refuses embeddings of any model but its own.
 */
public final class Scorers {
  private final Scorer current;
  private final @Nullable Scorer previous;

  private Scorers(Scorer current, @Nullable Scorer previous) {
    if (previous != null && model(previous).equals(model(current))) {
      throw new IllegalArgumentException("two scorers of one model: " + model(current));
    }
    this.current = current;
    this.previous = previous;
  }

  /** One model alone. */
  public static Scorers of(Scorer current) {
    return new Scorers(current, null);
  }

  /** The same with that of the previous model. */
  public Scorers withPrevious(Scorer scorer) {
    return new Scorers(current, scorer);
  }

  /** That of the model which new voices are kept by. */
  public Scorer current() {
    return current;
  }

  /** The model which new voices are kept by. */
  public ModelId currentModel() {
    return model(current);
  }

  /** The model whose place the current one takes. */
  public Optional<ModelId> previousModel() {
    return Optional.ofNullable(previous).map(Scorers::model);
  }

  /** That of a model; empty if it is neither of them. */
  public Optional<Scorer> of(ModelId model) {
    if (model.equals(currentModel())) {
      return Optional.of(current);
    }
    return Optional.ofNullable(previous).filter(scorer -> model(scorer).equals(model));
  }

  /** The model of that id; empty if it is neither of them. */
  public Optional<ModelId> named(String id) {
    if (currentModel().value().equals(id)) {
      return Optional.of(currentModel());
    }
    return previousModel().filter(model -> model.value().equals(id));
  }

  private static ModelId model(Scorer scorer) {
    return scorer.calibration().origin().model();
  }
}
