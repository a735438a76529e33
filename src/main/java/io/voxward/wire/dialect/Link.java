package io.voxward.wire.dialect;

import io.voxward.instance.Instance;

/** Whose call it is. */
public sealed interface Link {
  /** A linked installation that has proved itself. */
  record Linked(Instance instance) implements Link {}

  /** Nobody we know, or nobody who can prove it. */
  record Refused(CallRefusal why) implements Link {}
}
