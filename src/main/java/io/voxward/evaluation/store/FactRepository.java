package io.voxward.evaluation.store;

import io.voxward.common.WatchlistId;
import io.voxward.domain.DomainStatus;
import io.voxward.evaluation.Facts;
import io.voxward.speaker.SpeakerStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads what evaluations depend on, for many of them in one round trip: domain, speaker and which
 * voiceprint, all by primary key. Plain JDBC, because this runs for every call of every contact
 * flow.
 */
@ApplicationScoped
public class FactRepository {
  private static final String QUERY =
      """
      select k.n, d.status, d.acceptance_threshold, d.risk_threshold,
             d.authentication_speech_seconds, d.default_watchlist_id,
             s.status, p.model_id, p.created_at
      from unnest(?, ?, ?, ?) as k(n, tenant_id, domain_id, speaker_id)
      join domains d
        on d.tenant_id = k.tenant_id collate "C" and d.domain_id = k.domain_id collate "C"
      left join speakers s
        on s.tenant_id = k.tenant_id collate "C" and s.domain_id = k.domain_id collate "C"
       and s.generated_speaker_id = k.speaker_id collate "C"
      left join lateral (
        select v.model_id, v.created_at
        from voiceprints v
        where v.tenant_id = s.tenant_id and v.domain_id = s.domain_id
          and v.owner_kind = 'SPEAKER' and v.owner_id = s.generated_speaker_id
        order by v.created_at desc limit 1) p on true
      """;

  private final DataSource database;

  /** Reads from {@code database}. */
  public FactRepository(DataSource database) {
    this.database = database;
  }

  /** The facts for every key whose domain exists. */
  public Map<Facts.Key, Facts> read(Set<Facts.Key> asked) {
    List<Facts.Key> keys = List.copyOf(asked);
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(QUERY)) {
      Integer[] numbers = new Integer[keys.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = i;
      }
      List<Array> arrays = new ArrayList<>();
      arrays.add(connection.createArrayOf("int4", numbers));
      arrays.add(texts(connection, keys, key -> key.tenant().value()));
      arrays.add(texts(connection, keys, key -> key.domain().value()));
      arrays.add(
          texts(connection, keys, key -> key.speaker() == null ? null : key.speaker().value()));
      for (int i = 0; i < arrays.size(); i++) {
        select.setArray(i + 1, arrays.get(i));
      }
      try (ResultSet rows = select.executeQuery()) {
        Map<Facts.Key, Facts> facts = new HashMap<>();
        while (rows.next()) {
          facts.put(keys.get(rows.getInt(1)), facts(rows));
        }
        return facts;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the database did not answer: " + e.getSQLState(), e);
    }
  }

  private static Array texts(
      Connection connection, List<Facts.Key> keys, Function<Facts.Key, @Nullable String> member)
      throws SQLException {
    @Nullable String[] texts = new String[keys.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = member.apply(keys.get(i));
    }
    return connection.createArrayOf("text", texts);
  }

  private static Facts facts(ResultSet row) throws SQLException {
    String speaker = row.getString(7);
    String model = row.getString(8);
    return new Facts(
        DomainStatus.valueOf(row.getString(2)),
        row.getInt(3),
        row.getInt(4),
        row.getDouble(5),
        new WatchlistId(row.getString(6)),
        speaker == null ? null : SpeakerStatus.valueOf(speaker),
        model == null
            ? null
            : new Facts.Print(model, row.getObject(9, OffsetDateTime.class).toInstant()));
  }
}
