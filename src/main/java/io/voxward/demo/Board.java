package io.voxward.demo;

/** Shows the calls as they go; called from the threads of all calls. */
interface Board {
  /** An act begins. */
  void begin(Story.Act act);

  /** A call stands like this now. */
  void show(Call call, Standing standing);

  /** A call is over. */
  void finish(Performance.Played played);

  /** The act is over. */
  void end();
}
