package io.voxward.evaluation;

import io.voxward.session.Claim;
import io.voxward.session.Heard;
import io.voxward.voiceprint.ModelChanges.BothVoices;
import io.voxward.voiceprint.ModelChanges.Made;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One call's part in a change of the speaker model: whether its caller is accepted by a print of
 * the previous model, and the voice by both models as far as it was heard. It is handed over once,
 * when the call is over: a print that holds speech of a call must not decide on that call.
 *
 * <p>One session, one of these; safe for several threads.
 */
final class NextModelCall {
  private @Nullable Claim accepted;
  private double wantedSeconds;
  private @Nullable Heard heard;

  /**
   * What the call hands over.
   *
   * @param speaker who was accepted
   */
  record Handover(Claim speaker, BothVoices voices) {}

  /**
   * Takes in a decision.
   *
   * @param byPrevious whether it was made with a print of the previous model
   * @param wanted how much speech is worth waiting for, in seconds; asked for once
   */
  synchronized void decided(
      @Nullable Authentication authentication, boolean byPrevious, DoubleSupplier wanted) {
    Claim speaker =
        byPrevious
                && authentication != null
                && authentication.decision() == AuthenticationDecision.ACCEPT
            ? authentication.speaker()
            : null;
    if (speaker == null) {
      forget();
    } else if (!speaker.equals(accepted)) {
      wantedSeconds = wanted.getAsDouble();
      accepted = speaker;
    }
  }

  /** Takes in what was heard so far. */
  synchronized void heard(Heard now) {
    if (accepted != null && now.voice() != null && now.byPrevious() != null) {
      heard = now;
    }
  }

  /** Whether more speech of the call is worth embedding, though all is decided. */
  synchronized boolean wantsMore(Heard now) {
    Heard.Voice voice = now.byBoth().voice();
    return accepted != null && (voice == null || voice.speech().seconds() < wantedSeconds);
  }

  /** Something was noticed by which the speech may not be all the caller's. */
  synchronized void forget() {
    accepted = null;
    heard = null;
  }

  /** What there is, once. */
  synchronized Optional<Handover> handOver() {
    Claim speaker = accepted;
    Heard last = heard;
    forget();
    return speaker == null || last == null
        ? Optional.empty()
        : voices(last).map(voices -> new Handover(speaker, voices));
  }

  /** The voice by both models; empty unless both have heard it. */
  static Optional<BothVoices> voices(Heard heard) {
    Heard.Voice current = heard.voice();
    Heard.Voice previous = heard.byPrevious();
    return current == null || previous == null
        ? Optional.empty()
        : Optional.of(new BothVoices(made(current), made(previous)));
  }

  private static Made made(Heard.Voice voice) {
    return new Made(voice.embedding(), voice.speech());
  }
}
