package io.voxward.access.store;

import io.voxward.access.AccessKey;
import io.voxward.common.SharedReads;
import io.voxward.common.TenantId;
import io.voxward.keys.StoredSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the check of a signature needs, in one statement and with no transaction around it:
 * this runs before every Voice ID call. Calls that come at the same time share a statement, which
 * begins after they came: nothing is remembered.
 */
@ApplicationScoped
public class SigningKeyRepository {
  private static final String FIND =
      "select tenant_id, name, roles, domains, master_key, secret_sealed, created_at, revoked_at,"
          + " disabled_at, last_used_at, coalesce(principal_id, access_key_id)"
          + ", access_key_id from access_keys where access_key_id = any(?)";

  private final DataSource database;
  private final SharedReads<String, StoredKey> reads = new SharedReads<>(this::read);

  /** A credential with its sealed secret. */
  public record StoredKey(AccessKey key, StoredSecret secret) {}

  /** Reads from {@code database}. */
  public SigningKeyRepository(DataSource database) {
    this.database = database;
  }

  /** The credential of that id, whatever its tenant and whether or not it still works. */
  public Optional<StoredKey> find(String accessKeyId) {
    return Optional.ofNullable(reads.read(accessKeyId).value());
  }

  private Map<String, StoredKey> read(Set<String> accessKeyIds) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setArray(1, connection.createArrayOf("text", accessKeyIds.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        Map<String, StoredKey> found = new HashMap<>();
        while (rows.next()) {
          String accessKeyId = rows.getString(12);
          found.put(accessKeyId, stored(accessKeyId, rows));
        }
        return found;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read access keys", e);
    }
  }

  private static StoredKey stored(String accessKeyId, ResultSet row) throws SQLException {
    AccessKey key =
        new AccessKey(
            new TenantId(row.getString(1)),
            accessKeyId,
            row.getString(2),
            AccessRepository.roles(row.getString(3)),
            AccessRepository.scope(row.getString(4)),
            row.getString(11),
            row.getTimestamp(7).toInstant(),
            instant(row.getTimestamp(9)),
            instant(row.getTimestamp(8)),
            instant(row.getTimestamp(10)));
    return new StoredKey(key, new StoredSecret(row.getString(5), row.getBytes(6)));
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }
}
