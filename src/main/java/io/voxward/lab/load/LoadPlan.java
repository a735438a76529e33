package io.voxward.lab.load;

/**
 * What a load is asked for.
 *
 * @param calls calls at the same time
 * @param seconds how long each is; when they are held, on average
 * @param spread over how many seconds the calls begin, evenly
 * @param hold for how many seconds more the number is kept up: who ends is followed by the next; 0
 *     for each call once
 * @param style how calls sound
 * @param dialect in which they are streamed
 */
record LoadPlan(
    int calls, int seconds, double spread, int hold, Conversation.Style style, Dialect dialect) {
  private static final double SHORTEST = 0.75;
  private static final double LONGEST = 1.25;

  /** When the first call begins that has to be there for all to be there, in seconds. */
  double allUpAt() {
    return spread;
  }

  /** When the number of calls goes down again, in seconds. */
  double downAt() {
    return hold > 0 ? spread + hold : Math.max(spread, seconds);
  }

  /** When a slot's first call begins, in seconds. */
  double begins(int slot) {
    return spread * slot / calls;
  }

  /** Whether the number of calls is kept up. */
  boolean holds() {
    return hold > 0;
  }

  /** How long one call is, in seconds; {@code chance} in [0, 1). */
  double length(double chance) {
    return holds() ? seconds * (SHORTEST + (LONGEST - SHORTEST) * chance) : seconds;
  }

  /** How long the longest call is, in seconds. */
  int longest() {
    return (int) Math.ceil(length(1));
  }
}
