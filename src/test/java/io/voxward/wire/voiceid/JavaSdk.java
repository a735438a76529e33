package io.voxward.wire.voiceid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.voiceid.VoiceIdClient;
import software.amazon.awssdk.services.voiceid.model.VoiceIdException;
import software.amazon.awssdk.services.voiceid.model.VoiceIdResponse;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * The official Java client, driven by the names of operations and members: a request is built
 * through the client's own description of its fields, and an answer read through it, so that only
 * what the client understood is seen.
 */
final class JavaSdk implements AutoCloseable {
  private static final String MODEL = "software.amazon.awssdk.services.voiceid.model.";
  private static final int PATIENT_ATTEMPTS = 12;

  private final URI endpoint;
  private final Map<String, ClientStage.Key> keys;
  private final Map<String, VoiceIdClient> clients = new HashMap<>();

  JavaSdk(URI endpoint, Map<String, ClientStage.Key> keys) {
    this.endpoint = endpoint;
    this.keys = Map.copyOf(keys);
  }

  /** A client with that key; a patient one tries again, another never does. */
  synchronized VoiceIdClient client(String who, boolean patient) {
    return clients.computeIfAbsent(
        who + patient, any -> build(endpoint, Objects.requireNonNull(keys.get(who), who), patient));
  }

  static VoiceIdClient build(URI endpoint, ClientStage.Key key, boolean patient) {
    return VoiceIdClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(ClientStage.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(settings ->
            settings.retryStrategy(
                patient
                    ? AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(PATIENT_ATTEMPTS)
                        .build()
                    : AwsRetryStrategy.doNotRetry()))
        .build();
  }

  /**
   * Calls an operation by its name.
   *
   * @throws VoiceIdException as the client throws it
   */
  JsonNode call(String operation, JsonNode input, String who, boolean patient) {
    VoiceIdResponse answer =
        (VoiceIdResponse) invoke(client(who, patient), decapitalized(operation), operation, input);
    if (!answer.sdkHttpResponse().isSuccessful()
        || answer.responseMetadata().requestId().equals("UNKNOWN")) {
      throw new AssertionError("metadata of an answer: " + answer.responseMetadata());
    }
    return json(answer);
  }

  /** Counts what the client's own paginator finds. */
  long count(String operation, String key, JsonNode input, int pageSize, String who) {
    ObjectNode sized = input.deepCopy();
    sized.put("MaxResults", pageSize);
    Iterable<?> pages =
        (Iterable<?>)
            invoke(client(who, false), decapitalized(operation) + "Paginator", operation, sized);
    long found = 0;
    for (Object page : pages) {
      found += json((SdkPojo) page).path(key).size();
    }
    return found;
  }

  private static Object invoke(
      VoiceIdClient client, String method, String operation, JsonNode input) {
    try {
      Class<?> type = Class.forName(MODEL + operation + "Request");
      Object builder = type.getMethod("builder").invoke(null);
      Object request = filled((SdkPojo) builder, input);
      return VoiceIdClient.class.getMethod(method, type).invoke(client, request);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new AssertionError(e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the client has no " + operation, e);
    }
  }

  private static String decapitalized(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static Object filled(SdkPojo builder, JsonNode json) {
    for (SdkField<?> field : builder.sdkFields()) {
      JsonNode value = json.path(field.memberName());
      if (!value.isMissingNode()) {
        field.set(builder, value(field, value));
      }
    }
    json.fieldNames()
        .forEachRemaining(name -> {
          if (builder.sdkFields().stream().noneMatch(it -> it.memberName().equals(name))) {
            throw new AssertionError("the client has no member " + name);
          }
        });
    return ((Buildable) builder).build();
  }

  private static Object value(SdkField<?> field, JsonNode json) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.SDK_POJO) {
      return filled(field.constructor().get(), json);
    }
    if (type == MarshallingType.LIST) {
      SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
      List<Object> list = new ArrayList<>();
      json.forEach(one -> list.add(value(member, one)));
      return list;
    }
    return type == MarshallingType.INTEGER ? (Object) json.asInt() : json.asText();
  }

  private static ObjectNode json(SdkPojo answer) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (SdkField<?> field : answer.sdkFields()) {
      Object value = field.getValueOrDefault(answer);
      boolean listLeftOut = value instanceof List<?> list && list.isEmpty();
      if (value != null && !listLeftOut) {
        json.set(field.memberName(), json(value));
      }
    }
    return json;
  }

  private static JsonNode json(Object value) {
    return switch (value) {
      case SdkPojo structure -> json(structure);
      case List<?> list -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        list.forEach(one -> array.add(json(one)));
        yield array;
      }
      case Integer number -> JsonNodeFactory.instance.numberNode(number);
      case Boolean flag -> JsonNodeFactory.instance.booleanNode(flag);
      case Instant time -> JsonNodeFactory.instance.textNode(time.toString());
      case String text -> JsonNodeFactory.instance.textNode(text);
      default -> throw new AssertionError("a value of kind " + value.getClass());
    };
  }

  /** A typed error's extra member, through the client's description of it. */
  static String member(VoiceIdException refused, String name) {
    return ((SdkPojo) refused)
        .sdkFields().stream()
            .filter(field -> field.memberName().equals(name))
            .map(field -> String.valueOf((Object) field.getValueOrDefault(refused)))
            .findFirst()
            .orElseThrow(() -> new AssertionError(refused.getClass() + " has no " + name));
  }

  @Override
  public void close() {
    clients.values().forEach(VoiceIdClient::close);
  }
}
