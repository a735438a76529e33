package io.voxward.voiceprint;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.RenewalStep;
import io.voxward.engine.embedding.ModelId;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.DomainKeys.Generations;
import io.voxward.voiceprint.store.VoiceprintRepository;
import io.voxward.voiceprint.store.VoiceprintRepository.Cursor;
import io.voxward.voiceprint.store.VoiceprintRepository.Old;
import io.voxward.voiceprint.store.VoiceprintRepository.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Seals the voiceprints of a domain, of speakers and of fraudsters, with its newest secrets. Where
 * the transform is a new one a print is turned back by the old one and turned by the new one: every
 * score stays what it was, and nobody need be enrolled again.
 */
@ApplicationScoped
public class VoiceprintsRenewal implements RenewalStep {
  private static final String BETWEEN = "/";

  private final VoiceprintRepository rows;
  private final DomainKeys keys;
  private final VoiceSeals seals;

  /** Seals those in {@code rows} by {@code keys}. */
  public VoiceprintsRenewal(VoiceprintRepository rows, DomainKeys keys, VoiceSeals seals) {
    this.rows = rows;
    this.keys = keys;
    this.seals = seals;
  }

  @Override
  public String what() {
    return "voiceprints";
  }

  @Override
  @Transactional
  public long left(TenantId tenant, DomainId domain) {
    return rows.countNotUnder(tenant, domain, keys.generations(tenant, domain));
  }

  @Override
  @Transactional
  public List<Range> ranges(TenantId tenant, DomainId domain, int most) {
    Generations newest = keys.generations(tenant, domain);
    if (rows.countNotUnder(tenant, domain, newest) == 0) {
      return List.of();
    }
    return Range.between(
        rows.notUnder(tenant, domain, newest, most).stream()
            .map(cursor -> cursor.kind() + BETWEEN + cursor.owner())
            .toList());
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public int renew(TenantId tenant, DomainId domain, Range range) {
    DomainKeys.Sealing sealing = keys.sealing(tenant, domain);
    return rows.renew(
        tenant,
        domain,
        new Generations(sealing.dataKey().generation(), sealing.seed().generation()),
        cursor(range.after()),
        cursor(range.until()),
        old -> sealedAnew(old, sealing));
  }

  private static Cursor cursor(String place) {
    int between = place.indexOf(BETWEEN);
    return between < 0
        ? new Cursor("", "")
        : new Cursor(place.substring(0, between), place.substring(between + 1));
  }

  private byte @Nullable [] sealedAnew(Old old, DomainKeys.Sealing sealing) {
    Stored stored = old.stored();
    return seals.anew(
        "a voiceprint",
        Voiceprints.context(old.owner(), new ModelId(stored.model())),
        new VoiceSeals.Sealed(
            stored.sealed(), stored.keyGeneration(), stored.transformGeneration()),
        sealing);
  }
}
