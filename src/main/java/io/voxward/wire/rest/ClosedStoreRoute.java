package io.voxward.wire.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.voxward.common.Failure;
import io.voxward.common.StoreGate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/**
 * Stands before every other route: while the store does not fit the running code, whatever is asked
 * is refused before anybody looks at the caller's key, streams included. What operators ask
 * (health, metrics) passes, and Voice ID calls refuse in their own words.
 */
@ApplicationScoped
class ClosedStoreRoute {
  private static final String OPERATORS = "/q/";
  private static final String VOICE_ID = "/";

  private final StoreGate gate;
  private final ObjectMapper json;
  private final MeterRegistry meters;

  ClosedStoreRoute(StoreGate gate, ObjectMapper json, MeterRegistry meters) {
    this.gate = gate;
    this.json = json;
    this.meters = meters;
  }

  void register(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE).handler(this::pass);
  }

  private void pass(RoutingContext call) {
    Optional<Failure> closed = gate.refusal();
    if (closed.isEmpty() || isExempt(call.request())) {
      call.next();
    } else {
      refuse(call.request(), closed.get());
    }
  }

  private static boolean isExempt(HttpServerRequest request) {
    String path = request.path();
    return path == null
        || path.startsWith(OPERATORS)
        || (path.equals(VOICE_ID) && request.method().equals(HttpMethod.POST));
  }

  private void refuse(HttpServerRequest request, Failure failure) {
    Problem problem = Problem.of(failure);
    meters
        .counter("voxward.failures", "dialect", "rest", "kind", failure.getClass().getSimpleName())
        .increment();
    HttpServerResponse response = request.response();
    response.setStatusCode(problem.status());
    response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.putHeader(
        HttpHeaders.RETRY_AFTER, Long.toString(Problem.retryAfter(failure).toSeconds()));
    response.end(text(problem));
    request.resume();
  }

  private String text(Problem problem) {
    try {
      return json.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem can be written", e);
    }
  }
}
