package io.voxward.wire.dialect;

import io.voxward.main.BuiltService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;

/** An example of the documentation, as a platform takes it. */
public final class DocumentedExample {
  private DocumentedExample() {}

  /** The text of {@code docs/integrations/examples/…}. */
  public static String text(String name) {
    try {
      return Files.readString(
          BuiltService.home().resolve("docs/integrations/examples").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path and query of an example's address: the host is the reader's own. */
  public static String path(String url) {
    URI address = URI.create(url);
    String query = address.getRawQuery();
    return address.getRawPath() + (query == null ? "" : "?" + query);
  }
}
