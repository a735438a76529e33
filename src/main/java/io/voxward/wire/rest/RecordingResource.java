package io.voxward.wire.rest;

import static io.voxward.access.Permission.ENROLL_SPEAKERS;
import static io.voxward.access.Permission.VERIFY_SPEAKERS;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.consent.ConsentDraft;
import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.ChannelChoice;
import io.voxward.engine.audio.DecodeLimits;
import io.voxward.engine.audio.DecodeResult;
import io.voxward.engine.quality.SeveralVoices;
import io.voxward.enrollment.EnrollmentConfig;
import io.voxward.enrollment.RecordingEnrollments;
import io.voxward.enrollment.RecordingEnrollments.Wishes;
import io.voxward.evaluation.Verifications;
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
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jspecify.annotations.Nullable;

/** Enrolments and verifications from recordings. */
@Path("/api/v1/domains/{domainId}/speakers/{speakerId}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes({Recording.WAV, Recording.WAV_OLD, Recording.FLAC, Recording.BASIC, Recording.L16})
@RunOnVirtualThread
public class RecordingResource {
  /** The largest recording, in bytes (Voice ID's limit for one file). */
  static final long LARGEST_BYTES = 20_000_000;

  private final RecordingEnrollments enrollments;
  private final Verifications verifications;
  private final Profiles profiles;
  private final CurrentCaller current;
  private final DecodeLimits limits;

  /** Speaks for {@code enrollments} and {@code verifications}. */
  public RecordingResource(
      RecordingEnrollments enrollments,
      Verifications verifications,
      Profiles profiles,
      EnrollmentConfig config,
      CurrentCaller current) {
    this.enrollments = enrollments;
    this.verifications = verifications;
    this.profiles = profiles;
    this.current = current;
    this.limits = new DecodeLimits(LARGEST_BYTES, config.longestRecordingSeconds());
  }

  /** How the speaker consented, as query parameters: the body is the recording. */
  public static class ConsentQuery {
    @QueryParam("consentChannel")
    public @Nullable String channel;

    @QueryParam("consentGivenAt")
    public @Nullable String givenAt;

    @QueryParam("consentReference")
    public @Nullable String reference;

    @QueryParam("consentPolicyVersion")
    public @Nullable String policyVersion;

    @Nullable ConsentDraft draft() {
      if (channel == null && givenAt == null) {
        return null;
      }
      return new ConsentDraft(
          Body.required("consentChannel", channel),
          time(Body.required("consentGivenAt", givenAt)),
          reference,
          policyVersion);
    }

    private static Instant time(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        throw FailureException.invalid(
            "consentGivenAt", "must be a time in ISO 8601, like 2026-05-20T12:00:00Z");
      }
    }
  }

  /** Enrols or re-enrols a speaker from a recording. */
  @POST
  @Path("/enrollments")
  @BodyLimit(LARGEST_BYTES)
  @Needs(ENROLL_SPEAKERS)
  public Response enroll(
      @PathParam("domainId") String domainId,
      @PathParam("speakerId") String speakerId,
      @QueryParam("channel") @Nullable String channel,
      @QueryParam("retention") @Nullable String retention,
      @BeanParam ConsentQuery consent,
      @BeanParam TuningQuery tuning,
      @BeanParam SpeakersQuery speakers,
      @Context HttpHeaders headers,
      InputStream body) {
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    SpeakerRef ref = SpeakerRef.parse(speakerId);
    AudioKind kind = Recording.kind(headers.getMediaType());
    ChannelChoice named = Recording.channel(channel);
    ConsentDraft draft = consent.draft();
    Tuning inline = tuning.tuning();
    ProfileRef profile = tuning.ref();
    SeveralVoices allowed = speakers.allowed();
    boolean keepNothing = RetentionWord.isNone(headers, retention);
    enrollments.requireAllowed(tenant, domain, ref, draft);
    Tuned tuned = profiles.choose(tenant, domain, "", profile, inline);
    ChannelChoice choice = Recording.channel(named, tuned);
    DecodeResult.Decoded recording = Recording.read(body, kind, choice, limits);
    RecordingEnrollments.Enrolled enrolled =
        enrollments.enroll(
            tenant,
            domain,
            ref,
            List.of(recording.audio()),
            new Wishes(tuned, allowed),
            keepNothing,
            draft);
    return Response.status(Response.Status.CREATED)
        .header(RetentionWord.HEADER, enrolled.progress().retention().word())
        .entity(EnrolledBody.of(enrolled, tuned))
        .build();
  }

  /** Decides whether the voice in a recording is the speaker's. */
  @POST
  @Path("/verifications")
  @BodyLimit(LARGEST_BYTES)
  @ResponseHeader(name = RetentionWord.HEADER, value = RetentionWord.NONE)
  @Needs(VERIFY_SPEAKERS)
  public VerificationBody verify(
      @PathParam("domainId") String domainId,
      @PathParam("speakerId") String speakerId,
      @QueryParam("channel") @Nullable String channel,
      @QueryParam("retention") @Nullable String retention,
      @BeanParam TuningQuery tuning,
      @Context HttpHeaders headers,
      InputStream body) {
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    SpeakerRef ref = SpeakerRef.parse(speakerId);
    AudioKind kind = Recording.kind(headers.getMediaType());
    ChannelChoice named = Recording.channel(channel);
    Tuning inline = tuning.tuning();
    ProfileRef profile = tuning.ref();
    boolean keepNothing = RetentionWord.isNone(headers, retention);
    verifications.requireSpeaker(tenant, domain, ref);
    Tuned tuned = profiles.choose(tenant, domain, "", profile, inline);
    ChannelChoice choice = Recording.channel(named, tuned);
    DecodeResult.Decoded recording = Recording.read(body, kind, choice, limits);
    return VerificationBody.of(
        verifications.verify(tenant, domain, ref, recording.audio(), tuned, keepNothing), tuned);
  }
}
