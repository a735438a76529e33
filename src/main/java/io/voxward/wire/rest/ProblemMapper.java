package io.voxward.wire.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.Alphanumeric;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns whatever stopped a request into a problem. */
public class ProblemMapper {
  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
  private static final int SERVER_ERROR = 500;

  private final MeterRegistry meters;

  /** Counts failures in {@code meters}. */
  public ProblemMapper(MeterRegistry meters) {
    this.meters = meters;
  }

  /** A feature refused. */
  @ServerExceptionMapper
  public Response failure(FailureException refusal) {
    return answer(refusal.failure(), refusal);
  }

  /** The body is JSON, but not what the operation reads; or not JSON at all. */
  @ServerExceptionMapper
  public Response json(JsonProcessingException unreadable) {
    return unreadable(unreadable);
  }

  /** Jackson's own subtype has a mapper of the framework's; this one stands before it. */
  @ServerExceptionMapper
  public Response mismatch(MismatchedInputException unreadable) {
    return unreadable(unreadable);
  }

  /** The HTTP layer refused. */
  @ServerExceptionMapper
  public Response http(WebApplicationException refusal) {
    FailureException failure = within(refusal);
    if (failure != null) {
      return answer(failure.failure(), failure);
    }
    if (refusal.getCause() instanceof JsonProcessingException unreadable) {
      return unreadable(unreadable);
    }
    int status = refusal.getResponse().getStatus();
    if (status >= SERVER_ERROR) {
      return anything(refusal);
    }
    Response.ResponseBuilder response = builder(Problem.ofStatus(status));
    String allowed = refusal.getResponse().getHeaderString(HttpHeaders.ALLOW);
    return allowed == null ? response.build() : response.header(HttpHeaders.ALLOW, allowed).build();
  }

  /** Our fault, or a refusal wrapped by a layer between. */
  @ServerExceptionMapper
  public Response anything(Throwable fault) {
    FailureException failure = within(fault);
    return failure == null
        ? answer(new Failure.Internal(Alphanumeric.random()), fault)
        : answer(failure.failure(), failure);
  }

  private Response unreadable(JsonProcessingException unreadable) {
    FailureException failure = within(unreadable);
    return failure == null
        ? answer(invalid(unreadable), unreadable)
        : answer(failure.failure(), failure);
  }

  private static Failure invalid(JsonProcessingException unreadable) {
    if (!(unreadable instanceof JsonMappingException mapping)) {
      return new Failure.Invalid("body", "must be well-formed JSON, each member given once");
    }
    String path =
        mapping.getPath().stream()
            .map(step ->
                step.getFieldName() == null
                    ? Integer.toString(step.getIndex())
                    : step.getFieldName())
            .collect(Collectors.joining("."));
    String field = path.isEmpty() ? "body" : path;
    return switch (mapping) {
      case UnrecognizedPropertyException _ ->
          new Failure.Invalid(field, "is not a member of this body");
      case MismatchedInputException mismatch when mismatch.getTargetType() != null ->
          new Failure.Invalid(field, "must be " + kind(mismatch.getTargetType()));
      default -> new Failure.Invalid(field, "cannot be read");
    };
  }

  private static String kind(Class<?> type) {
    if (type == Integer.class || type == int.class || type == Long.class) {
      return "a whole number";
    }
    if (Number.class.isAssignableFrom(type) || type == double.class) {
      return "a number";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "a text";
    }
    if (java.time.temporal.Temporal.class.isAssignableFrom(type)) {
      return "a time in ISO 8601, like 2026-05-20T12:00:00Z";
    }
    if (java.util.Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    return "an object";
  }

  private static @Nullable FailureException within(Throwable outer) {
    for (Throwable cause = outer; cause != null; cause = cause.getCause()) {
      if (cause instanceof FailureException failure) {
        return failure;
      }
    }
    return null;
  }

  private Response answer(Failure failure, Throwable cause) {
    Problem problem = Problem.of(failure);
    meters
        .counter("voxward.failures", "dialect", "rest", "kind", failure.getClass().getSimpleName())
        .increment();
    if (failure instanceof Failure.Internal(String incidentId)) {
      LOG.errorf(cause, "request failed incidentId=%s", incidentId);
    }
    Response.ResponseBuilder response = builder(problem);
    if (failure instanceof Failure.Unauthenticated) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    Duration wait = Problem.retryAfter(failure);
    if (wait.isPositive()) {
      response.header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds()));
    }
    return response.build();
  }

  private static Response.ResponseBuilder builder(Problem problem) {
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
  }
}
