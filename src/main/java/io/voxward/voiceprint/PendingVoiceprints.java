package io.voxward.voiceprint;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.keys.SealContext;
import io.voxward.speaker.Speaker;
import io.voxward.voiceprint.VoiceSeals.Open;
import io.voxward.voiceprint.VoiceSeals.Sealed;
import io.voxward.voiceprint.store.PendingVoiceprintRepository;
import io.voxward.voiceprint.store.PendingVoiceprintRepository.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/**
 * Voiceprints of the next model, behind those of the one before: sealed like them, compared with
 * the calls of their owner to see whether both models agree, and with nothing else. Whoever writes
 * here has the speaker locked.
 */
@ApplicationScoped
public class PendingVoiceprints {
  private final PendingVoiceprintRepository rows;
  private final VoiceSeals seals;
  private final Clock clock;

  /** Keeps them in {@code rows}, sealed by {@code seals}. */
  public PendingVoiceprints(PendingVoiceprintRepository rows, VoiceSeals seals, Clock clock) {
    this.rows = rows;
    this.seals = seals;
    this.clock = clock;
  }

  /**
   * A pending voiceprint, opened.
   *
   * @param calls how many accepted calls it was made from
   */
  record Pending(Voiceprint print, int calls) {}

  /** That of the speaker. */
  @Transactional(Transactional.TxType.MANDATORY)
  Optional<Pending> find(Speaker speaker) {
    Optional<Stored> stored = rows.find(speaker);
    if (stored.isPresent()
        && !seals.isOpenable(speaker.tenant(), speaker.domain(), sealed(stored.get()))) {
      stored = rows.find(speaker); // It was sealed anew while it was read.
    }
    return stored.map(found -> {
      ModelId model = new ModelId(found.model());
      Open open = seals.open(context(speaker, model), model, sealed(found));
      return new Pending(
          new Voiceprint(
              open.embedding(),
              new NetSpeech(found.netSpeechSeconds()),
              clock.instant(),
              open.space()),
          found.calls());
    });
  }

  private static Sealed sealed(Stored stored) {
    return new Sealed(stored.sealed(), stored.keyGeneration(), stored.transformGeneration());
  }

  /**
   * Keeps one instead of the one before.
   *
   * @param behind the model of the voiceprint that it waits behind
   * @param voice as the engine made it
   */
  @Transactional(Transactional.TxType.MANDATORY)
  void begin(Speaker locked, ModelId behind, Embedding voice, NetSpeech speech) {
    Sealed sealed = seals.seal(context(locked, voice.model()), voice);
    put(locked, behind, voice.model(), sealed, speech, 1);
  }

  /**
   * The same with one that is in the domain's space.
   *
   * @param calls how many accepted calls it was made from
   */
  @Transactional(Transactional.TxType.MANDATORY)
  void keep(Speaker locked, ModelId behind, Voiceprint print, int calls) {
    ModelId model = print.embedding().model();
    Sealed sealed = seals.seal(context(locked, model), new Open(print.embedding(), print.space()));
    put(locked, behind, model, sealed, print.netSpeech(), calls);
  }

  private void put(
      Speaker locked, ModelId behind, ModelId model, Sealed sealed, NetSpeech speech, int calls) {
    rows.put(
        locked,
        behind.value(),
        new Stored(
            model.value(),
            sealed.bytes(),
            sealed.keyGeneration(),
            sealed.transformGeneration(),
            speech.seconds(),
            calls),
        clock.instant());
  }

  /** Removes that of the speaker. */
  @Transactional(Transactional.TxType.MANDATORY)
  void drop(Speaker locked) {
    rows.delete(locked);
  }

  private static SealContext context(Speaker speaker, ModelId model) {
    return context(speaker.tenant(), speaker.domain(), speaker.id().value(), model);
  }

  static SealContext context(TenantId tenant, DomainId domain, String speaker, ModelId model) {
    return new SealContext(tenant, domain, "pending-voiceprint", speaker, model.value());
  }
}
