package io.voxward.evaluation;

/** What there is to say of a call beside its decisions; stable words. */
public enum CallReason {
  /** Another voice goes on with a call that was decided: the phone was handed over. */
  VOICE_CHANGED,
  /** The call's node died or stopped; it goes on, and what was heard before is forgotten. */
  RESTARTED_WITHOUT_EARLIER_AUDIO,
  /**
   * The session was tuned by its request, and what by is lost with the call's node: nobody is
   * accepted until it is said again.
   */
  TUNING_LOST,
  /** The agent is heard in the caller's channel; what of it was the agent is not counted. */
  AGENT_IN_CALLER_CHANNEL
}
