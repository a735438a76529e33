package io.voxward.consent;

import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.domain.Domains;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.SpeakerStatus;
import io.voxward.speaker.Speakers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** People who do not want to be recognised, and those who changed their mind. */
@ApplicationScoped
public class OptOuts {
  private final Domains domains;
  private final Speakers speakers;
  private final Erasures erasures;
  private final Consents consents;

  /** Changes {@code speakers} and erases what is kept of them. */
  public OptOuts(Domains domains, Speakers speakers, Erasures erasures, Consents consents) {
    this.domains = domains;
    this.speakers = speakers;
    this.erasures = erasures;
    this.consents = consents;
  }

  /**
   * Opts a speaker out: their voiceprint and whatever else is kept of their voice is erased in this
   * very transaction, and no consent of theirs stands any more. A customer not seen before becomes
   * an entry, so that they will not be enrolled later. Doing so again changes nothing.
   *
   * @throws FailureException if there is no such active domain, or the generated id was never given
   */
  @Transactional
  public Speaker optOut(TenantId tenant, DomainId domain, SpeakerRef ref) {
    domains.requireActive(tenant, domain);
    Speaker speaker = speakers.lock(speakers.ensure(tenant, domain, ref));
    if (speaker.status() == SpeakerStatus.OPTED_OUT) {
      return speaker;
    }
    consents.endAll(speaker);
    erasures.erase(speaker, ErasureReason.OPT_OUT);
    return speakers.markOptedOut(speaker);
  }

  /**
   * Withdraws an opt-out on the strength of a consent: the speaker is pending again and may be
   * enrolled. One who has not opted out stays as they are, and nothing is recorded.
   *
   * @throws FailureException if the consent does not say to which text it was given
   */
  @Transactional
  public Speaker withdraw(TenantId tenant, DomainId domain, SpeakerRef ref, ConsentDraft consent) {
    domains.requireActive(tenant, domain);
    if (consent.policyVersion() == null) {
      throw FailureException.invalid(
          "policyVersion", "is needed: it names the text that was agreed to");
    }
    Speaker speaker = speakers.lock(speakers.require(tenant, domain, ref));
    if (speaker.status() != SpeakerStatus.OPTED_OUT) {
      return speaker;
    }
    ConsentRecord _ = consents.record(speaker, ConsentKind.OPT_OUT_WITHDRAWAL, consent);
    return speakers.markPending(speaker);
  }
}
