package io.voxward.engine.audio;

/** Which channel of a recording holds the voice in question. Channels are never mixed. */
public sealed interface ChannelChoice {
  /** The recording has one channel; more than one is refused, since nobody said which is meant. */
  record OnlyChannel() implements ChannelChoice {}

  /**
   * The channel of this number.
   *
   * @param index from 0
   */
  record Channel(int index) implements ChannelChoice {
    /** Refuses a negative number. */
    public Channel {
      if (index < 0) {
        throw new IllegalArgumentException("the channel must be 0 or more, not " + index);
      }
    }
  }
}
