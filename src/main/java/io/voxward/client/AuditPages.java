package io.voxward.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Saved pages of {@code GET /audit}, read back. */
final class AuditPages {
  private static final long LARGEST = 64L << 20;

  private AuditPages() {}

  /**
   * The entries of a page.
   *
   * @throws IOException if the file is none
   */
  static List<AuditChain.Entry> read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException(file + " is larger than a page");
    }
    JsonNode items =
        Json.tree(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)).path("items");
    if (!items.isArray()) {
      throw new IOException(file + " is no page of an audit trail: it has no items");
    }
    List<AuditChain.Entry> entries = new ArrayList<>();
    for (JsonNode item : items) {
      entries.add(entry(item));
    }
    return entries;
  }

  private static AuditChain.Entry entry(JsonNode item) throws IOException {
    try {
      return new AuditChain.Entry(
          required(item, "tenantId"),
          item.path("sequence").asLong(),
          Instant.parse(required(item, "at")),
          required(item, "actor"),
          required(item, "action"),
          optional(item, "domainId"),
          optional(item, "subject"),
          optional(item, "detail"),
          HexFormat.of().parseHex(required(item, "hash")));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IOException("an entry cannot be read: " + e.getMessage(), e);
    }
  }

  private static String required(JsonNode item, String name) throws IOException {
    String text = optional(item, name);
    if (text == null) {
      throw new IOException("an entry of an audit trail has a text named " + name);
    }
    return text;
  }

  private static @Nullable String optional(JsonNode item, String name) {
    return item.path(name).isTextual() ? item.path(name).textValue() : null;
  }
}
