package io.voxward.wire.twilio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the pieces of one track into the order of their numbers.
 *
 * <p>A piece that comes early waits for those before it, but never more than {@link #MOST_PIECES}
 * of them and half a second of sound: then what is missing counts as lost and silence stands in its
 * place, as long as the missing pieces would have been and at most half a second, so that speech
 * before and after it is not glued together. A piece that comes a second time, or after its place
 * was given up, is dropped. Numbers begin at 1; what was sent before the first piece that we got
 * was never ours and is not lost.
 *
 * <p>Not for two threads at once.
 */
final class MediaOrder {
  /** The most pieces that wait. */
  static final int MOST_PIECES = 50;

  private static final long FIRST = 1;

  /** Two pieces may wait whatever their length: some platforms send long ones. */
  private static final int ALWAYS_WAITING = 2;

  private final int mostBytes;
  private final byte silence;
  private final TreeMap<Long, byte[]> waiting = new TreeMap<>();
  private int waitingBytes;
  private long next = FIRST;
  private boolean begun;
  private long lost;
  private long dropped;

  /**
   * At the start of a track.
   *
   * @param mostBytes the most sound that waits, and the longest silence, in bytes
   * @param silence the byte that is silence
   */
  MediaOrder(int mostBytes, byte silence) {
    this.mostBytes = mostBytes;
    this.silence = silence;
  }

  /** Takes a piece; gives what can be heard now, in order. */
  List<byte[]> take(long number, byte[] piece) {
    List<byte[]> ready = new ArrayList<>(1);
    if (!begun && number >= 0 && number < next) {
      next = number;
    }
    if (number < next || waiting.putIfAbsent(number, piece) != null) {
      dropped++;
      return ready;
    }
    waitingBytes += piece.length;
    collect(ready);
    while (tooMuchWaits()) {
      giveUp(ready);
      collect(ready);
    }
    return ready;
  }

  /** Gives all that still waits, in order: nothing more comes. */
  List<byte[]> rest() {
    List<byte[]> ready = new ArrayList<>(waiting.size());
    while (!waiting.isEmpty()) {
      giveUp(ready);
      collect(ready);
    }
    return ready;
  }

  /** How many pieces never came, or came too late. */
  long lost() {
    return lost;
  }

  /** How many pieces were dropped: twice the same, or too late. */
  long dropped() {
    return dropped;
  }

  private boolean tooMuchWaits() {
    return waiting.size() > MOST_PIECES
        || (waitingBytes > mostBytes && waiting.size() > ALWAYS_WAITING);
  }

  private void collect(List<byte[]> ready) {
    while (!waiting.isEmpty() && waiting.firstKey() == next) {
      byte[] piece = waiting.pollFirstEntry().getValue();
      waitingBytes -= piece.length;
      ready.add(piece);
      next++;
      begun = true;
    }
  }

  private void giveUp(List<byte[]> ready) {
    Map.Entry<Long, byte[]> first = waiting.firstEntry();
    long missing = first.getKey() - next;
    if (begun && missing > 0) {
      lost += missing;
      int length = first.getValue().length;
      int whole = length == 0 ? 0 : mostBytes / length;
      byte[] quiet = new byte[(int) Math.min(missing, whole) * length];
      Arrays.fill(quiet, silence);
      ready.add(quiet);
    }
    next = first.getKey();
  }

  @Override
  public String toString() {
    return "MediaOrder[hidden]";
  }
}
