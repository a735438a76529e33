package io.voxward.engine;

/** How closely the voice of a call is followed; what is less costs less. */
public enum Attention {
  /** A decision is open: every second of speech is embedded as soon as it is there. */
  DECIDING,
  /**
   * Everything is decided, but more of the voice is wanted for what may still be asked: stretches
   * are embedded when they are full, and nobody waits for it.
   */
  SETTLED,
  /** Speech is only counted; a fresh stretch is embedded when somebody asks for one. */
  RESTING
}
