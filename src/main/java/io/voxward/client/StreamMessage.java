package io.voxward.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the service says on a live stream. */
public sealed interface StreamMessage {

  /**
   * About once a second while audio arrives.
   *
   * @param score how alike the claimed voice is so far; null before there is enough to compare
   */
  record Progress(
      String streaming, double netSpeechSeconds, double secondsStillNeeded, @Nullable Integer score)
      implements StreamMessage {}

  /** A decision appeared or changed. */
  record Evaluated(Evaluation evaluation) implements StreamMessage {}

  /** The enrolment asked for moved on. */
  record Enrolling(Enrollment enrollment) implements StreamMessage {}

  /** Something went wrong; the stream may end. */
  record Fault(String code, String message) implements StreamMessage {}

  /** The session is over. */
  record Ended(String reason) implements StreamMessage {}

  /** A message of a kind this client does not know. */
  record Other(String type) implements StreamMessage {}

  /** Reads one text message. */
  public static StreamMessage parse(String text) throws IOException {
    JsonNode message = Json.tree(text);
    String type = message.path("type").asText();
    return switch (type) {
      case "progress" -> Json.convert(message, Progress.class);
      case "evaluation" -> new Evaluated(Json.convert(message, Evaluation.class));
      case "enrollment" -> new Enrolling(Json.convert(message, Enrollment.class));
      case "error" -> Json.convert(message, Fault.class);
      case "ended" -> Json.convert(message, Ended.class);
      default -> new Other(type);
    };
  }
}
