package io.voxward.wire.rest;

import static io.voxward.access.Permission.EXPORT_SPEAKERS;
import static io.voxward.access.Permission.READ_KEPT_AUDIO;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.SpeakerRef;
import io.voxward.consent.SpeakerExports;
import io.voxward.voiceprint.TuningRecordings;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/** All that is stored about a speaker. */
@Path("/api/v1/domains/{domainId}/speakers/{speakerId}/export")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ExportResource {
  /** The part that has recordings, and the member that gets their sound. */
  private static final String RECORDINGS = "keptRecordings";

  private static final String SOUND = "wav";

  /** Sound that one export holds at most, in bytes; more is fetched a recording at a time. */
  private static final long MOST_SOUND_BYTES = 32L * 1024 * 1024;

  private final SpeakerExports exports;
  private final TuningRecordings recordings;
  private final ObjectMapper json;
  private final CurrentCaller current;

  /** Speaks for {@code exports}. */
  public ExportResource(
      SpeakerExports exports,
      TuningRecordings recordings,
      ObjectMapper json,
      CurrentCaller current) {
    this.exports = exports;
    this.recordings = recordings;
    this.json = json;
    this.current = current;
  }

  /**
   * Gathers what is stored about a speaker; that it was asked for is audited.
   *
   * @param audio with the sound of recordings that are kept, which needs a permission of its own
   */
  @GET
  @Needs(EXPORT_SPEAKERS)
  public Response export(
      @PathParam("domainId") String domainId,
      @PathParam("speakerId") String speakerId,
      @QueryParam("audio") boolean audio)
      throws JsonProcessingException {
    DomainId domain = new DomainId(domainId);
    if (audio) {
      current.caller().require(READ_KEPT_AUDIO, domain);
    }
    SpeakerRef ref = SpeakerRef.parse(speakerId);
    SpeakerExports.Export export = exports.of(current.tenant(), domain, ref);
    ObjectNode whole = json.createObjectNode();
    whole.put("exportedAt", export.at().toString());
    whole.put("domainId", domain.value());
    whole.set("speaker", json.valueToTree(SpeakerBody.of(export.speaker())));
    for (Map.Entry<String, List<String>> part : export.parts().entrySet()) {
      ArrayNode entries = whole.putArray(part.getKey());
      for (String entry : part.getValue()) {
        entries.add(json.readTree(entry));
      }
    }
    if (audio) {
      addSound(domain, ref, whole.path(RECORDINGS));
    }
    return Response.ok(whole).header("Cache-Control", "no-store").build();
  }

  private void addSound(DomainId domain, SpeakerRef ref, JsonNode entries) {
    long left = MOST_SOUND_BYTES;
    for (JsonNode entry : entries) {
      byte[] wav =
          WavBody.of(
              recordings
                  .hear(current.tenant(), domain, ref, entry.path("recordingId").asText())
                  .sound());
      left -= wav.length;
      if (left < 0) {
        throw new FailureException(new Failure.TooLarge("audio", MOST_SOUND_BYTES));
      }
      ((ObjectNode) entry).put(SOUND, wav);
    }
  }
}
