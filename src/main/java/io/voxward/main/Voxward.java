package io.voxward.main;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service. */
@QuarkusMain
public final class Voxward {
  private Voxward() {}

  /** Runs until the process is told to stop. */
  public static void main(String[] args) {
    Quarkus.run(args);
  }
}
