package io.voxward.wire.voiceid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Requests that the service model allows, made from the model itself. */
final class Samples {
  /** A domain that nobody has. */
  static final String DOMAIN = "0123456789012345678901";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Texts that some pattern of the model wants; the first that fits is taken. */
  private static final List<String> TEXTS =
      List.of(
          "sample",
          DOMAIN,
          "id#" + DOMAIN,
          "arn:aws:voiceid:us-east-1:111122223333:domain/" + DOMAIN,
          "111122223333",
          "arn:aws:iam::111122223333:role/voice",
          "s3://voice-samples/manifest.json",
          "arn:aws:kinesisvideo:us-east-1:111122223333:stream/voice/1700000000000");

  private final ServiceModel model;

  Samples(ServiceModel model) {
    this.model = model;
  }

  /** A request with every member, in the domain named. */
  ObjectNode full(String operation, String domain) {
    return structure(model.operation(operation).input(), domain, false);
  }

  /** A request with the required members only. */
  ObjectNode least(String operation, String domain) {
    return structure(model.operation(operation).input(), domain, true);
  }

  private static ObjectNode structure(Shape.Structure shape, String domain, boolean least) {
    ObjectNode made = NODES.objectNode();
    for (Shape.Member member : shape.members()) {
      boolean isToken = member.name().equals("NextToken");
      if (!isToken && (!least || shape.required().contains(member.name()))) {
        made.set(member.name(), value(member, domain, least));
      }
    }
    return made;
  }

  private static JsonNode value(Shape.Member member, String domain, boolean least) {
    if (member.name().equals("DomainId")) {
      return NODES.textNode(domain);
    }
    if (member.name().equals("ResourceArn")) {
      return NODES.textNode("arn:aws:voiceid:us-east-1:111122223333:domain/" + domain);
    }
    return value(member.shape(), domain, least);
  }

  private static JsonNode value(Shape shape, String domain, boolean least) {
    return switch (shape) {
      case Shape.Text text -> NODES.textNode(text(text));
      case Shape.Whole whole -> NODES.numberNode(Math.max(1, whole.min()));
      case Shape.Fraction fraction -> NODES.numberNode(Math.max(1, fraction.min()));
      case Shape.Flag _ -> NODES.booleanNode(true);
      case Shape.Time _ -> NODES.numberNode(1_700_000_000L);
      case Shape.Many many -> NODES.arrayNode().add(value(many.member(), domain, least));
      case Shape.Structure structure -> structure(structure, domain, least);
    };
  }

  private static String text(Shape.Text shape) {
    List<String> values = shape.values();
    if (values != null) {
      return values.getFirst();
    }
    for (String text : TEXTS) {
      Complaints complaints = new Complaints();
      shape.check(NODES.textNode(text), Place.ROOT, complaints);
      if (complaints.message() == null) {
        return text;
      }
    }
    throw new IllegalStateException("no sample fits the shape " + shape.name());
  }
}
