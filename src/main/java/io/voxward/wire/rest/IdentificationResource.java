package io.voxward.wire.rest;

import static io.voxward.access.Permission.IDENTIFY_VOICES;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.ChannelChoice;
import io.voxward.engine.audio.DecodeLimits;
import io.voxward.engine.audio.DecodeResult;
import io.voxward.enrollment.EnrollmentConfig;
import io.voxward.evaluation.Identifications;
import io.voxward.evaluation.Identifications.Where;
import io.voxward.profile.ProfileRef;
import io.voxward.profile.Profiles;
import io.voxward.profile.Tuned;
import io.voxward.profile.Tuning;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jspecify.annotations.Nullable;

/** Looking for the voice of a recording among fraudsters. */
@Path("/api/v1/domains/{domainId}/identifications")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class IdentificationResource {
  /** What names every fraudster of the domain, instead of a watchlist. */
  private static final String WHOLE_DOMAIN = "all";

  private static final int CANDIDATES = 10;

  private final Identifications identifications;
  private final Profiles profiles;
  private final CurrentCaller current;
  private final DecodeLimits limits;

  /** Speaks for {@code identifications}. */
  public IdentificationResource(
      Identifications identifications,
      Profiles profiles,
      EnrollmentConfig config,
      CurrentCaller current) {
    this.identifications = identifications;
    this.profiles = profiles;
    this.current = current;
    this.limits =
        new DecodeLimits(RecordingResource.LARGEST_BYTES, config.longestRecordingSeconds());
  }

  /** Names the fraudsters whose voice may be in a recording. */
  @POST
  @Consumes({Recording.WAV, Recording.WAV_OLD, Recording.FLAC, Recording.BASIC, Recording.L16})
  @BodyLimit(RecordingResource.LARGEST_BYTES)
  @ResponseHeader(name = RetentionWord.HEADER, value = RetentionWord.NONE)
  @Needs(IDENTIFY_VOICES)
  public IdentificationBody identify(
      @PathParam("domainId") String domainId,
      @QueryParam("watchlistId") @Nullable String watchlistId,
      @QueryParam("maxCandidates") @Nullable String maxCandidates,
      @QueryParam("channel") @Nullable String channel,
      @QueryParam("retention") @Nullable String retention,
      @BeanParam TuningQuery tuning,
      @Context HttpHeaders headers,
      InputStream body) {
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    Where where = where(watchlistId);
    Tuning inline = tuning.tuning();
    ProfileRef profile = tuning.ref();
    int most = candidates(maxCandidates);
    AudioKind kind = Recording.kind(headers.getMediaType());
    ChannelChoice named = Recording.channel(channel);
    RetentionWord.check(headers, retention);
    identifications.requireWatchlist(tenant, domain, where);
    Tuned tuned = profiles.choose(tenant, domain, "", profile, inline);
    ChannelChoice choice = Recording.channel(named, tuned);
    DecodeResult.Decoded recording = Recording.read(body, kind, choice, limits);
    return IdentificationBody.of(
        identifications.identify(tenant, domain, where, recording.audio(), tuned, most), tuned);
  }

  private static Where where(@Nullable String watchlistId) {
    if (watchlistId == null) {
      return new Where.List(null);
    }
    return watchlistId.equals(WHOLE_DOMAIN)
        ? new Where.WholeDomain()
        : new Where.List(new WatchlistId(watchlistId));
  }

  private static int candidates(@Nullable String given) {
    if (given == null) {
      return CANDIDATES;
    }
    try {
      int most = Integer.parseInt(given);
      if (most >= 1 && most <= ListBody.MAX_RESULTS) {
        return most;
      }
    } catch (NumberFormatException notANumber) {
      // Refused below, as a number out of range is.
    }
    throw FailureException.invalid("maxCandidates", "must be 1 to " + ListBody.MAX_RESULTS);
  }
}
