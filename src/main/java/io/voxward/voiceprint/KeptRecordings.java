package io.voxward.voiceprint;

import io.voxward.common.Alphanumeric;
import io.voxward.common.DomainId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.TenantId;
import io.voxward.consent.ErasureReason;
import io.voxward.consent.ErasureStep;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import io.voxward.keys.DataKey;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.PersonKey;
import io.voxward.keys.SealContext;
import io.voxward.speaker.Speaker;
import io.voxward.voiceprint.store.KeptRecordingRepository;
import io.voxward.voiceprint.store.SpeakerKeyRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recordings of people that are kept, where a domain asks for it. Each is sealed under a key of its
 * person's own, which is wrapped under the domain's data key. Whoever writes here has the speaker
 * locked; whatever erases the speaker's voice erases these in the same transaction.
 */
@ApplicationScoped
public class KeptRecordings implements ErasureStep {
  private static final float FULL_SCALE = 32768f;

  private final KeptRecordingRepository rows;
  private final SpeakerKeyRepository personKeys;
  private final DomainKeys keys;
  private final Clock clock;

  /** Keeps recordings in {@code rows}, sealed by {@code personKeys}. */
  public KeptRecordings(
      KeptRecordingRepository rows, SpeakerKeyRepository personKeys, DomainKeys keys, Clock clock) {
    this.rows = rows;
    this.personKeys = personKeys;
    this.keys = keys;
    this.clock = clock;
  }

  /** A recording with its sound. */
  public record Sounding(KeptRecording about, PcmAudio sound) {}

  /**
   * Keeps the audio that a voiceprint was made of instead of that of the one before, in the
   * transaction that replaces the voiceprint. None keeps none: the old audio goes all the same.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void replaceEnrollment(Speaker locked, List<PcmAudio> recordings) {
    int _ = rows.delete(locked, RecordingPurpose.ENROLLMENT);
    recordings.forEach(sound -> {
      KeptRecording _ = keep(locked, RecordingPurpose.ENROLLMENT, sound, null);
    });
  }

  /** Keeps a recording that is given for tuning until then, in the caller's transaction. */
  @Transactional(Transactional.TxType.MANDATORY)
  public KeptRecording keepForTuning(Speaker locked, PcmAudio sound, Instant expiresAt) {
    return keep(locked, RecordingPurpose.TUNING, sound, expiresAt);
  }

  private KeptRecording keep(
      Speaker speaker, RecordingPurpose purpose, PcmAudio sound, @Nullable Instant expiresAt) {
    KeptRecording about =
        new KeptRecording(
            Alphanumeric.random(),
            purpose,
            sound.rate().hertz(),
            sound.seconds(),
            clock.instant(),
            expiresAt);
    rows.insert(
        speaker, about, personKey(speaker).seal(bytes(sound), context(speaker, about.id())));
    return about;
  }

  /** The audio behind a speaker's voiceprint, the first recording first; empty if none is kept. */
  @Transactional
  public List<PcmAudio> enrollmentAudio(Speaker speaker) {
    return rows.list(speaker, RecordingPurpose.ENROLLMENT, clock.instant()).stream()
        .flatMap(about -> find(speaker, about.id()).stream())
        .map(Sounding::sound)
        .toList();
  }

  /** The recordings kept for that purpose whose time is not over, the first one first. */
  @Transactional
  public List<KeptRecording> list(Speaker speaker, RecordingPurpose purpose) {
    return rows.list(speaker, purpose, clock.instant());
  }

  /** A recording of the speaker whose time is not over. */
  @Transactional
  public Optional<Sounding> find(Speaker speaker, String id) {
    return rows.find(speaker, id, clock.instant())
        .map(stored ->
            new Sounding(
                stored.about(),
                sound(
                    personKey(speaker).open(stored.sealed(), context(speaker, id)),
                    stored.about().sampleRate())));
  }

  /** The person's key, made when there is none yet. */
  private PersonKey personKey(Speaker speaker) {
    TenantId tenant = speaker.tenant();
    DomainId domain = speaker.domain();
    SealContext owner = keyContext(tenant, domain, speaker.id().value());
    Optional<SpeakerKeyRepository.Wrapped> found = personKeys.find(speaker);
    if (found.isPresent() && !hasDataKey(tenant, domain, found.get().keyGeneration())) {
      found = personKeys.find(speaker); // It was sealed anew while it was read.
    }
    if (found.isPresent()) {
      return PersonKey.open(
          keys.dataKey(tenant, domain, found.get().keyGeneration()), found.get().wrapped(), owner);
    }
    DataKey domainKey = keys.sealing(tenant, domain).dataKey();
    byte[] fresh = PersonKey.make(domainKey, owner);
    personKeys.insert(speaker, fresh, domainKey.generation(), clock.instant());
    return PersonKey.open(domainKey, fresh, owner);
  }

  private boolean hasDataKey(TenantId tenant, DomainId domain, int generation) {
    int transform = keys.generations(tenant, domain).transform();
    return keys.has(tenant, domain, new DomainKeys.Generations(generation, transform));
  }

  static SealContext keyContext(TenantId tenant, DomainId domain, String owner) {
    return new SealContext(tenant, domain, "speaker-key", owner, "");
  }

  private static SealContext context(Speaker speaker, String recording) {
    return new SealContext(
        speaker.tenant(), speaker.domain(), "kept-recording", speaker.id().value(), recording);
  }

  /** Erases the recordings kept for that purpose, in the caller's transaction; says how many. */
  @Transactional(Transactional.TxType.MANDATORY)
  public int forget(Speaker locked, RecordingPurpose purpose) {
    return rows.delete(locked, purpose);
  }

  /** How many recordings in a domain have outlived the time they were given for. */
  @Transactional
  public long countOver(TenantId tenant, DomainId domain) {
    return rows.countOver(tenant, domain, clock.instant());
  }

  /** How many recordings a domain keeps for that purpose. */
  @Transactional
  public long count(TenantId tenant, DomainId domain, RecordingPurpose purpose) {
    return rows.countOf(tenant, domain, purpose);
  }

  /** Erases some whose time is over, in the caller's transaction; says how many. */
  @Transactional(Transactional.TxType.MANDATORY)
  public int forgetOver(TenantId tenant, DomainId domain, int most) {
    return rows.deleteOver(tenant, domain, clock.instant(), most);
  }

  /** Erases some that are kept for that purpose, in the caller's transaction; says how many. */
  @Transactional(Transactional.TxType.MANDATORY)
  public int forgetSome(TenantId tenant, DomainId domain, RecordingPurpose purpose, int most) {
    return rows.deleteSome(tenant, domain, purpose, most);
  }

  @Override
  public String what() {
    return "keptRecordings";
  }

  @Override
  public int erase(Speaker speaker, ErasureReason reason) {
    return eraseAll(speaker.tenant(), speaker.domain(), List.of(speaker.id()), reason);
  }

  @Override
  public int eraseAll(
      TenantId tenant, DomainId domain, List<GeneratedSpeakerId> speakers, ErasureReason reason) {
    personKeys.deleteAll(tenant, domain, speakers);
    return rows.deleteAll(tenant, domain, speakers);
  }

  /** Two bytes a sample, the low one first: what telephones bring, and no more. */
  private static byte[] bytes(PcmAudio sound) {
    ByteBuffer buffer =
        ByteBuffer.allocate(sound.length() * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : sound.samples()) {
      buffer.putShort(
          (short)
              Math.clamp(
                  Math.round(sample * FULL_SCALE), (int) Short.MIN_VALUE, (int) Short.MAX_VALUE));
    }
    return buffer.array();
  }

  private static PcmAudio sound(byte[] bytes, int rate) {
    float[] samples = new float[bytes.length / Short.BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = buffer.getShort() / FULL_SCALE;
    }
    return new PcmAudio(samples, new SampleRate(rate));
  }
}
