package io.voxward.voiceprint;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.keys.DataKey;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.DomainKeys.Generations;
import io.voxward.keys.KeysException;
import io.voxward.keys.SealContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Seals voices in the newest space of their domain under its newest data key, opens them, and seals
 * anew what was sealed with older secrets.
 */
@ApplicationScoped
public class VoiceSeals {
  private static final Logger LOG = Logger.getLogger(VoiceSeals.class);

  private final DomainKeys keys;
  private final DomainSpaces spaces;

  /** Seals by {@code keys}. */
  public VoiceSeals(DomainKeys keys, DomainSpaces spaces) {
    this.keys = keys;
    this.spaces = spaces;
  }

  /** A sealed voice and the numbers of the secrets it was sealed with. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sealed(byte[] bytes, int keyGeneration, int transformGeneration) {
    Generations generations() {
      return new Generations(keyGeneration, transformGeneration);
    }

    @Override
    public String toString() {
      return "Sealed[hidden]";
    }
  }

  /** A voice opened, in the space it was sealed in. */
  record Open(Embedding embedding, DomainSpace space) {}

  /** Seals an embedding as the engine made it. */
  Sealed seal(SealContext context, Embedding made) {
    DomainKeys.Sealing sealing = keys.sealing(context.tenant(), context.domain());
    DomainSpace space = spaces.of(context.tenant(), context.domain(), sealing.seed());
    DataKey key = sealing.dataKey();
    byte[] bytes = key.seal(Voiceprints.bytes(space.turn(made.vector())), context);
    return new Sealed(bytes, key.generation(), space.generation());
  }

  /** Seals an embedding that is in a space of the domain. */
  Sealed seal(SealContext context, Open voice) {
    DomainKeys.Sealing sealing = keys.sealing(context.tenant(), context.domain());
    DomainSpace space = spaces.of(context.tenant(), context.domain(), sealing.seed());
    DataKey key = sealing.dataKey();
    float[] moved = space.take(voice.embedding().vector(), voice.space());
    return new Sealed(
        key.seal(Voiceprints.bytes(moved), context), key.generation(), space.generation());
  }

  /** Whether what is sealed so can be opened: it may have been sealed anew while it was read. */
  boolean isOpenable(TenantId tenant, DomainId domain, Sealed sealed) {
    return keys.has(tenant, domain, sealed.generations());
  }

  /** Opens a voice. */
  Open open(SealContext context, ModelId model, Sealed sealed) {
    DataKey key = keys.dataKey(context.tenant(), context.domain(), sealed.keyGeneration());
    return new Open(
        Embedding.ofDirection(Voiceprints.floats(key.open(sealed.bytes(), context)), model),
        spaces.of(context.tenant(), context.domain(), sealed.transformGeneration()));
  }

  /** The same voice sealed with {@code newest}; absent where it does not open. */
  byte @Nullable [] anew(String what, SealContext context, Sealed old, DomainKeys.Sealing newest) {
    TenantId tenant = context.tenant();
    DomainId domain = context.domain();
    if (!keys.has(tenant, domain, old.generations())) {
      LOG.errorf("%s is sealed with secrets that are gone domainId=%s", what, domain);
      return null;
    }
    byte[] plain;
    try {
      plain = keys.dataKey(tenant, domain, old.keyGeneration()).open(old.bytes(), context);
    } catch (KeysException e) {
      LOG.errorf("%s does not open domainId=%s (%s)", what, domain, e.getMessage());
      return null;
    }
    DomainSpace from = spaces.of(tenant, domain, old.transformGeneration());
    DomainSpace to = spaces.of(tenant, domain, newest.seed());
    float[] moved = to.take(Voiceprints.floats(plain), from);
    return newest.dataKey().seal(Voiceprints.bytes(moved), context);
  }
}
