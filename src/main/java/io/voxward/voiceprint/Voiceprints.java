package io.voxward.voiceprint;

import io.voxward.common.DomainId;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.TenantId;
import io.voxward.consent.ErasureReason;
import io.voxward.consent.ErasureStep;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.keys.DataKey;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.SealContext;
import io.voxward.speaker.Speaker;
import io.voxward.voiceprint.store.VoiceprintRepository;
import io.voxward.voiceprint.store.VoiceprintRepository.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The voiceprints of speakers and of fraudsters. What lies in the database is the embedding after
 * its domain's secret transform, sealed under the domain's key and bound to tenant, domain, owner
 * and model.
 */
@ApplicationScoped
public class Voiceprints implements ErasureStep {
  /** Voiceprints read by one query. */
  private static final int READ_AT_ONCE = 1000;

  private final VoiceprintRepository rows;
  private final DomainKeys keys;
  private final DomainSpaces spaces;
  private final Clock clock;

  /** Keeps voiceprints in {@code rows}, sealed by {@code keys}. */
  public Voiceprints(VoiceprintRepository rows, DomainKeys keys, DomainSpaces spaces, Clock clock) {
    this.rows = rows;
    this.keys = keys;
    this.spaces = spaces;
    this.clock = clock;
  }

  /**
   * Keeps a speaker's voiceprint instead of the one before, whatever model made that. Call it after
   * {@link io.voxward.speaker.Speakers#recordEnrollment}, in the same transaction.
   *
   * @param embedding as the engine made it
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void replace(
      Speaker speaker,
      Embedding embedding,
      NetSpeech netSpeech,
      VoiceprintFigures figures,
      VoiceprintSource source) {
    keep(VoiceprintOwner.of(speaker), embedding, netSpeech, figures, source);
  }

  /**
   * Keeps a fraudster's voiceprint, in the transaction that registers them.
   *
   * @param embedding as the engine made it
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void keepFraudster(
      TenantId tenant,
      DomainId domain,
      GeneratedFraudsterId fraudster,
      Embedding embedding,
      NetSpeech netSpeech,
      VoiceprintFigures figures,
      VoiceprintSource source) {
    keep(VoiceprintOwner.of(tenant, domain, fraudster), embedding, netSpeech, figures, source);
  }

  private void keep(
      VoiceprintOwner owner,
      Embedding embedding,
      NetSpeech netSpeech,
      VoiceprintFigures figures,
      VoiceprintSource source) {
    DomainKeys.Sealing sealing = keys.sealing(owner.tenant(), owner.domain());
    DomainSpace space = spaces.of(owner.tenant(), owner.domain(), sealing.seed());
    DataKey key = sealing.dataKey();
    byte[] sealed =
        key.seal(bytes(space.turn(embedding.vector())), context(owner, embedding.model()));
    Instant now = clock.instant();
    rows.delete(owner);
    rows.insert(
        owner,
        new Stored(
            owner.id(),
            embedding.model().value(),
            sealed,
            key.generation(),
            space.generation(),
            netSpeech.seconds(),
            now),
        figures,
        source);
  }

  /** The speaker's voiceprint, whichever model made it. */
  @Transactional
  public Optional<Voiceprint> find(Speaker speaker) {
    VoiceprintOwner owner = VoiceprintOwner.of(speaker);
    return current(owner).map(stored -> open(owner, stored));
  }

  /** What is stored; read once more if it was sealed anew while it was read. */
  private Optional<Stored> current(VoiceprintOwner owner) {
    Optional<Stored> stored = rows.newest(owner);
    return stored.isEmpty() || isSealedNow(owner.tenant(), owner.domain(), stored.get())
        ? stored
        : rows.newest(owner);
  }

  private boolean isSealedNow(TenantId tenant, DomainId domain, Stored stored) {
    return keys.has(
        tenant,
        domain,
        new DomainKeys.Generations(stored.keyGeneration(), stored.transformGeneration()));
  }

  /** The speaker's voiceprint by that model. */
  @Transactional
  public Optional<Voiceprint> find(Speaker speaker, ModelId model) {
    return find(speaker).filter(print -> print.embedding().model().equals(model));
  }

  /**
   * The voiceprints that a model made of these fraudsters; one whose print is of another model is
   * left out.
   *
   * @param space the space of the domain that all of them are to be in
   */
  @Transactional
  public List<FraudsterVoiceprint> ofFraudsters(
      TenantId tenant,
      DomainId domain,
      DomainSpace space,
      ModelId model,
      List<GeneratedFraudsterId> fraudsters) {
    List<FraudsterVoiceprint> prints = new ArrayList<>(fraudsters.size());
    for (int from = 0; from < fraudsters.size(); from += READ_AT_ONCE) {
      List<String> ids =
          fraudsters.subList(from, Math.min(from + READ_AT_ONCE, fraudsters.size())).stream()
              .map(GeneratedFraudsterId::value)
              .toList();
      for (Stored stored : fraudsters(tenant, domain, model, ids)) {
        GeneratedFraudsterId id = new GeneratedFraudsterId(stored.owner());
        Voiceprint print = open(VoiceprintOwner.of(tenant, domain, id), stored);
        prints.add(new FraudsterVoiceprint(id, moved(print, space)));
      }
    }
    return prints;
  }

  /** What is stored of some; read once more if some of it was sealed anew while it was read. */
  private List<Stored> fraudsters(
      TenantId tenant, DomainId domain, ModelId model, List<String> ids) {
    Supplier<List<Stored>> reading =
        () -> rows.ofOwners(tenant, domain, VoiceprintOwner.Kind.FRAUDSTER, model.value(), ids);
    List<Stored> stored = reading.get();
    return stored.stream().allMatch(one -> isSealedNow(tenant, domain, one))
        ? stored
        : reading.get();
  }

  private static Voiceprint moved(Voiceprint print, DomainSpace space) {
    if (print.space().isThatOf(space)) {
      return print;
    }
    float[] turned = space.take(print.embedding().vector(), print.space());
    return new Voiceprint(
        Embedding.ofDirection(turned, print.embedding().model()),
        print.netSpeech(),
        print.createdAt(),
        space);
  }

  /**
   * Puts a voice by the current model in the place of a speaker's voiceprint by another, with
   * whatever waited behind it; the caller has the speaker locked.
   *
   * @param voice in a space of the domain
   * @param sameSpeech whether it was made of the speech that the voiceprint was made of, so that
   *     what is known of that speech stays true
   */
  @Transactional(Transactional.TxType.MANDATORY)
  void switchModel(Speaker locked, ModelId from, Voiceprint voice, boolean sameSpeech) {
    VoiceprintOwner owner = VoiceprintOwner.of(locked);
    ModelId model = voice.embedding().model();
    DomainKeys.Sealing sealing = keys.sealing(owner.tenant(), owner.domain());
    DomainSpace space = spaces.of(owner.tenant(), owner.domain(), sealing.seed());
    float[] moved = space.take(voice.embedding().vector(), voice.space());
    DataKey key = sealing.dataKey();
    rows.switchModel(
        owner,
        from.value(),
        new Stored(
            owner.id(),
            model.value(),
            key.seal(bytes(moved), context(owner, model)),
            key.generation(),
            space.generation(),
            voice.netSpeech().seconds(),
            clock.instant()),
        sameSpeech);
  }

  /** A voice just made, as a voiceprint in the newest space of the speaker's domain. */
  @Transactional
  Voiceprint inSpaceOf(Speaker speaker, Embedding made, NetSpeech speech) {
    DomainSpace space = space(speaker.tenant(), speaker.domain());
    return new Voiceprint(space.turn(made), speech, clock.instant(), space);
  }

  /** Whether the fraudster's voiceprint was made by that model. */
  @Transactional
  public boolean isFraudsterOf(
      TenantId tenant, DomainId domain, GeneratedFraudsterId fraudster, ModelId model) {
    return rows.newest(VoiceprintOwner.of(tenant, domain, fraudster))
        .filter(stored -> stored.model().equals(model.value()))
        .isPresent();
  }

  /** Removes a fraudster's voiceprints, in the transaction that deletes them; says how many. */
  @Transactional(Transactional.TxType.MANDATORY)
  public int deleteFraudster(TenantId tenant, DomainId domain, GeneratedFraudsterId fraudster) {
    return rows.delete(VoiceprintOwner.of(tenant, domain, fraudster));
  }

  /** An embedding just made, in that space: it can be compared with voiceprints in the same. */
  public Embedding inSpace(DomainSpace space, Embedding embedding) {
    return space.turn(embedding);
  }

  /** The newest space of the domain, which what is stored from now on is in. */
  @Transactional
  public DomainSpace space(TenantId tenant, DomainId domain) {
    return spaces.of(tenant, domain, keys.generations(tenant, domain).transform());
  }

  @Override
  public String what() {
    return "voiceprints";
  }

  @Override
  public int erase(Speaker speaker, ErasureReason reason) {
    return rows.delete(VoiceprintOwner.of(speaker));
  }

  @Override
  public int eraseAll(
      TenantId tenant, DomainId domain, List<GeneratedSpeakerId> speakers, ErasureReason reason) {
    return rows.deleteAll(
        tenant,
        domain,
        VoiceprintOwner.Kind.SPEAKER,
        speakers.stream().map(GeneratedSpeakerId::value).toList());
  }

  private Voiceprint open(VoiceprintOwner owner, Stored stored) {
    ModelId model = new ModelId(stored.model());
    DataKey key = keys.dataKey(owner.tenant(), owner.domain(), stored.keyGeneration());
    return new Voiceprint(
        Embedding.ofDirection(floats(key.open(stored.sealed(), context(owner, model))), model),
        new NetSpeech(stored.netSpeechSeconds()),
        stored.createdAt(),
        spaces.of(owner.tenant(), owner.domain(), stored.transformGeneration()));
  }

  static SealContext context(VoiceprintOwner owner, ModelId model) {
    return new SealContext(
        owner.tenant(), owner.domain(), owner.kind().purpose(), owner.id(), model.value());
  }

  static byte[] bytes(float[] vector) {
    ByteBuffer buffer =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(vector);
    return buffer.array();
  }

  static float[] floats(byte[] bytes) {
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }
}
