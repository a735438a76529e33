package io.voxward.outbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.voxward.common.Arns;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.SessionId;
import io.voxward.common.SessionName;
import io.voxward.common.WatchlistId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Writes events as EventBridge delivers them: the envelope, and the event as its detail. */
@ApplicationScoped
class Envelope {
  private static final String SOURCE = "aws.voiceid";
  private static final String VERSION = "0";

  private final ObjectMapper json;
  private final Arns arns;

  /** Writes with a mapper of its own: unknown members are null there, not left out. */
  Envelope(Arns arns) {
    this.arns = arns;
    this.json =
        new ObjectMapper()
            .setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS)
            .registerModule(
                new SimpleModule("events")
                    .addSerializer(SessionId.class, ToStringSerializer.instance)
                    .addSerializer(SessionName.class, ToStringSerializer.instance)
                    .addSerializer(GeneratedSpeakerId.class, ToStringSerializer.instance)
                    .addSerializer(GeneratedFraudsterId.class, ToStringSerializer.instance)
                    .addSerializer(WatchlistId.class, ToStringSerializer.instance)
                    .addSerializer(Instant.class, new ToTheMillisecond()));
  }

  private static final class ToTheMillisecond extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant time, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(time.truncatedTo(ChronoUnit.MILLIS).toString());
    }
  }

  /**
   * The whole event.
   *
   * @param id the event's own id
   */
  String write(String id, ServiceEvent event, Instant at) {
    ObjectNode whole = json.createObjectNode();
    whole.put("version", VERSION);
    whole.put("id", id);
    whole.put("detail-type", event.detailType());
    whole.put("source", SOURCE);
    whole.put("account", arns.account(event.about().tenant()));
    whole.put("time", at.truncatedTo(ChronoUnit.SECONDS).toString());
    whole.put("region", arns.region());
    whole.putArray("resources").add(arns.of(event.about().tenant(), event.about().domain()));
    whole.set("detail", detail(event));
    try {
      return json.writeValueAsString(whole);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  private ObjectNode detail(ServiceEvent event) {
    ServiceEvent.About about = event.about();
    ObjectNode detail = json.createObjectNode();
    detail.put("sourceId", UUID.randomUUID().toString());
    detail.put("action", event.action());
    detail.put("status", about.status().name());
    detail.put("domainId", about.domain().value());
    detail.set("errorInfo", json.valueToTree(about.error()));
    detail.setAll(json.<ObjectNode>valueToTree(event));
    return detail;
  }
}
