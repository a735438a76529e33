package io.voxward.common;

import java.util.regex.Pattern;

/** Identifies a tenant: everything stored belongs to exactly one, and one never sees another's. */
public record TenantId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  /** The tenant that the first start makes. */
  public static final TenantId DEFAULT = new TenantId("default");

  /** Refuses a value of another form. */
  public TenantId {
    if (!FORM.matcher(value).matches()) {
      throw FailureException.invalid(
          "tenantId", "must be 1 to 63 lower-case letters, digits and hyphens");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
