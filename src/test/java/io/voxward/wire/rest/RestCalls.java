package io.voxward.wire.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxward.access.AccessKeys;
import io.voxward.access.DomainScope;
import io.voxward.access.Role;
import io.voxward.access.Tenants;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Calls the REST interface of the service under test, as its clients do. */
@ApplicationScoped
public class RestCalls {
  private final AccessKeys accessKeys;
  private final Tenants tenants;
  private final ObjectMapper json;
  private final HttpClient http = HttpClient.newHttpClient();

  RestCalls(AccessKeys accessKeys, Tenants tenants, ObjectMapper json) {
    this.accessKeys = accessKeys;
    this.tenants = tenants;
    this.json = json;
  }

  /** An answer: its status, its body and the headers. */
  public record Answer(int status, JsonNode body, HttpResponse<String> whole) {
    /** A text member of the body. */
    public String text(String member) {
      return body.path(member).asText();
    }
  }

  /** A new bearer token of that role for all domains of the tenant, made if need be. */
  public String token(TenantId tenant, Role role) {
    return token(tenant, role, new DomainScope.All());
  }

  /** A new bearer token of that role for those domains. */
  public String token(TenantId tenant, Role role, DomainScope scope) {
    tenants.ensure(tenant);
    return accessKeys.create(tenant, "test", Set.of(role), scope).token();
  }

  /** Sends a request with a JSON body, or none. */
  public Answer send(String verb, String path, @Nullable String token, @Nullable String body) {
    HttpRequest.Builder request = request(path, token);
    if (body == null) {
      request.method(verb, HttpRequest.BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(verb, HttpRequest.BodyPublishers.ofString(body));
    }
    return send(request.build());
  }

  /** Begins a request to a path under the service's address. */
  public HttpRequest.Builder request(String path, @Nullable String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  /** Sends a request. */
  public Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), read(response.body()), response);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private JsonNode read(String body) {
    try {
      return json.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not JSON: " + body, e);
    }
  }

  /** The service's address. */
  public String address() {
    return ConfigProvider.getConfig().getValue("test.url", String.class);
  }
}
