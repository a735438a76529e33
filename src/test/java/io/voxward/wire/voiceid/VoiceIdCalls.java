package io.voxward.wire.voiceid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxward.access.AccessKeys;
import io.voxward.access.DomainScope;
import io.voxward.access.IssuedAccessKey;
import io.voxward.access.Role;
import io.voxward.access.Tenants;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;

/** Calls the Voice ID dialect of the service under test, signed as botocore signs. */
@ApplicationScoped
public class VoiceIdCalls {
  private static final String REGION = "us-east-1";

  private final AccessKeys accessKeys;
  private final Tenants tenants;
  private final Clock clock;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();

  VoiceIdCalls(AccessKeys accessKeys, Tenants tenants, Clock clock) {
    this.accessKeys = accessKeys;
    this.tenants = tenants;
    this.clock = clock;
  }

  /** An answer: its status, its body (missing if empty) and the headers. */
  public record Answer(int status, JsonNode body, HttpResponse<String> whole) {
    /** A text member of the body. */
    public String text(String member) {
      return body.path(member).asText();
    }

    /** The exception's name; empty if the call succeeded. */
    public String exception() {
      return text("__type").replaceFirst(".*#", "");
    }

    /** The exception's message. */
    public String message() {
      return text("Message");
    }
  }

  /** A new access key of that role for all domains of the tenant, made if need be. */
  public IssuedAccessKey key(TenantId tenant, Role role) {
    return key(tenant, role, new DomainScope.All());
  }

  /** A new access key of that role for those domains. */
  public IssuedAccessKey key(TenantId tenant, Role role, DomainScope scope) {
    tenants.ensure(tenant);
    return accessKeys.create(tenant, "test", Set.of(role), scope);
  }

  /** Calls an operation. */
  public Answer call(IssuedAccessKey key, String operation, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new TreeMap<>();
    headers.put("content-type", "application/x-amz-json-1.0");
    headers.put("x-amz-date", SigV4.date(clock.instant()));
    headers.put("x-amz-target", "VoiceID." + operation);
    return send(headers, new SigV4(key.key().id(), key.secretAccessKey(), REGION), bytes);
  }

  /** Signs and sends a request with those headers. */
  Answer send(Map<String, String> headers, SigV4 signer, byte[] body) {
    Map<String, String> signed = new TreeMap<>(headers);
    signed.put("host", address().getAuthority());
    HttpRequest.Builder request = HttpRequest.newBuilder(address());
    headers.forEach(request::header);
    request.header("Authorization", signer.authorization(signed, body));
    request.POST(HttpRequest.BodyPublishers.ofByteArray(body));
    return send(request.build());
  }

  /** Sends a request as it is. */
  Answer send(HttpRequest request) {
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

  /** The endpoint that clients are pointed at. */
  public URI address() {
    return URI.create(
        ConfigProvider.getConfig().getValue("test.url", String.class).replaceAll("/$", "") + "/");
  }
}
