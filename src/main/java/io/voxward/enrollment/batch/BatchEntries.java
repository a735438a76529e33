package io.voxward.enrollment.batch;

import io.voxward.common.CustomerSpeakerId;
import io.voxward.common.DomainId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.TenantId;
import io.voxward.consent.ErasureReason;
import io.voxward.consent.ErasureStep;
import io.voxward.consent.SpeakerData;
import io.voxward.job.JobResults;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The entries of batch jobs about a person: in their export, and gone from jobs that have ended
 * when the person is deleted. Those of a job under way go with its results.
 */
@ApplicationScoped
public class BatchEntries implements ErasureStep, SpeakerData {
  private final JobResults results;

  /** Looks into {@code results}. */
  public BatchEntries(JobResults results) {
    this.results = results;
  }

  @Override
  public String what() {
    return "jobEntries";
  }

  @Override
  public int erase(Speaker speaker, ErasureReason reason) {
    CustomerSpeakerId customer = speaker.customerId();
    return customer == null || reason != ErasureReason.DELETION
        ? 0
        : results.removeEntriesAbout(speaker.tenant(), speaker.domain(), customer);
  }

  /** None: who expires or opts out stays an entry of the domain, by the same id. */
  @Override
  public int eraseAll(
      TenantId tenant, DomainId domain, List<GeneratedSpeakerId> speakers, ErasureReason reason) {
    return 0;
  }

  @Override
  public List<String> of(Speaker speaker) {
    CustomerSpeakerId customer = speaker.customerId();
    return customer == null
        ? List.of()
        : results.entriesAbout(speaker.tenant(), speaker.domain(), customer, MOST);
  }
}
