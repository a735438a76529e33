package io.voxward.common;

/**
 * A part of a call's way that a node goes once before calls come, so that the first caller does not
 * wait until code is loaded and compiled. It writes nothing and tells nobody.
 */
public interface Rehearsal {
  /** Goes it once; on a thread of low priority. */
  void rehearse();
}
