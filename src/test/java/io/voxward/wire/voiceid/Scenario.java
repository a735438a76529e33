package io.voxward.wire.voiceid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.voxward.main.BuiltService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The one scenario of all clients, {@code src/it/clients/scenario.json}. */
final class Scenario {
  /** The parts, in the order in which they are run. */
  static final List<String> PARTS = List.of("main", "limits", "outage");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAME = Pattern.compile("\\$\\{(\\w+)}");

  private final JsonNode root;

  private Scenario(JsonNode root) {
    this.root = root;
  }

  static Path folder() {
    return BuiltService.home().resolve("src/it/clients");
  }

  static Scenario read() throws IOException {
    return new Scenario(JSON.readTree(Files.readAllBytes(folder().resolve("scenario.json"))));
  }

  /**
   * One thing that a client does and what is to come of it.
   *
   * @param json the step as it is written, a step for {@code each} operation with its own name
   */
  record Step(JsonNode json) {
    String name() {
      return json.path("name").asText();
    }

    /** The operation it calls; empty where it looks at a file. */
    String operation() {
      for (String how : List.of("do", "paginate", "burst")) {
        if (json.has(how)) {
          return json.path(how).asText();
        }
      }
      return "";
    }

    boolean has(String member) {
      return json.has(member);
    }

    String text(String member) {
      return json.path(member).asText();
    }

    JsonNode get(String member) {
      return json.path(member);
    }

    /** Whether this client is asked to do it. */
    boolean isFor(String client) {
      return StreamSupport.stream(json.path("not").spliterator(), false)
          .noneMatch(one -> one.asText().equals(client));
    }
  }

  /** The steps of a part, each {@code each} as one step for each operation. */
  List<Step> steps(String part) {
    List<Step> steps = new ArrayList<>();
    for (JsonNode written : root.path("parts").path(part)) {
      if (!written.has("each")) {
        steps.add(new Step(written));
        continue;
      }
      for (JsonNode operation : written.path("each")) {
        ObjectNode one = written.deepCopy();
        one.put("name", written.path("name").asText() + ": " + operation.asText());
        one.put("do", operation.asText());
        one.set("input", root.path("inputs").path(operation.asText()));
        steps.add(new Step(one));
      }
    }
    return steps;
  }

  /** Puts the values of {@code ${name}} in; a text that is one name takes the value's own kind. */
  static JsonNode fill(JsonNode value, Map<String, JsonNode> names) {
    if (value.isTextual()) {
      return fillText(value.asText(), names);
    }
    if (value.isArray()) {
      ArrayNode filled = JsonNodeFactory.instance.arrayNode();
      value.forEach(part -> filled.add(fill(part, names)));
      return filled;
    }
    if (value.isObject()) {
      ObjectNode filled = JsonNodeFactory.instance.objectNode();
      value.properties().forEach(part -> filled.set(part.getKey(), fill(part.getValue(), names)));
      return filled;
    }
    return value;
  }

  private static JsonNode fillText(String text, Map<String, JsonNode> names) {
    Matcher whole = NAME.matcher(text);
    if (whole.matches()) {
      return known(names, whole.group(1));
    }
    return TextNode.valueOf(
        NAME.matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(known(names, found.group(1)).asText())));
  }

  private static JsonNode known(Map<String, JsonNode> names, String name) {
    JsonNode value = names.get(name);
    if (value == null) {
      throw new AssertionError("nothing was saved as " + name);
    }
    return value;
  }

  /** The part of an answer that a path such as {@code Jobs.0.JobId} names. */
  static JsonNode at(JsonNode answer, String path) {
    JsonNode found = answer.at("/" + path.replace('.', '/'));
    if (found.isMissingNode()) {
      throw new AssertionError("the answer has no " + path);
    }
    return found;
  }
}
