package io.voxward.demo;

import io.voxward.client.Evaluation;
import org.jspecify.annotations.Nullable;

/** What is asked about a caller. */
enum Question {
  /** Are they who they say. */
  IDENTITY {
    @Override
    String word(Evaluation evaluation) {
      return evaluation.decision();
    }

    @Override
    @Nullable Integer score(Evaluation evaluation) {
      return evaluation.score();
    }

    @Override
    boolean judges(Evaluation evaluation) {
      Evaluation.Authentication authentication = evaluation.authentication();
      return authentication != null && authentication.judgesVoice();
    }
  },
  /** Are they a known fraudster. */
  RISK {
    @Override
    String word(Evaluation evaluation) {
      Evaluation.Fraud fraud = evaluation.fraud();
      return fraud == null ? "" : fraud.decision();
    }

    @Override
    @Nullable Integer score(Evaluation evaluation) {
      Evaluation.Fraud fraud = evaluation.fraud();
      Evaluation.KnownFraudster nearest = fraud == null ? null : fraud.knownFraudster();
      return nearest == null ? null : nearest.score();
    }

    @Override
    boolean judges(Evaluation evaluation) {
      Evaluation.Fraud fraud = evaluation.fraud();
      return fraud != null && fraud.decided();
    }
  };

  /** The decision, or an empty word while there is none. */
  abstract String word(Evaluation evaluation);

  /** The score behind the decision, where there is one. */
  abstract @Nullable Integer score(Evaluation evaluation);

  /** Whether the decision is a judgement of the voice. */
  abstract boolean judges(Evaluation evaluation);
}
