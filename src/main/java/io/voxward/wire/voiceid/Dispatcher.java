package io.voxward.wire.voiceid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.arc.All;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext;
import io.quarkus.arc.ManagedContext;
import io.voxward.access.CurrentCaller;
import io.voxward.access.RateLimits;
import io.voxward.access.RequestSignatures;
import io.voxward.access.SignatureVerdict;
import io.voxward.common.Alphanumeric;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request of the dialect to its operation and back: content type, target, signature,
 * shapes, permission, domain scope, the operation itself. The first that refuses answers. It knows
 * no sockets, so that it can be tested and fuzzed by itself.
 */
@ApplicationScoped
public class Dispatcher {
  private static final Logger LOG = Logger.getLogger(Dispatcher.class);
  private static final String TARGET_PREFIX = "VoiceID.";
  private static final String TYPE_PREFIX = "com.amazonaws.voiceid#";
  private static final String OK = "OK";
  private static final String NO_OPERATION = "none";
  private static final byte[] NO_BODY = {};

  private final Map<String, Route<?, ?>> routes = new HashMap<>();
  private final RequestSignatures signatures;
  private final RateLimits rates;
  private final CurrentCaller current;
  private final MeterRegistry meters;
  private final Map<Outcome, Timer> timers = new ConcurrentHashMap<>();
  private final ObjectReader bodies = VoiceIdJson.MAPPER.readerFor(JsonNode.class);

  private record Outcome(String operation, String result) {}

  /** An operation with everything about it that is made once. */
  private record Route<Q, A>(
      Operation<Q, A> operation, Shape.Structure input, ObjectReader reader, ObjectWriter writer) {
    static <Q, A> Route<Q, A> of(Operation<Q, A> operation, ServiceModel model) {
      return new Route<>(
          operation,
          model.operation(operation.name()).input(),
          VoiceIdJson.MAPPER.readerFor(operation.request()),
          VoiceIdJson.MAPPER.writerFor(operation.response()));
    }
  }

  /** A refusal on its way out. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Refusal refusal;

    Refused(Refusal refusal) {
      super(refusal.message(), null, false, false);
      this.refusal = refusal;
    }
  }

  /** Dispatches to the operations of {@code groups}. */
  public Dispatcher(
      @All List<OperationGroup> groups,
      RequestSignatures signatures,
      RateLimits rates,
      CurrentCaller current,
      MeterRegistry meters) {
    this.signatures = signatures;
    this.rates = rates;
    this.current = current;
    this.meters = meters;
    ServiceModel model = ServiceModel.load();
    for (OperationGroup group : groups) {
      for (Operation<?, ?> operation : group.operations()) {
        if (routes.put(operation.name(), Route.of(operation, model)) != null) {
          throw new IllegalStateException("two operations are called " + operation.name());
        }
      }
    }
  }

  /** The operations there are. */
  Set<String> names() {
    return new TreeSet<>(routes.keySet());
  }

  /** The operation of that name. */
  Operation<?, ?> operation(String name) {
    return Objects.requireNonNull(routes.get(name), name).operation();
  }

  /** Answers {@code request}; whatever goes wrong is an answer too. */
  WireAnswer answer(WireRequest request) {
    long begin = System.nanoTime();
    String requestId = UUID.randomUUID().toString();
    ManagedContext requests = Arc.container().requestContext();
    InjectableContext.ContextState outer = requests.getStateIfActive();
    requests.activate();
    Route<?, ?> route = null;
    WireAnswer answer;
    try {
      route = route(request);
      answer = new WireAnswer(200, requestId, run(route, request), null, java.time.Duration.ZERO);
    } catch (Refused refused) {
      answer = refusal(requestId, refused.refusal);
    } catch (FailureException refused) {
      answer = refusal(requestId, refused.failure(), refused);
    } catch (Exception | StackOverflowError fault) {
      answer = refusal(requestId, failureWithin(fault), fault);
    } finally {
      requests.terminate();
      if (outer != null) {
        requests.activate(outer);
      }
    }
    note(route, answer, System.nanoTime() - begin);
    return answer;
  }

  private Route<?, ?> route(WireRequest request) throws Refused {
    if (!isOurType(request.contentType())) {
      throw new Refused(Refusal.unsupportedMediaType());
    }
    String target = request.target();
    Route<?, ?> route =
        target != null && target.startsWith(TARGET_PREFIX)
            ? routes.get(target.substring(TARGET_PREFIX.length()))
            : null;
    if (route == null) {
      throw new Refused(Refusal.unknownOperation());
    }
    return route;
  }

  private static boolean isOurType(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return type.strip().equalsIgnoreCase(WireAnswer.CONTENT_TYPE);
  }

  private <Q, A> byte[] run(Route<Q, A> route, WireRequest request) throws Refused {
    SignatureVerdict.Verified caller = verified(request);
    current.is(caller.caller());
    Operation<Q, A> operation = route.operation();
    Q input = read(route, request.signed().body());
    Function<Q, DomainId> domain = operation.domain();
    if (domain == null) {
      caller.caller().require(operation.permission());
    } else {
      caller.caller().require(operation.permission(), domain.apply(input));
    }
    rates.admit(caller.caller().tenant(), operation.name());
    Operation.Call call =
        new Operation.Call(caller.caller(), caller.region(), request.signed().host());
    return write(route, operation.action().answer(call, input));
  }

  private SignatureVerdict.Verified verified(WireRequest request) throws Refused {
    return switch (signatures.verify(request.signed())) {
      case SignatureVerdict.Verified verified -> verified;
      case SignatureVerdict.Refused refused -> throw new Refused(Refusal.of(refused));
    };
  }

  private <Q> Q read(Route<Q, ?> route, byte[] body) throws Refused {
    try {
      JsonNode tree = body.length == 0 ? emptyObject() : bodies.readTree(body);
      Complaints complaints = new Complaints();
      route.input().check(tree, Place.ROOT, complaints);
      String wrongKind = complaints.wrongKind();
      if (wrongKind != null) {
        throw new Refused(Refusal.serialization(wrongKind));
      }
      String message = complaints.message();
      if (message != null) {
        throw new Refused(Refusal.validation(message));
      }
      return route.reader().readValue(tree);
    } catch (IOException unreadable) {
      throw new Refused(
          Refusal.serialization("the body must be one JSON object, each member given once"));
    }
  }

  private static ObjectNode emptyObject() {
    return VoiceIdJson.MAPPER.createObjectNode();
  }

  private static <A> byte[] write(Route<?, A> route, A output) {
    if (output instanceof Operation.Nothing) {
      return NO_BODY;
    }
    try {
      return route.writer().writeValueAsBytes(output);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("answers are plain records", e);
    }
  }

  private static Failure failureWithin(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof FailureException failure) {
        return failure.failure();
      }
    }
    return new Failure.Internal(Alphanumeric.random());
  }

  private static WireAnswer refusal(String requestId, Failure failure, Throwable cause) {
    if (failure instanceof Failure.Internal(String incidentId)) {
      LOG.errorf(cause, "call failed requestId=%s incidentId=%s", requestId, incidentId);
    }
    return refusal(requestId, Refusal.of(failure));
  }

  /** The answer that tells of a refusal. */
  static WireAnswer refusal(String requestId, Refusal refusal) {
    ObjectNode body = emptyObject();
    body.put("__type", TYPE_PREFIX + refusal.exception());
    body.put("Message", refusal.message());
    if (refusal.conflictType() != null) {
      body.put("ConflictType", refusal.conflictType());
    }
    if (refusal.resourceType() != null) {
      body.put("ResourceType", refusal.resourceType());
    }
    try {
      return new WireAnswer(
          refusal.status(),
          requestId,
          VoiceIdJson.MAPPER.writeValueAsBytes(body),
          refusal.exception(),
          refusal.retryAfter());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written", e);
    }
  }

  private void note(@Nullable Route<?, ?> route, WireAnswer answer, long nanos) {
    String name = route == null ? NO_OPERATION : route.operation().name();
    String result = answer.exception() == null ? OK : answer.exception();
    timers
        .computeIfAbsent(new Outcome(name, result), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
    LOG.debugf(
        "call answered operation=%s result=%s status=%d requestId=%s micros=%d",
        name, result, answer.status(), answer.requestId(), TimeUnit.NANOSECONDS.toMicros(nanos));
  }

  private Timer timer(Outcome outcome) {
    return Timer.builder("voxward.voiceid.calls")
        .description("calls of the Voice ID dialect by operation and result")
        .tag("operation", outcome.operation())
        .tag("result", outcome.result())
        .register(meters);
  }
}
