package io.voxward.voiceprint.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.speaker.Speaker;
import io.voxward.voiceprint.VoiceprintFigures;
import io.voxward.voiceprint.VoiceprintSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Remembers sealed voiceprints. */
@ApplicationScoped
public class VoiceprintRepository
    implements PanacheRepositoryBase<VoiceprintRow, VoiceprintRow.Key> {
  private static final String SPEAKER = "SPEAKER";
  private static final String OF_OWNER =
      "tenantId = ?1 and domainId = ?2 and ownerKind = ?3 and ownerId = ?4";

  /** A voiceprint as it lies in the database. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Stored(
      String model,
      byte[] sealed,
      int keyGeneration,
      int transformGeneration,
      double netSpeechSeconds,
      Instant createdAt) {}

  /** Adds the voiceprint of a speaker. */
  public void insert(
      Speaker speaker, Stored stored, VoiceprintFigures figures, VoiceprintSource source) {
    VoiceprintRow row = new VoiceprintRow();
    row.tenantId = speaker.tenant().value();
    row.domainId = speaker.domain().value();
    row.ownerKind = SPEAKER;
    row.ownerId = speaker.id().value();
    row.modelId = stored.model();
    row.sealed = stored.sealed();
    row.keyGeneration = stored.keyGeneration();
    row.transformGeneration = stored.transformGeneration();
    row.netSpeechSeconds = stored.netSpeechSeconds();
    row.snrDb = figures.snrDb();
    row.clippingShare = figures.clippingShare();
    row.bandwidthHz = figures.bandwidthHz();
    row.source = source.name();
    row.createdAt = stored.createdAt();
    persist(row);
    flush();
  }

  /** The newest voiceprint of the speaker. */
  public Optional<Stored> newest(Speaker speaker) {
    return find(
            OF_OWNER + " order by createdAt desc",
            speaker.tenant().value(),
            speaker.domain().value(),
            SPEAKER,
            speaker.id().value())
        .firstResultOptional()
        .map(row ->
            new Stored(
                row.modelId,
                row.sealed,
                row.keyGeneration,
                row.transformGeneration,
                row.netSpeechSeconds,
                row.createdAt));
  }

  /** Removes every voiceprint of the speaker, from the database and from what is loaded. */
  public void delete(Speaker speaker) {
    flush();
    delete(
        OF_OWNER,
        speaker.tenant().value(),
        speaker.domain().value(),
        SPEAKER,
        speaker.id().value());
    getEntityManager().clear();
  }
}
