package io.voxward.enrollment;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.Failure.Reason;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.enrollment.VoiceMaker.Made;
import io.voxward.session.LiveSession;
import io.voxward.voiceprint.VoiceprintFigures;
import io.voxward.voiceprint.VoiceprintSource;
import io.voxward.watchlist.FraudsterAdmissions;
import io.voxward.watchlist.FraudsterAdmissions.Admitted;
import io.voxward.watchlist.FraudsterAdmissions.DuplicateRule;
import io.voxward.watchlist.FraudsterSearch;
import io.voxward.watchlist.NewVoice;
import io.voxward.watchlist.Probe;
import io.voxward.watchlist.Watchlists;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes fraudsters out of recordings and out of calls in progress, past the same guard that
 * speakers are enrolled by: one voice, enough of it, well heard. The sound is not kept.
 */
@ApplicationScoped
public class FraudsterRegistrations {
  /** How many watchlists one registration may name. */
  public static final int MOST_WATCHLISTS = 50;

  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Domains domains;
  private final Watchlists watchlists;
  private final FraudsterAdmissions admissions;
  private final FraudsterSearch search;
  private final VoiceMaker maker;
  private final EnrollmentConfig config;
  private final MeterRegistry meters;

  /** Makes voices with {@code maker} and has them admitted by {@code admissions}. */
  public FraudsterRegistrations(
      Domains domains,
      Watchlists watchlists,
      FraudsterAdmissions admissions,
      FraudsterSearch search,
      VoiceMaker maker,
      EnrollmentConfig config,
      MeterRegistry meters) {
    this.domains = domains;
    this.watchlists = watchlists;
    this.admissions = admissions;
    this.search = search;
    this.maker = maker;
    this.config = config;
    this.meters = meters;
  }

  /**
   * What came of a registration, with what was measured.
   *
   * @param netSpeechSeconds net speech behind the voice
   * @param neededSeconds how much was needed
   */
  public record Registration(
      Admitted admitted,
      double netSpeechSeconds,
      double neededSeconds,
      VoiceMaker.Quality quality) {}

  /**
   * Where a voice comes from.
   *
   * @param id the session's or the job's; absent for a recording sent with a request
   */
  public record Origin(VoiceprintSource source, @Nullable String id) {
    /** A recording sent with a request. */
    public static final Origin UPLOAD = new Origin(VoiceprintSource.UPLOAD, null);
  }

  /**
   * The watchlists to put somebody on: those named, or the domain's default one. Asked before a
   * recording is read.
   *
   * @throws FailureException if there is no such active domain or no such watchlist in it
   */
  public Set<WatchlistId> watchlists(TenantId tenant, DomainId domainId, List<WatchlistId> named) {
    if (named.size() > MOST_WATCHLISTS) {
      throw FailureException.invalid(
          "watchlistId", "must be " + MOST_WATCHLISTS + " watchlists at most");
    }
    Domain domain = domains.requireActive(tenant, domainId);
    if (named.isEmpty()) {
      return Set.of(domain.defaultWatchlist());
    }
    Set<WatchlistId> lists = new LinkedHashSet<>();
    named.forEach(list -> lists.add(watchlists.requireOrDefault(domain, list)));
    return lists;
  }

  /**
   * Registers the one voice of some recordings.
   *
   * @throws FailureException {@link Failure.UnusableAudio} with the guard's reasons and figures, or
   *     as {@link FraudsterAdmissions#admit}
   */
  public Registration register(
      TenantId tenant,
      DomainId domain,
      Set<WatchlistId> onto,
      List<PcmAudio> recordings,
      DuplicateRule duplicates,
      Origin origin) {
    double needed = config.fraudsterSpeechSeconds();
    return switch (maker.make(recordings, needed)) {
      case Made.Voice voice -> {
        NewVoice fresh = newVoice(voice, origin, byPrevious(tenant, domain, recordings));
        Admitted admitted = admissions.admit(tenant, domain, onto, fresh, duplicates);
        count(origin, admitted instanceof Admitted.Known ? "known" : "registered");
        yield new Registration(admitted, voice.speech().seconds(), needed, voice.quality());
      }
      case Made.Refused refused -> {
        throw refused(tenant, domain, onto, origin, refused.reasons());
      }
      case Made.Overloaded() ->
          throw new FailureException(new Failure.Overloaded("recognition", RETRY));
    };
  }

  /**
   * Registers the caller of a session from what was heard so far.
   *
   * @throws FailureException as {@link #register}; {@code NOT_ENOUGH_SPEECH} also where nothing was
   *     heard or what was heard is forgotten
   */
  public Registration registerCaller(
      LiveSession session, Set<WatchlistId> onto, DuplicateRule duplicates) {
    PcmAudio heard = session.speechForEnrollment();
    Origin origin = new Origin(VoiceprintSource.SESSION, session.id().value());
    if (heard == null) {
      throw refused(session.tenant(), session.domain(), onto, origin, List.of(nothingHeard()));
    }
    return register(session.tenant(), session.domain(), onto, List.of(heard), duplicates, origin);
  }

  private FailureException refused(
      TenantId tenant,
      DomainId domain,
      Set<WatchlistId> onto,
      Origin origin,
      List<Reason> reasons) {
    count(origin, "refused");
    Failure why = new Failure.UnusableAudio(reasons);
    admissions.refused(tenant, domain, onto, origin.source(), origin.id(), why);
    return new FailureException(why);
  }

  private Reason nothingHeard() {
    return new Reason(
        VoiceMaker.NOT_ENOUGH_SPEECH,
        String.format(
            Locale.ROOT,
            "0.0 s of net speech were heard, %.1f s are needed",
            config.fraudsterSpeechSeconds()));
  }

  /** By the model before, where somebody in the domain is known by that alone. */
  private @Nullable Probe byPrevious(TenantId tenant, DomainId domain, List<PcmAudio> recordings) {
    return search.needsPrevious(tenant, domain, null)
        ? maker.byPrevious(recordings).orElse(null)
        : null;
  }

  private static NewVoice newVoice(Made.Voice voice, Origin origin, @Nullable Probe byPrevious) {
    VoiceMaker.Quality quality = voice.quality();
    return new NewVoice(
        voice.embedding(),
        voice.speech(),
        new VoiceprintFigures(quality.snrDb(), quality.clippingShare(), quality.bandwidthHz()),
        origin.source(),
        origin.id(),
        byPrevious);
  }

  private void count(Origin origin, String outcome) {
    meters
        .counter(
            "voxward.fraudsters.registrations",
            "source",
            origin.source().name(),
            "outcome",
            outcome)
        .increment();
  }
}
