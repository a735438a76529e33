package io.voxward.voiceprint;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.RenewalStep;
import io.voxward.engine.embedding.ModelId;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.DomainKeys.Generations;
import io.voxward.voiceprint.store.PendingVoiceprintRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Seals the voiceprints of the next model, which wait behind others, with newest secrets. */
@ApplicationScoped
public class PendingVoiceprintsRenewal implements RenewalStep {
  private final PendingVoiceprintRepository rows;
  private final DomainKeys keys;
  private final VoiceSeals seals;

  /** Seals those in {@code rows} by {@code keys}. */
  public PendingVoiceprintsRenewal(
      PendingVoiceprintRepository rows, DomainKeys keys, VoiceSeals seals) {
    this.rows = rows;
    this.keys = keys;
    this.seals = seals;
  }

  @Override
  public String what() {
    return "pending voiceprints";
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
    return Range.between(rows.notUnder(tenant, domain, newest, most));
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public int renew(TenantId tenant, DomainId domain, Range range) {
    DomainKeys.Sealing sealing = keys.sealing(tenant, domain);
    return rows.renew(
        tenant,
        domain,
        new Generations(sealing.dataKey().generation(), sealing.seed().generation()),
        range.after(),
        range.until(),
        (speaker, old) ->
            seals.anew(
                "a pending voiceprint",
                PendingVoiceprints.context(tenant, domain, speaker, new ModelId(old.model())),
                new VoiceSeals.Sealed(old.sealed(), old.keyGeneration(), old.transformGeneration()),
                sealing));
  }
}
