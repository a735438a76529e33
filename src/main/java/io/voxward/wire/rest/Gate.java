package io.voxward.wire.rest;

import io.voxward.access.AccessKeys;
import io.voxward.access.Caller;
import io.voxward.access.CurrentCaller;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes before its operation: the size of its body, its credential, the
 * permission and the domain. Whatever is not granted is refused.
 */
@Provider
public class Gate implements ContainerRequestFilter {
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";
  private static final String BASIC_FORM =
      "the Authorization header must be: Basic <access key id:token in base64>";
  private static final int MAX_HEADER = 1024;
  private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS");

  private final ResourceInfo operation;
  private final AccessKeys accessKeys;
  private final CurrentCaller current;

  /** Guards {@code operation} by {@code accessKeys}. */
  public Gate(ResourceInfo operation, AccessKeys accessKeys, CurrentCaller current) {
    this.operation = operation;
    this.accessKeys = accessKeys;
    this.current = current;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = operation.getResourceMethod();
    if (method.isAnnotationPresent(Open.class)) {
      limitBody(request, method.getAnnotation(BodyLimit.class));
      return;
    }
    Caller caller = authenticate(request.getHeaderString(HttpHeaders.AUTHORIZATION));
    current.is(caller);
    Needs needs = method.getAnnotation(Needs.class);
    if (needs == null) {
      throw new FailureException(new Failure.Forbidden("this operation is open to nobody"));
    }
    String domain = request.getUriInfo().getPathParameters().getFirst("domainId");
    if (domain == null) {
      caller.require(needs.value());
    } else {
      caller.require(needs.value(), new DomainId(domain));
    }
    limitBody(request, method.getAnnotation(BodyLimit.class));
  }

  private Caller authenticate(@Nullable String header) {
    if (header == null) {
      throw refused("a bearer token is needed: Authorization: Bearer <token>");
    }
    if (header.length() > MAX_HEADER) {
      throw refused("the Authorization header is too long");
    }
    if (startsWith(header, BEARER)) {
      return bearer(header.substring(BEARER.length()).strip());
    }
    if (startsWith(header, BASIC)) {
      return basic(header.substring(BASIC.length()).strip());
    }
    throw refused("the Authorization header must be: Bearer <token>");
  }

  private static boolean startsWith(String header, String scheme) {
    return header.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private Caller bearer(String token) {
    Optional<Caller> caller = accessKeys.bearer(token);
    return caller.orElseThrow(() -> refused("the bearer token is unknown or revoked"));
  }

  /** For platforms that can send no header of their own, but a name and a password in the URL. */
  private Caller basic(String encoded) {
    String[] pair;
    try {
      pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).split(":", 2);
    } catch (IllegalArgumentException notBase64) {
      throw refused(BASIC_FORM);
    }
    if (pair.length < 2) {
      throw refused(BASIC_FORM);
    }
    Caller caller = bearer(pair[1]);
    if (!caller.name().equals(pair[0])) {
      throw refused("the token is not of that access key");
    }
    return caller;
  }

  private static FailureException refused(String message) {
    return new FailureException(new Failure.Unauthenticated(message));
  }

  private static void limitBody(ContainerRequestContext request, @Nullable BodyLimit stated) {
    long limit = stated == null ? BodyLimit.DEFAULT_BYTES : stated.value();
    String announced = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    if (announced != null) {
      if (Long.parseLong(announced) > limit) {
        throw new FailureException(new Failure.TooLarge("body", limit));
      }
    } else if (!BODILESS.contains(request.getMethod())) {
      request.setEntityStream(new LimitedStream(request.getEntityStream(), limit));
    }
  }
}
