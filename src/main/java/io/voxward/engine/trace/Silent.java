package io.voxward.engine.trace;

import java.util.function.Supplier;

/** The sink that is off. */
record Silent() implements Trace {
  @Override
  public boolean isOn() {
    return false;
  }

  @Override
  public void show(Stage stage, Supplier<?> result) {
    // Nobody listens: the supplier is not asked.
  }
}
