package io.voxward.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * ONNX Runtime's environment, held for as long as the process lives. The runtime's own Java part
 * releases it in a shutdown hook, beside all other hooks: a network that runs while the process is
 * told to stop would use what was freed, and the whole process crashes instead of ending its calls.
 * The environment is counted by references, so one more that nobody gives back keeps it.
 */
final class LastingEnvironment {
  private LastingEnvironment() {}

  /** The environment. */
  static OrtEnvironment get() {
    return Held.ENVIRONMENT;
  }

  /** Taken once, when first asked for. */
  private static final class Held {
    static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    static {
      holdOnceMore();
    }

    private static void holdOnceMore() {
      try {
        Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
        api.setAccessible(true);
        Method create =
            OrtEnvironment.class.getDeclaredMethod(
                "createHandle", long.class, int.class, String.class);
        create.setAccessible(true);
        int level = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue();
        Object _ = create.invoke(null, api.getLong(null), level, "voxward");
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(
            "this version of ONNX Runtime cannot be held until the process ends", e);
      }
    }
  }
}
