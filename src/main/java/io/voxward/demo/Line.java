package io.voxward.demo;

/** The telephone line: plays calls to a service and says what came of them. */
interface Line {

  /**
   * Plays one call to its end.
   *
   * @param call what to play
   * @param watcher told how it stands as it goes
   */
  Outcome place(Call call, Watcher watcher) throws InterruptedException;

  /** Told how a call stands; may be called from any thread. */
  interface Watcher {
    /** The call stands like this now. */
    void see(Standing standing);
  }
}
