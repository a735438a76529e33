package io.voxward.wire.rest;

import static io.voxward.access.Permission.PROVIDE_RECORDINGS;
import static io.voxward.access.Permission.READ_KEPT_AUDIO;
import static io.voxward.access.Permission.READ_SPEAKERS;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.common.DomainId;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.ChannelChoice;
import io.voxward.engine.audio.DecodeLimits;
import io.voxward.engine.audio.DecodeResult;
import io.voxward.enrollment.EnrollmentConfig;
import io.voxward.voiceprint.KeptRecording;
import io.voxward.voiceprint.TuningRecordings;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Recordings of a speaker that are kept: those given for tuning, and the sound of any. */
@Path("/api/v1/domains/{domainId}/speakers/{speakerId}")
@RunOnVirtualThread
public class TuningResource {
  private final TuningRecordings recordings;
  private final CurrentCaller current;
  private final DecodeLimits limits;

  /** Speaks for {@code recordings}. */
  public TuningResource(
      TuningRecordings recordings, EnrollmentConfig config, CurrentCaller current) {
    this.recordings = recordings;
    this.current = current;
    this.limits = new DecodeLimits(RecordingResource.LARGEST_BYTES, config.keptAudioSeconds());
  }

  /**
   * A recording as it is shown, without its sound.
   *
   * @param expiresAt when it is erased at the latest
   */
  public record KeptBody(
      String recordingId,
      String purpose,
      int sampleRate,
      double seconds,
      Instant createdAt,
      @Nullable Instant expiresAt) {
    static KeptBody of(KeptRecording kept) {
      return new KeptBody(
          kept.id(),
          kept.purpose().name(),
          kept.sampleRate(),
          kept.seconds(),
          kept.createdAt(),
          kept.expiresAt());
    }
  }

  /** Gives the recording in the body for tuning, by the speaker's consent to that. */
  @POST
  @Path("/tuning-recordings")
  @Consumes({Recording.WAV, Recording.WAV_OLD, Recording.FLAC, Recording.BASIC, Recording.L16})
  @Produces(MediaType.APPLICATION_JSON)
  @BodyLimit(RecordingResource.LARGEST_BYTES)
  @Needs(PROVIDE_RECORDINGS)
  public Response give(
      @PathParam("domainId") String domainId,
      @PathParam("speakerId") String speakerId,
      @QueryParam("channel") @Nullable String channel,
      @Context HttpHeaders headers,
      InputStream body) {
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    SpeakerRef ref = SpeakerRef.parse(speakerId);
    AudioKind kind = Recording.kind(headers.getMediaType());
    ChannelChoice choice = Recording.channel(channel);
    recordings.requireAllowed(tenant, domain, ref);
    DecodeResult.Decoded recording = Recording.read(body, kind, choice, limits);
    return Response.status(Response.Status.CREATED)
        .entity(KeptBody.of(recordings.give(tenant, domain, ref, recording.audio())))
        .build();
  }

  /** Lists what a speaker has given and is still kept. */
  @GET
  @Path("/tuning-recordings")
  @Produces(MediaType.APPLICATION_JSON)
  @Needs(READ_SPEAKERS)
  public ListBody<KeptBody> list(
      @PathParam("domainId") String domainId, @PathParam("speakerId") String speakerId) {
    return new ListBody<>(
        recordings
            .list(current.tenant(), new DomainId(domainId), SpeakerRef.parse(speakerId))
            .stream()
            .map(KeptBody::of)
            .toList(),
        null);
  }

  /** The sound of a recording that is kept, as WAV; that it was heard is audited. */
  @GET
  @Path("/kept-recordings/{recordingId}")
  @Produces({Recording.WAV, MediaType.APPLICATION_JSON})
  @Needs(READ_KEPT_AUDIO)
  public Response hear(
      @PathParam("domainId") String domainId,
      @PathParam("speakerId") String speakerId,
      @PathParam("recordingId") String recordingId) {
    return Response.ok(
            WavBody.of(
                recordings
                    .hear(
                        current.tenant(),
                        new DomainId(domainId),
                        SpeakerRef.parse(speakerId),
                        recordingId)
                    .sound()),
            Recording.WAV)
        .header("Cache-Control", "no-store")
        .build();
  }
}
