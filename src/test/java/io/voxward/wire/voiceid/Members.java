package io.voxward.wire.voiceid;

import com.fasterxml.jackson.databind.JsonNode;
import io.voxward.wire.voiceid.Scenario.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The members of requests and answers as paths, {@code Domain.WatchlistDetails.DefaultWatchlistId}
 * or {@code Tags[].Key}: those of the service model, and those that a step of the scenario gives or
 * expects.
 */
final class Members {
  private final JsonNode model;

  Members(JsonNode model) {
    this.model = model;
  }

  /** The leaves of a structure with the shape of each; required ones end with a star. */
  Map<String, JsonNode> of(String shape) {
    Map<String, JsonNode> found = new TreeMap<>();
    collect("", shape, found);
    return found;
  }

  private void collect(String path, String shape, Map<String, JsonNode> found) {
    JsonNode described = model.path("shapes").path(shape);
    switch (described.path("type").asText()) {
      case "structure" -> {
        for (Map.Entry<String, JsonNode> member : described.path("members").properties()) {
          String name = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
          collect(name, member.getValue().path("shape").asText(), found);
        }
      }
      case "list" -> collect(path + "[]", described.path("member").path("shape").asText(), found);
      default -> found.put(path, described);
    }
  }

  /** The paths of required members. */
  Set<String> required(String shape) {
    Set<String> found = new TreeSet<>();
    model.path("shapes").path(shape).path("required").forEach(name -> found.add(name.asText()));
    return found;
  }

  /** What a step gives; a step that is to be refused gives nothing that would prove anything. */
  static Set<String> given(Step step) {
    Set<String> found = new TreeSet<>();
    if (step.has("error")) {
      return found;
    }
    leaves("", step.get("input"), found);
    if (step.has("paginate")) {
      found.add("MaxResults");
      found.add("NextToken");
    }
    return found;
  }

  /** What a step expects to be there. */
  static Set<String> expected(Step step) {
    Set<String> found = new TreeSet<>();
    leaves("", step.get("expect"), found);
    if (step.has("paginate")) {
      found.add("NextToken");
    }
    return found;
  }

  /** Whether a step expects that a member, or something that it is in, is not there. */
  static boolean absent(Step step, String path) {
    JsonNode value = step.get("expect");
    for (String name : path.replace("[]", "").split("\\.", -1)) {
      value = value.path(name);
      if (value.asText().equals("$absent")) {
        return true;
      }
    }
    return false;
  }

  private static void leaves(String path, JsonNode value, Set<String> found) {
    if (value.isArray()) {
      value.forEach(one -> leaves(path + "[]", one, found));
      return;
    }
    if (!value.isObject()) {
      boolean says = !value.isMissingNode() && !value.asText().equals("$absent");
      if (says) {
        found.add(path);
      }
      return;
    }
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      switch (member.getKey()) {
        case "$contains" -> leaves(path + "[]", member.getValue(), found);
        case "$set" -> leaves(path, member.getValue(), found);
        case "$atLeast", "$atMost" -> found.add(path);
        case "$size" -> {}
        default ->
            leaves(
                path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                member.getValue(),
                found);
      }
    }
  }

  /** A shape's rule in a few words. */
  static String rule(JsonNode shape) {
    List<String> words = new ArrayList<>();
    String type = shape.path("type").asText();
    if (shape.has("enum")) {
      List<String> values = new ArrayList<>();
      shape.path("enum").forEach(value -> values.add("`" + value.asText() + "`"));
      return String.join(", ", values);
    }
    words.add(type);
    if (shape.has("min") || shape.has("max")) {
      words.add(shape.path("min").asText("") + "–" + shape.path("max").asText(""));
    }
    if (shape.has("pattern")) {
      words.add("`" + shape.path("pattern").asText().replace("|", "\\|") + "`");
    }
    return String.join(" ", words);
  }
}
