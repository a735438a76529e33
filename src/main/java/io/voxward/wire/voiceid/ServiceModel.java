package io.voxward.wire.voiceid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Voice ID service model with Voxward's additions: which operations there are, and the shapes
 * of what goes in and out. Read once at start.
 */
final class ServiceModel {
  /** The official model, without its documentation texts. */
  private static final String OFFICIAL = "voice-id/service.json";

  /** Operations that the official service kept private, and limits that Voxward has wider. */
  private static final String ADDITIONS = "voice-id/additions.json";

  /**
   * Shapes whose values are not marked sensitive, but which callers fill with names of their own:
   * refusals do not repeat them.
   */
  private static final Set<String> MAY_BE_PERSONAL =
      Set.of("SessionName", "SessionNameOrId", "S3Uri", "NextToken");

  /** What goes in and out of an operation; an absent output is an empty body. */
  record Modelled(
      String name, Shape.Structure input, Shape.@Nullable Structure output, Set<String> errors) {}

  private final JsonNode shapes;
  private final Map<String, Shape> compiled = new HashMap<>();
  private final Map<String, Modelled> operations = new TreeMap<>();
  private final Set<String> official = new HashSet<>();

  private ServiceModel(JsonNode service, JsonNode additions) {
    this.shapes = merged(service.path("shapes"), additions.path("shapes"));
    service.path("operations").fieldNames().forEachRemaining(official::add);
    for (Map.Entry<String, JsonNode> operation :
        merged(service.path("operations"), additions.path("operations")).properties()) {
      operations.put(operation.getKey(), modelled(operation.getKey(), operation.getValue()));
    }
  }

  /** Reads the model that travels with the product. */
  static ServiceModel load() {
    ObjectMapper json = new ObjectMapper();
    return new ServiceModel(read(json, OFFICIAL), read(json, ADDITIONS));
  }

  private static JsonNode read(ObjectMapper json, String resource) {
    try (InputStream in = ServiceModel.class.getClassLoader().getResourceAsStream(resource)) {
      return json.readTree(Objects.requireNonNull(in, resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode merged(JsonNode base, JsonNode over) {
    com.fasterxml.jackson.databind.node.ObjectNode all = base.deepCopy();
    over.properties().forEach(entry -> all.set(entry.getKey(), entry.getValue()));
    return all;
  }

  private Modelled modelled(String name, JsonNode operation) {
    Set<String> errors = new HashSet<>();
    operation.path("errors").forEach(error -> errors.add(error.textValue()));
    JsonNode output = operation.get("output");
    return new Modelled(
        name,
        (Shape.Structure) shape(operation.path("input").textValue()),
        output == null ? null : (Shape.Structure) shape(output.textValue()),
        Set.copyOf(errors));
  }

  /** Every operation, those of the official service and our own. */
  Map<String, Modelled> operations() {
    return operations;
  }

  /** The operations that the official service had. */
  Set<String> official() {
    return official;
  }

  /** The operation of that name. */
  Modelled operation(String name) {
    return Objects.requireNonNull(
        operations.get(name), () -> "the service model has no operation " + name);
  }

  /** The shape of that name, compiled. */
  Shape shape(String name) {
    Shape known = compiled.get(name);
    if (known == null) {
      known = compile(name, shapes.path(name));
      compiled.put(name, known);
    }
    return known;
  }

  private Shape compile(String name, JsonNode shape) {
    return switch (shape.path("type").asText()) {
      case "string" -> text(name, shape);
      case "integer" ->
          new Shape.Whole(
              name,
              shape.path("min").asLong(Integer.MIN_VALUE),
              shape.path("max").asLong(Integer.MAX_VALUE));
      case "long" ->
          new Shape.Whole(
              name,
              shape.path("min").asLong(Long.MIN_VALUE),
              shape.path("max").asLong(Long.MAX_VALUE));
      case "double" ->
          new Shape.Fraction(
              name,
              shape.path("min").asDouble(-Double.MAX_VALUE),
              shape.path("max").asDouble(Double.MAX_VALUE));
      case "boolean" -> new Shape.Flag(name);
      case "timestamp" -> new Shape.Time(name);
      case "list" ->
          new Shape.Many(
              name,
              shape(shape.path("member").path("shape").textValue()),
              shape.path("min").asInt(0),
              shape.path("max").asInt(Integer.MAX_VALUE));
      case "structure" -> structure(name, shape);
      default -> throw new IllegalStateException("the service model has no usable shape " + name);
    };
  }

  private static Shape text(String name, JsonNode shape) {
    JsonNode pattern = shape.get("pattern");
    List<String> values = new ArrayList<>();
    shape.path("enum").forEach(value -> values.add(value.textValue()));
    return new Shape.Text(
        name,
        shape.path("min").asInt(0),
        shape.path("max").asInt(Integer.MAX_VALUE),
        pattern == null ? null : Pattern.compile(pattern.textValue()),
        values.isEmpty() ? null : List.copyOf(values),
        shape.path("sensitive").asBoolean() || MAY_BE_PERSONAL.contains(name));
  }

  private Shape structure(String name, JsonNode shape) {
    List<Shape.Member> members = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : shape.path("members").properties()) {
      members.add(
          new Shape.Member(member.getKey(), shape(member.getValue().path("shape").textValue())));
    }
    Set<String> required = new HashSet<>();
    shape.path("required").forEach(member -> required.add(member.textValue()));
    return new Shape.Structure(name, List.copyOf(members), Set.copyOf(required));
  }
}
