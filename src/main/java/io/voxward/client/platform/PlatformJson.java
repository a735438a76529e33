package io.voxward.client.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.voxward.client.Evaluation;
import java.io.IOException;

/** The JSON of platforms. */
final class PlatformJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String EVALUATION = "voxward.evaluation";

  private PlatformJson() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static JsonNode tree(String text) throws IOException {
    return MAPPER.readTree(text);
  }

  /** What the flow says about a call, as members. */
  static ObjectNode parameters(NewCall call) {
    ObjectNode parameters = object().put("sessionName", call.sessionName());
    if (call.speakerId() != null) {
      parameters.put("speakerId", call.speakerId());
    }
    return parameters;
  }

  /** What an object of the service's own type tells, where it is one. */
  static PlatformAnswer told(JsonNode object) throws IOException {
    return object.path("type").asText().equals(EVALUATION)
        ? new PlatformAnswer.Told(Evaluation.read(object.path("data").toString()))
        : new PlatformAnswer.Other();
  }
}
