package io.voxward.wire.rest;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Serves the OpenAPI description of this interface at {@code /q/openapi}, as JSON.
 *
 * <p>The description is a file of the build, read at the first question: making it at each start
 * would cost a tenth of the start ({@code docs/decisions/0015-openapi-as-a-file.md}). A test holds
 * it to the resources.
 */
@ApplicationScoped
class OpenApiRoute {
  /** Where it is asked for. */
  static final String PATH = "/q/openapi";

  /** The file, on the class path. */
  static final String FILE = "openapi.json";

  private volatile @Nullable Buffer description;

  void register(@Observes Router router) {
    router
        .get(PATH)
        .order(Integer.MIN_VALUE)
        .blockingHandler(call ->
            call.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(description()));
  }

  private Buffer description() {
    Buffer read = description;
    if (read == null) {
      read = read();
      description = read;
    }
    return read;
  }

  private static Buffer read() {
    try (InputStream file =
        Thread.currentThread().getContextClassLoader().getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("the build lacks " + FILE);
      }
      return Buffer.buffer(file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
