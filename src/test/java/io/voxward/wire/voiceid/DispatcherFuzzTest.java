package io.voxward.wire.voiceid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.CredentialStore;
import io.voxward.access.CurrentCaller;
import io.voxward.access.DomainScope;
import io.voxward.access.IssuedAccessKey;
import io.voxward.access.KeyUses;
import io.voxward.access.RateLimits;
import io.voxward.access.RequestSignatures;
import io.voxward.access.Role;
import io.voxward.access.SignaturesConfig;
import io.voxward.access.SignedRequest;
import io.voxward.access.SigningKeys;
import io.voxward.access.store.SigningKeyRepository;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Throws 100,000 requests at the dispatcher: noise, JSON of any kind, and good requests with
 * something changed, most of them well signed. Whatever comes, the answer is a 200 or a named
 * refusal, never a fault of ours.
 */
@QuarkusTest
class DispatcherFuzzTest {
  private static final int INPUTS = 100_000;
  private static final int INPUTS_OVER_THE_WIRE = 1_500;
  private static final int INPUTS_OF_RAW_BYTES = 150;
  private static final int INPUTS_FOR_ONE_DOMAIN = 2_000;
  private static final long SEED = 20260520;
  private static final TenantId TENANT = new TenantId("voice-id-fuzz");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final List<OperationGroup> groups;
  private final RateLimits rates;
  private final CurrentCaller current;
  private final SigningKeys signingKeys;
  private final KeyUses keyUses;
  private final CredentialStore credentialStore;
  private final SignaturesConfig signaturesConfig;
  private final SigningKeyRepository rows;
  private final DataSource database;
  private final VoiceIdCalls calls;
  private final Domains domains;
  private final Clock clock;
  private final Samples samples = new Samples(ServiceModel.load());
  private final SplittableRandom random = new SplittableRandom(SEED);
  private List<String> operations = List.of();
  private String domain = Samples.DOMAIN;

  @Inject
  DispatcherFuzzTest(
      @All List<OperationGroup> groups,
      RateLimits rates,
      CurrentCaller current,
      SigningKeys signingKeys,
      KeyUses keyUses,
      CredentialStore credentialStore,
      SignaturesConfig signaturesConfig,
      SigningKeyRepository rows,
      DataSource database,
      VoiceIdCalls calls,
      Domains domains,
      Clock clock) {
    this.groups = groups;
    this.rates = rates;
    this.current = current;
    this.signingKeys = signingKeys;
    this.keyUses = keyUses;
    this.credentialStore = credentialStore;
    this.signaturesConfig = signaturesConfig;
    this.rows = rows;
    this.database = database;
    this.calls = calls;
    this.domains = domains;
    this.clock = clock;
  }

  /**
   * Remembers the access keys that were used before: the fuzz is of the dispatcher, not of the
   * database.
   */
  private static final class Remembered extends SigningKeyRepository {
    private final SigningKeyRepository rows;
    private final Map<String, Optional<StoredKey>> known = new HashMap<>();

    Remembered(SigningKeyRepository rows, DataSource database) {
      super(database);
      this.rows = rows;
    }

    @Override
    public Optional<StoredKey> find(String accessKeyId) {
      return known.compute(
          accessKeyId, (id, before) -> before == null || unused(before) ? rows.find(id) : before);
    }

    /** The use of such a key is still to be noted, once. */
    private static boolean unused(Optional<StoredKey> read) {
      return read.filter(stored -> stored.key().lastUsedAt() == null).isPresent();
    }
  }

  private Dispatcher dispatcher() {
    RequestSignatures signatures =
        new RequestSignatures(
            new Remembered(rows, database),
            signingKeys,
            keyUses,
            credentialStore,
            signaturesConfig,
            clock);
    Dispatcher made = new Dispatcher(groups, signatures, rates, current, new SimpleMeterRegistry());
    operations = List.copyOf(made.names());
    return made;
  }

  /** Signs for a key of another domain: what is good in form ends at the permission. */
  private SigV4 narrowed() {
    DomainScope scope = new DomainScope.Only(Set.of(new DomainId("A".repeat(22))));
    IssuedAccessKey key = calls.key(TENANT, Role.ADMIN, scope);
    return new SigV4(key.key().id(), key.secretAccessKey(), "us-east-1");
  }

  private void newDomain() {
    domain =
        domains.create(TENANT, new DomainDraft("fuzz", null, DomainSettings.DEFAULT)).id().value();
  }

  @Test
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void a_hundred_thousand_inputs_are_answered_and_none_is_our_fault() throws IOException {
    // Given
    Dispatcher dispatcher = dispatcher();
    IssuedAccessKey key = calls.key(TENANT, Role.ADMIN);
    SigV4 signer = new SigV4(key.key().id(), key.secretAccessKey(), "us-east-1");
    SigV4 elsewhere = narrowed();
    Map<Integer, Integer> statuses = new TreeMap<>();
    long slowest = 0;

    for (int i = 0; i < INPUTS; i++) {
      if (i % INPUTS_FOR_ONE_DOMAIN == 0) {
        newDomain();
      }
      WireRequest request = request(oneIn(3) ? signer : elsewhere);
      long begin = System.nanoTime();

      // When
      WireAnswer answer = dispatcher.answer(request);

      // Then
      slowest = Math.max(slowest, System.nanoTime() - begin);
      statuses.merge(answer.status(), 1, Integer::sum);
      requireDecent(answer.status(), answer.body(), request);
    }
    assertThat(statuses).as("answers by status").containsKeys(200, 400, 403, 404, 415);
    assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(10));
  }

  private static void requireDecent(int status, byte[] body, WireRequest request)
      throws IOException {
    String input = request.target() + " " + text(request.signed().body());
    assertThat(status).as(input).isBetween(200, 499);
    assertThat(text(body)).as(input).doesNotContain("at io.voxward", "java.lang", "Caused by");
    if (status != 200) {
      JsonNode refusal = VoiceIdJson.MAPPER.readTree(body);
      assertThat(refusal.path("__type").asText()).as(input).endsWith("Exception");
      assertThat(refusal.path("Message").asText()).as(input).isNotEmpty();
    }
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  private boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private WireRequest request(SigV4 signer) {
    String operation = oneOf(operations);
    byte[] body = body(operation);
    Map<String, String> headers = new TreeMap<>();
    headers.put("content-type", oneIn(50) ? noise(20) : "application/x-amz-json-1.0");
    headers.put("x-amz-date", SigV4.date(clock.instant()));
    headers.put("x-amz-target", oneIn(30) ? noise(30) : "VoiceID." + operation);
    headers.put("host", "localhost");
    if (oneIn(20)) {
      headers.put("x-amz-content-sha256", oneIn(2) ? SigV4.sha256(body) : noise(64));
    }
    String authorization = signer.authorization(headers, body);
    if (oneIn(25)) {
      authorization = damaged(authorization);
    }
    List<Map.Entry<String, String>> lines = new ArrayList<>(headers.entrySet());
    lines.add(Map.entry("Authorization", authorization));
    if (oneIn(40)) {
      lines.remove(random.nextInt(lines.size()));
    }
    if (oneIn(40)) {
      lines.add(Map.entry(oneIn(2) ? "x-amz-" + noise(5) : noise(8), noise(40)));
    }
    String query = oneIn(40) ? noise(30) : null;
    SignedRequest signed = new SignedRequest("POST", "/", query, lines, "localhost", body);
    return new WireRequest(signed, headers.get("content-type"), headers.get("x-amz-target"));
  }

  private byte[] body(String operation) {
    return switch (random.nextInt(10)) {
      case 0 -> bytes(200);
      case 1 -> json(4).toString().getBytes(StandardCharsets.UTF_8);
      case 2 -> damaged(sample(operation).toString()).getBytes(StandardCharsets.UTF_8);
      case 3 -> cut(sample(operation).toString());
      default -> changed(sample(operation)).toString().getBytes(StandardCharsets.UTF_8);
    };
  }

  private ObjectNode sample(String operation) {
    // Jobs would really run: they are asked for in domains that are not there.
    String in = oneIn(3) && !operation.startsWith("Start") ? domain : Samples.DOMAIN;
    return oneIn(2) ? samples.full(operation, in) : samples.least(operation, in);
  }

  private static byte[] cut(String text, int at) {
    return text.substring(0, at).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] cut(String text) {
    return cut(text, random.nextInt(text.length() + 1));
  }

  private String damaged(String text) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = random.nextInt(1, 4); i > 0 && !damaged.isEmpty(); i--) {
      int at = random.nextInt(damaged.length());
      switch (random.nextInt(3)) {
        case 0 -> damaged.deleteCharAt(at);
        case 1 -> damaged.insert(at, noise(3));
        default -> damaged.setCharAt(at, (char) random.nextInt(32, 127));
      }
    }
    return damaged.toString();
  }

  /** Changes a few members, wherever they stand. */
  private ObjectNode changed(ObjectNode request) {
    for (int i = random.nextInt(4); i > 0; i--) {
      ObjectNode at = request;
      while (true) {
        List<String> names = new ArrayList<>();
        at.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty()) {
          break;
        }
        String name = oneOf(names);
        if (at.get(name) instanceof ObjectNode inner && !oneIn(3)) {
          at = inner;
          continue;
        }
        switch (random.nextInt(5)) {
          case 0 -> at.remove(name);
          case 1 -> at.set(noise(6), json(2));
          case 2 -> at.put(name, noise(40));
          case 3 -> at.put(name, random.nextInt(-2, 200));
          default -> at.set(name, json(3));
        }
        break;
      }
    }
    return request;
  }

  private JsonNode json(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(oneIn(2));
      case 2 -> NODES.numberNode(random.nextLong());
      case 3 -> NODES.numberNode(random.nextDouble() * Math.pow(10, random.nextInt(-300, 300)));
      case 4 -> NODES.numberNode(random.nextInt(-3, 300));
      case 5 -> NODES.textNode(noise(60));
      case 6 -> NODES.textNode("id#" + Samples.DOMAIN);
      case 7 -> {
        ArrayNode list = NODES.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(json(depth - 1));
        }
        yield list;
      }
      default -> {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          object.set(oneIn(3) ? "DomainId" : noise(8), json(depth - 1));
        }
        yield object;
      }
    };
  }

  private String noise(int longest) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      switch (random.nextInt(6)) {
        case 0 -> text.append((char) random.nextInt(0, 32));
        case 1 -> text.appendCodePoint(random.nextInt(0x10000, 0x10FFFF));
        case 2 -> text.append((char) random.nextInt(0xD800, 0xE000));
        default -> text.append((char) random.nextInt(32, 127));
      }
    }
    return text.toString();
  }

  private byte[] bytes(int longest) {
    byte[] bytes = new byte[random.nextInt(longest + 1)];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void over_the_wire_it_is_the_same() throws IOException {
    // Given
    dispatcher();
    newDomain();
    IssuedAccessKey key = calls.key(TENANT, Role.ADMIN);
    SigV4 signer = new SigV4(key.key().id(), key.secretAccessKey(), "us-east-1");

    for (int i = 0; i < INPUTS_OVER_THE_WIRE; i++) {
      String operation = oneOf(operations);
      byte[] body = body(operation);
      Map<String, String> headers = new TreeMap<>();
      headers.put("content-type", "application/x-amz-json-1.0");
      headers.put("x-amz-date", SigV4.date(clock.instant()));
      headers.put("x-amz-target", "VoiceID." + operation);

      // When
      VoiceIdCalls.Answer answer = calls.send(headers, signer, body);

      // Then
      assertThat(answer.status()).as(operation + " " + text(body)).isBetween(200, 499);
      assertThat(answer.whole().body()).doesNotContain("at io.voxward", "java.lang");
    }
  }

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void bytes_that_are_no_request_leave_the_service_as_it_was() throws IOException {
    // Given
    dispatcher();
    URI address = calls.address();
    IssuedAccessKey key = calls.key(TENANT, Role.ADMIN);

    // When
    for (int i = 0; i < INPUTS_OF_RAW_BYTES; i++) {
      byte[] head =
          damaged(
                  "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: VoiceID.ListDomains\r\n"
                      + "Content-Type: application/x-amz-json-1.0\r\nContent-Length: 2\r\n\r\n{}")
              .getBytes(StandardCharsets.UTF_8);
      String answer = exchange(address, oneIn(3) ? bytes(300) : head);

      // Then
      assertThat(answer).doesNotContain("HTTP/1.1 5", "at io.voxward", "java.lang");
    }
    assertThat(calls.call(key, "ListDomains", "{}").status()).isEqualTo(200);
  }

  private static String exchange(URI address, byte[] request) throws IOException {
    InetAddress host = InetAddress.getByName(address.getHost());
    try (Socket socket = new Socket(host, address.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      return text(in.readAllBytes());
    } catch (java.net.SocketException closedOnUs) {
      return "";
    }
  }
}
