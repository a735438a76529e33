package io.voxward.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * Why something was refused.
 *
 * @param code a stable word, such as {@code MULTIPLE_SPEAKERS}
 * @param detail a sentence with the figures; empty where there is none
 */
public record Reason(String code, String detail) {

  /** Reads a reason given as a word, or as an object with a code and a detail. */
  @JsonCreator
  static Reason of(JsonNode given) {
    return given.isTextual()
        ? new Reason(given.asText(), "")
        : new Reason(given.path("code").asText(), given.path("detail").asText());
  }

  @Override
  public String toString() {
    return detail.isEmpty() ? code : code + ": " + detail;
  }
}
