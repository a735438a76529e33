package io.voxward.wire.rest;

import static io.voxward.access.Permission.EXPORT_SPEAKERS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.common.DomainId;
import io.voxward.common.SpeakerRef;
import io.voxward.consent.SpeakerExports;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

/** All that is stored about a speaker. */
@Path("/api/v1/domains/{domainId}/speakers/{speakerId}/export")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ExportResource {
  private final SpeakerExports exports;
  private final ObjectMapper json;
  private final CurrentCaller current;

  /** Speaks for {@code exports}. */
  public ExportResource(SpeakerExports exports, ObjectMapper json, CurrentCaller current) {
    this.exports = exports;
    this.json = json;
    this.current = current;
  }

  /** Gathers what is stored about a speaker; that it was asked for is audited. */
  @GET
  @Needs(EXPORT_SPEAKERS)
  public ObjectNode export(
      @PathParam("domainId") String domainId, @PathParam("speakerId") String speakerId)
      throws JsonProcessingException {
    DomainId domain = new DomainId(domainId);
    SpeakerExports.Export export =
        exports.of(current.tenant(), domain, SpeakerRef.parse(speakerId));
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
    return whole;
  }
}
