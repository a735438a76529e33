package io.voxward.common;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names in Amazon's form. */
@ApplicationScoped
public class Arns {
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");
  private static final long LEAST_ACCOUNT = 100_000_000_000L;
  private static final long ACCOUNTS = 900_000_000_000L;

  private final String region;
  private final @Nullable String account;

  /** Names with the region and account of {@code config}; refuses ones that no name may have. */
  public Arns(ArnConfig config) {
    region = checked("voxward.arn.region", config.region(), REGION);
    account =
        config.account().map(given -> checked("voxward.arn.account", given, ACCOUNT)).orElse(null);
  }

  private static String checked(String property, String value, Pattern form) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException(property + " must match " + form + ", not " + value);
    }
    return value;
  }

  /** The region where a caller names none. */
  public String region() {
    return region;
  }

  /**
   * The account of a tenant: the configured one, or 12 digits made from the tenant's id, the same
   * on every node and for ever.
   */
  public String account(TenantId tenant) {
    return account == null ? made(tenant) : account;
  }

  private static String made(TenantId tenant) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(("account\0" + tenant.value()).getBytes(StandardCharsets.UTF_8));
      long number = Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), ACCOUNTS);
      return Long.toString(LEAST_ACCOUNT + number);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The name of a domain, in the region where a caller names none. */
  public String of(TenantId tenant, DomainId domain) {
    return of(region, tenant, domain);
  }

  /** The name of a domain as a caller of {@code asked}, a region, reads it. */
  public String of(String asked, TenantId tenant, DomainId domain) {
    return "arn:aws:voiceid:" + asked + ":" + account(tenant) + ":domain/" + domain;
  }
}
