package io.voxward.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The eight event types as the EventBridge schema registry has them, and a check of real ones. */
public final class EventSchema {
  private static final String CONTACT_IN_THE_REGISTRY = "aws-connect-OriginalContactArn";
  private static final String CONTACT = "aws:connect:OriginalContactArn";
  private static final Set<String> ENVELOPE =
      Set.of(
          "version",
          "id",
          "detail-type",
          "source",
          "account",
          "time",
          "region",
          "resources",
          "detail");

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Member> types;

  /** A member: a value of a type, or an object with members. */
  private static final class Member {
    final Map<String, Member> members = new TreeMap<>();
    String type = "object";
  }

  private EventSchema(Map<String, Member> types) {
    this.types = types;
  }

  /** Reads the registry's types. */
  public static EventSchema read() {
    try (InputStream in = EventSchema.class.getResourceAsStream("voice-id-events.txt")) {
      if (in == null) {
        throw new IllegalStateException("the schema file is missing");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EventSchema parse(String text) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<String, Member> types = new HashMap<>();
    List<Member> path = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      if (line.startsWith("=====")) {
        Member root = new Member();
        JsonNode head = json.readTree(line.substring("=====".length()));
        types.put(head.path("detailType").asText(), root);
        path.clear();
        path.add(root);
        continue;
      }
      String body = line.stripLeading();
      int depth = (line.length() - body.length()) / 2;
      int colon = body.indexOf(':');
      String name = body.substring(0, colon).replace("*", "");
      String rest = body.substring(colon + 1).strip();
      Member member = new Member();
      if (!rest.isEmpty()) {
        member.type = json.readTree(rest).path("type").asText();
      }
      while (path.size() > depth) {
        path.removeLast();
      }
      path.getLast().members.put(name.equals(CONTACT_IN_THE_REGISTRY) ? CONTACT : name, member);
      path.add(member);
    }
    return new EventSchema(types);
  }

  /** The names of all types. */
  public Set<String> detailTypes() {
    return new TreeSet<>(types.keySet());
  }

  /** What is wrong with an event as it lies in the outbox; empty when nothing is. */
  public List<String> violations(String payload) {
    JsonNode event;
    try {
      event = json.readTree(payload);
    } catch (IOException e) {
      return List.of("not JSON: " + e.getMessage());
    }
    List<String> wrong = new ArrayList<>();
    if (!names(event).equals(ENVELOPE)) {
      wrong.add("envelope has " + names(event));
    }
    if (!"aws.voiceid".equals(event.path("source").asText())) {
      wrong.add("source is " + event.path("source"));
    }
    Member type = types.get(event.path("detail-type").asText());
    if (type == null) {
      wrong.add("unknown detail-type " + event.path("detail-type"));
    } else {
      check("detail", event.path("detail"), type, wrong);
    }
    return wrong;
  }

  private static void check(
      String path, @Nullable JsonNode value, Member member, List<String> wrong) {
    if (value == null || value.isNull()) {
      return;
    }
    switch (member.type) {
      case "object" -> {
        if (!names(value).equals(member.members.keySet())) {
          wrong.add(path + " has " + names(value) + " and not " + member.members.keySet());
        }
        member.members.forEach(
            (name, inner) -> check(path + "." + name, value.get(name), inner, wrong));
      }
      case "string" -> expect(path, value.isTextual(), wrong);
      case "number" -> expect(path, value.isNumber(), wrong);
      case "array" -> {
        expect(path, value.isArray(), wrong);
        value.forEach(item -> expect(path + "[]", item.isTextual(), wrong));
      }
      case "json" -> expect(path, value.isTextual(), wrong);
      default -> wrong.add(path + " has a type unknown to this check: " + member.type);
    }
  }

  private static void expect(String path, boolean right, List<String> wrong) {
    if (!right) {
      wrong.add(path + " has another type");
    }
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
