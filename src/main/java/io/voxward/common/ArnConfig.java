package io.voxward.common;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/**
 * What names of domains in Amazon's form ({@code arn:aws:voiceid:REGION:ACCOUNT:domain/ID}), and
 * the events about them, say of region and account. Nothing is looked up by either: they are the
 * words that clients and rules written for Voice ID compare.
 */
@ConfigMapping(prefix = "voxward.arn")
public interface ArnConfig {
  /** The region. */
  @WithDefault("us-east-1")
  String region();

  /** The account, 12 digits, of every tenant; where absent each tenant has one of its own. */
  Optional<String> account();
}
