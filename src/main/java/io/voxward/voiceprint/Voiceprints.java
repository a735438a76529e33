package io.voxward.voiceprint;

import io.voxward.common.DomainId;
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
import java.util.Optional;

/**
 * The voiceprints of speakers. What lies in the database is the embedding after its domain's secret
 * transform, sealed under the domain's key and bound to tenant, domain, speaker and model.
 */
@ApplicationScoped
public class Voiceprints implements ErasureStep {
  private static final String PURPOSE = "voiceprint";

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
    TenantId tenant = speaker.tenant();
    DomainId domain = speaker.domain();
    DomainSpaces.Space space = spaces.of(tenant, domain, embedding.dimension());
    DataKey key = keys.dataKey(tenant, domain);
    byte[] sealed =
        key.seal(
            bytes(space.matrix().apply(embedding.vector())), context(speaker, embedding.model()));
    Instant now = clock.instant();
    rows.delete(speaker);
    rows.insert(
        speaker,
        new Stored(
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
    return rows.newest(speaker).map(stored -> open(speaker, stored));
  }

  /** The speaker's voiceprint by that model. */
  @Transactional
  public Optional<Voiceprint> find(Speaker speaker, ModelId model) {
    return find(speaker).filter(print -> print.embedding().model().equals(model));
  }

  /**
   * An embedding just made, in the space of a domain: its cosine with a voiceprint of that domain
   * is what it would be without the transform.
   */
  @Transactional
  public Embedding inDomainSpace(TenantId tenant, DomainId domain, Embedding embedding) {
    DomainSpaces.Space space = spaces.of(tenant, domain, embedding.dimension());
    return Embedding.ofDirection(space.matrix().apply(embedding.vector()), embedding.model());
  }

  @Override
  public void erase(Speaker speaker, ErasureReason reason) {
    rows.delete(speaker);
  }

  private Voiceprint open(Speaker speaker, Stored stored) {
    ModelId model = new ModelId(stored.model());
    byte[] plain =
        keys.dataKey(speaker.tenant(), speaker.domain())
            .open(stored.sealed(), context(speaker, model));
    return new Voiceprint(
        Embedding.ofDirection(floats(plain), model),
        new NetSpeech(stored.netSpeechSeconds()),
        stored.createdAt());
  }

  private static SealContext context(Speaker speaker, ModelId model) {
    return new SealContext(
        speaker.tenant(), speaker.domain(), PURPOSE, speaker.id().value(), model.value());
  }

  private static byte[] bytes(float[] vector) {
    ByteBuffer buffer =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(vector);
    return buffer.array();
  }

  private static float[] floats(byte[] bytes) {
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }
}
