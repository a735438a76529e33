package io.voxward.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** Reads the rows of the outbox as whoever delivers them would. */
@ApplicationScoped
public class OutboxRows {
  private final DataSource database;
  private final ObjectMapper json = new ObjectMapper();

  OutboxRows(DataSource database) {
    this.database = database;
  }

  /** The events about an aggregate, in order. */
  public List<String> payloads(String aggregate) {
    return read(
        "select payload from outbox_events where aggregate_id = ? order by position", aggregate);
  }

  /** The events of Voice ID's form about an aggregate, in order. */
  public List<JsonNode> serviceEvents(String aggregate) {
    return read(
            "select payload from outbox_events where aggregate_id = ? and type like 'VoiceId %'"
                + " order by position",
            aggregate)
        .stream()
        .map(this::tree)
        .toList();
  }

  /** As {@link #serviceEvents}, when one of them fits: some are written a moment later. */
  public List<JsonNode> await(String aggregate, Predicate<JsonNode> detail) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < deadline) {
      List<JsonNode> events = serviceEvents(aggregate);
      if (events.stream().anyMatch(event -> detail.test(event.path("detail")))) {
        return events;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new AssertionError("no such event of " + aggregate + ": " + payloads(aggregate));
  }

  /** All events of Voice ID's form in a domain. */
  public List<String> ofDomain(String domain) {
    return read(
        "select payload from outbox_events where domain_id = ? and type like 'VoiceId %' order by position",
        domain);
  }

  private JsonNode tree(String payload) {
    try {
      return json.readTree(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> read(String query, String key) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, key);
      List<String> payloads = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          payloads.add(rows.getString(1));
        }
      }
      return payloads;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Moves the time at which the events about an aggregate were told. */
  void toldAt(String aggregate, Instant at) {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update outbox_events set told_at = ? where aggregate_id = ?")) {
      update.setTimestamp(1, Timestamp.from(at));
      update.setString(2, aggregate);
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
