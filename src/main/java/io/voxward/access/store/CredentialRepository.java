package io.voxward.access.store;

import io.voxward.common.TenantId;
import io.voxward.keys.StoredSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads whether the rows of credentials are those that there should be. */
@ApplicationScoped
public class CredentialRepository {
  private static final String VERSION =
      "select version, readable_from from store_versions where name = 'credentials'";

  /** One statement, so that rows and sums are of one moment. */
  private static final String MISMATCH =
      "select coalesce(s.kind, c.kind), coalesce(s.tenant_id, c.tenant_id),"
          + " coalesce(s.entries, 0), coalesce(c.entries, 0)"
          + " from credential_sums s full join credential_checks c"
          + " on s.tenant_id = c.tenant_id and s.kind = c.kind"
          + " where coalesce(s.entries, 0) <> coalesce(c.entries, 0)"
          + " or coalesce(s.checksum, 0) <> coalesce(c.checksum, 0) order by 1, 2 limit 1";

  private static final String SAMPLES =
      "select distinct on (master_key) tenant_id, access_key_id, master_key, secret_sealed"
          + " from access_keys where revoked_at is null order by master_key, created_at";

  private final DataSource database;

  /**
   * In which form the rows are.
   *
   * @param readableFrom the oldest code that may read them
   */
  public record Form(int version, int readableFrom) {}

  /**
   * Rows that are not those that there should be.
   *
   * @param kind the table
   */
  public record Mismatch(String kind, TenantId tenant, long found, long expected) {}

  /** The sealed secret of one access key. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Sample(TenantId tenant, String accessKeyId, StoredSecret secret) {}

  /** Reads from {@code database}. */
  public CredentialRepository(DataSource database) {
    this.database = database;
  }

  /** The form of the rows. */
  public Form form() {
    return read(VERSION, row -> new Form(row.getInt(1), row.getInt(2))).getFirst();
  }

  /** The first rows that are not those that there should be. */
  public Optional<Mismatch> mismatch() {
    return read(
            MISMATCH,
            row ->
                new Mismatch(
                    row.getString(1),
                    new TenantId(row.getString(2)),
                    row.getLong(3),
                    row.getLong(4)))
        .stream()
        .findFirst();
  }

  /** One secret for each key that seals any. */
  public List<Sample> samples() {
    return read(
        SAMPLES,
        row ->
            new Sample(
                new TenantId(row.getString(1)),
                row.getString(2),
                new StoredSecret(row.getString(3), row.getBytes(4))));
  }

  /** What one row says. */
  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> read(String query, Reader<T> reader) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(query);
        ResultSet rows = statement.executeQuery()) {
      List<T> read = new ArrayList<>();
      while (rows.next()) {
        read.add(reader.read(rows));
      }
      return read;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read whether the credentials are whole", e);
    }
  }
}
