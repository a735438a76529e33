package io.voxward.watchlist;

import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.outbox.FraudsterAction;
import io.voxward.outbox.Outbox;
import io.voxward.outbox.ServiceEvent.About;
import io.voxward.voiceprint.VoiceprintSource;
import io.voxward.watchlist.store.GalleryStates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Registers voices unless the domain knows them already. The look for a known voice and the
 * registration are one transaction that keeps other changes of the domain's fraudsters out, so one
 * voice sent twice at a time is registered once.
 */
@ApplicationScoped
public class FraudsterAdmissions {
  private final Fraudsters fraudsters;
  private final FraudsterSearch search;
  private final GalleryStates states;
  private final Outbox outbox;

  /** Registers in {@code fraudsters} what {@code search} does not find. */
  public FraudsterAdmissions(
      Fraudsters fraudsters, FraudsterSearch search, GalleryStates states, Outbox outbox) {
    this.fraudsters = fraudsters;
    this.search = search;
    this.states = states;
    this.outbox = outbox;
  }

  /** What to do with a voice that the domain knows. */
  public enum DuplicateAction {
    /** Leave it at the fraudster who is known. */
    SKIP,
    /** Make another fraudster all the same. */
    REGISTER_AS_NEW
  }

  /**
   * When a voice is known, and what to do then.
   *
   * @param threshold the score from which a fraudster of the domain is taken for the same person
   */
  public record DuplicateRule(DuplicateAction action, DisplayScore threshold) {
    /**
     * Skips a voice that is known beyond reasonable doubt: to skip a stranger would leave a
     * fraudster off the list, to register somebody twice does no harm.
     */
    public static final DuplicateRule DEFAULT =
        new DuplicateRule(DuplicateAction.SKIP, new DisplayScore(90));
  }

  /** What came of it. */
  public sealed interface Admitted {
    /** The fraudster: new, or the one who was known. */
    Fraudster fraudster();

    /** The voice was registered. */
    record Registered(Fraudster fraudster) implements Admitted {}

    /**
     * The voice was known and nothing was changed.
     *
     * @param similarity how near it came
     */
    record Known(Fraudster fraudster, DisplayScore similarity) implements Admitted {}
  }

  /**
   * Registers a voice, or names whom it belongs to. All fraudsters of the domain are looked at,
   * whatever lists they are on. Who was known by the model before alone is known by the current one
   * from then on.
   *
   * @throws FailureException as {@link Fraudsters#register}
   */
  @Transactional
  public Admitted admit(
      TenantId tenant,
      DomainId domain,
      Set<WatchlistId> onto,
      NewVoice voice,
      DuplicateRule duplicates) {
    states.lock(tenant, domain);
    if (duplicates.action() == DuplicateAction.SKIP) {
      FraudsterSearch.Nearest nearest = search.nearest(tenant, domain, null, voice.probes());
      GeneratedFraudsterId known = nearest.fraudster();
      if (known != null && nearest.score().meets(duplicates.threshold())) {
        Fraudster before = fraudsters.get(tenant, domain, known);
        fraudsters.renewIfOfAnotherModel(before, voice);
        outbox.publish(
            FraudsterEvents.registration(
                before, voice, FraudsterAction.RegistrationStatus.DUPLICATE_SKIPPED));
        return new Admitted.Known(before, nearest.score());
      }
    }
    return new Admitted.Registered(fraudsters.register(tenant, domain, onto, voice));
  }

  /** Tells that a voice could not be registered, where nothing else is left of it. */
  public void refused(
      TenantId tenant,
      DomainId domain,
      Set<WatchlistId> onto,
      VoiceprintSource source,
      @Nullable String sourceId,
      Failure why) {
    outbox.publishAlone(
        FraudsterEvents.refusal(About.failure(tenant, domain, why), onto, source, sourceId));
  }
}
