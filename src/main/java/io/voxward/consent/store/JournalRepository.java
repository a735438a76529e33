package io.voxward.consent.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/** Remembers which entries of the erasure journals the database holds. */
@ApplicationScoped
public class JournalRepository {
  private final DataSource database;

  /** Keeps them in {@code database}. */
  public JournalRepository(DataSource database) {
    this.database = database;
  }

  /** Works with a connection. */
  private interface Work<T> {
    T with(PreparedStatement statement) throws SQLException;
  }

  private <T> T run(String sql, Work<T> work) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return work.with(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read or note erasure journals", e);
    }
  }

  /**
   * Notes, in the caller's transaction, that the database holds an entry; says whether it did not.
   */
  public boolean note(String journal, long sequence, Instant at) {
    return run(
            "with known as (insert into erasure_journals (journal_id, registered_at) values (?, ?)"
                + " on conflict do nothing)"
                + " insert into erasure_journal_entries (journal_id, sequence) values (?, ?)"
                + " on conflict do nothing",
            insert -> {
              insert.setString(1, journal);
              insert.setTimestamp(2, Timestamp.from(at));
              insert.setString(3, journal);
              insert.setLong(4, sequence);
              return insert.executeUpdate();
            })
        == 1;
  }

  /** The journals known here, and up to which number the database holds all of each. */
  public Map<String, Long> known() {
    return run(
        "select journal_id, up_to from erasure_journals",
        select -> {
          Map<String, Long> known = new HashMap<>();
          try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
              known.put(rows.getString(1), rows.getLong(2));
            }
          }
          return known;
        });
  }

  /** The entries of a journal that are noted one by one. */
  public Set<Long> noted(String journal) {
    return run(
        "select sequence from erasure_journal_entries where journal_id = ?",
        select -> {
          select.setString(1, journal);
          Set<Long> noted = new HashSet<>();
          try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
              noted.add(rows.getLong(1));
            }
          }
          return noted;
        });
  }

  /** Notes that the database holds every entry of a journal up to a number. */
  public void settle(String journal, long upTo) {
    int _ =
        run(
            "with settled as (update erasure_journals set up_to = ? where journal_id = ?"
                + " and up_to < ? returning journal_id)"
                + " delete from erasure_journal_entries e using settled s"
                + " where e.journal_id = s.journal_id and e.sequence <= ?",
            update -> {
              update.setLong(1, upTo);
              update.setString(2, journal);
              update.setLong(3, upTo);
              update.setLong(4, upTo);
              return update.executeUpdate();
            });
  }

  /** Lets one node at a time do erasures again, until the caller's transaction ends. */
  public void lockReplay() {
    boolean _ =
        run(
            "select pg_advisory_xact_lock(hashtextextended('erasure-replay', 0))",
            PreparedStatement::execute);
  }
}
