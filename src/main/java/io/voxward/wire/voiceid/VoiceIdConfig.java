package io.voxward.wire.voiceid;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of the Voice ID dialect. */
@ConfigMapping(prefix = "voxward.voice-id")
public interface VoiceIdConfig {
  /** The largest body that is read, in bytes: enough for 200 tags of the longest form. */
  @WithDefault("524288")
  int maxBodyBytes();

  /** How many calls this node answers at the same time; more are told to come again. */
  @WithDefault("1024")
  int maxCallsAtOnce();
}
