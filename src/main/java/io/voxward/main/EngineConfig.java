package io.voxward.main;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Which models the engine uses. */
@ConfigMapping(prefix = "voxward.engine")
public interface EngineConfig {
  /**
   * A folder with a speaker model of the operator's own: {@code card.properties}, {@code
   * model.onnx} and {@code calibration.properties}, as {@code lab calibrate} makes it. Without it
   * the model that travels with the product is used.
   */
  Optional<Path> speakerModel();

  /**
   * The speaker model that was used before, while voices are still kept by it: a folder like that
   * of {@link #speakerModel}, or {@code bundled} for the model that travels with the product.
   */
  Optional<String> previousSpeakerModel();
}
