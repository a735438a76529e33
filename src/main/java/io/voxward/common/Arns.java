package io.voxward.common;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;

/** Names in Amazon's form. */
@ApplicationScoped
public class Arns {
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");

  private final String region;
  private final String account;

  /** Names with the region and account of {@code config}; refuses ones that no name may have. */
  public Arns(ArnConfig config) {
    region = checked("voxward.arn.region", config.region(), REGION);
    account = checked("voxward.arn.account", config.account(), ACCOUNT);
  }

  private static String checked(String property, String value, Pattern form) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException(property + " must match " + form + ", not " + value);
    }
    return value;
  }

  /** The region of every name. */
  public String region() {
    return region;
  }

  /** The account of every name. */
  public String account() {
    return account;
  }

  /** The name of a domain. */
  public String of(DomainId domain) {
    return "arn:aws:voiceid:" + region + ":" + account + ":domain/" + domain;
  }
}
