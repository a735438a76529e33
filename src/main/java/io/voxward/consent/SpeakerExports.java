package io.voxward.consent;

import io.quarkus.arc.All;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers what is stored about a person, for them to have. */
@ApplicationScoped
public class SpeakerExports {
  private final Domains domains;
  private final Speakers speakers;
  private final List<SpeakerData> parts;
  private final Audit audit;
  private final Clock clock;

  /** Gathers from {@code parts}. */
  public SpeakerExports(
      Domains domains, Speakers speakers, @All List<SpeakerData> parts, Audit audit, Clock clock) {
    this.domains = domains;
    this.speakers = speakers;
    this.parts = parts;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What is stored about a person.
   *
   * @param parts by name, each entry a JSON object
   */
  public record Export(Speaker speaker, Map<String, List<String>> parts, Instant at) {
    /** Nothing: it is about a person. */
    @Override
    public String toString() {
      return "Export[hidden]";
    }
  }

  /**
   * Gathers it; that it was asked for is in the audit trail.
   *
   * @throws FailureException if there is no such active domain or no such speaker in it
   */
  @Transactional
  public Export of(TenantId tenant, DomainId domain, SpeakerRef ref) {
    Domain _ = domains.requireActive(tenant, domain);
    Speaker speaker = speakers.require(tenant, domain, ref);
    Map<String, List<String>> gathered = new TreeMap<>();
    parts.forEach(part -> gathered.put(part.what(), part.of(speaker)));
    audit.record(AuditEntry.in(tenant, domain, "speaker.exported", speaker.id().value()));
    return new Export(speaker, gathered, clock.instant());
  }
}
