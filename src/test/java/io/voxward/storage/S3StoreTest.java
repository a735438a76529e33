package io.voxward.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.voxward.storage.ObjectStore.Opened;
import io.voxward.storage.ObjectStore.Refusal;
import io.voxward.storage.ObjectStore.Written;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our client against an S3 store that nobody here wrote. */
class S3StoreTest extends ObjectStoreContractTest {
  private static final String KEY = "test-access-key";
  private static final String SECRET = "test-secret-key";

  private static ForeignStore server;

  @BeforeAll
  static void startServer() throws Exception {
    server = ForeignStore.start("voices", KEY, SECRET);
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  private record Reach(URI address, String secret) implements StorageConfig.S3 {
    @Override
    public Optional<URI> endpoint() {
      return Optional.of(address);
    }

    @Override
    public String region() {
      return "eu-central-1";
    }

    @Override
    public boolean pathStyle() {
      return true;
    }

    @Override
    public Optional<String> accessKeyId() {
      return Optional.of(KEY);
    }

    @Override
    public Optional<String> secretAccessKey() {
      return Optional.of(secret);
    }

    @Override
    public Duration patience() {
      return Duration.ofSeconds(10);
    }
  }

  private static URI address() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  @Override
  ObjectStore store() {
    return S3Store.of(new Reach(address(), SECRET));
  }

  @Test
  void a_wrong_secret_is_refused_as_denied() {
    ObjectStore store = S3Store.of(new Reach(address(), "wrong"));

    try (Opened opened = store.open(uri("s3://voices/a"))) {
      assertThat(opened).isEqualTo(new Opened.Refused(Refusal.DENIED));
    }
    assertThat(store.write(uri("s3://voices/a"), bytes("x"), null))
        .isEqualTo(new Written.Refused(Refusal.DENIED));
  }

  @Test
  void writing_into_a_missing_bucket_is_refused() {
    assertThat(store().write(uri("s3://no-such-bucket/a"), bytes("x"), null))
        .isEqualTo(new Written.Refused(Refusal.NO_SUCH_BUCKET));
  }

  @Test
  void a_key_name_asks_for_encryption_under_that_key() throws Exception {
    Map<String, String> seen = new TreeMap<>();
    HttpServer plain =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    plain.createContext(
        "/",
        exchange -> {
          exchange.getRequestHeaders().forEach((name, values) -> seen.put(name, values.getFirst()));
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    plain.start();
    try {
      URI address = URI.create("http://127.0.0.1:" + plain.getAddress().getPort());
      Written written =
          S3Store.of(new Reach(address, SECRET))
              .write(uri("s3://voices/out"), bytes("x"), "alias/results");

      assertThat(written).isInstanceOf(Written.Stored.class);
      assertThat(seen)
          .containsEntry("X-amz-server-side-encryption", "aws:kms")
          .containsEntry("X-amz-server-side-encryption-aws-kms-key-id", "alias/results");
    } finally {
      plain.stop(0);
    }
  }

  @Test
  void a_store_that_is_not_there_may_answer_another_time() {
    ObjectStore nobody = S3Store.of(new Reach(URI.create("http://127.0.0.1:9"), SECRET));

    assertThatThrownBy(() -> nobody.open(uri("s3://voices/a")).close())
        .isInstanceOf(StorageException.class);
  }
}
