package io.voxward.storage;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where objects lie. Every method may take its time; call them outside of transactions. What may
 * succeed another time is a {@link StorageException}.
 */
public interface ObjectStore {
  /** Begins to read an object; close what is opened. */
  Opened open(ObjectUri object);

  /**
   * Writes an object as a whole or not at all, in place of the one before.
   *
   * @param keyName the key that the store is to encrypt the object with; absent for the store's own
   *     way
   */
  Written write(ObjectUri object, byte[] content, @Nullable String keyName);

  /**
   * Writes an object as a whole or not at all, in place of the one before, as its content is read.
   * What reading the content throws is thrown on, alone or as a cause.
   *
   * @param bytes exactly as many as the content has
   */
  Written write(ObjectUri object, InputStream content, long bytes);

  /** Removes an object; one that is not there is removed already. */
  void remove(ObjectUri object);

  /** Removes every object below a place, and what was left there of broken writes. */
  void removeAll(ObjectUri place);

  /** What became of opening an object. */
  sealed interface Opened extends AutoCloseable {
    /** Lets the object go. */
    @Override
    void close();

    /**
     * It is there.
     *
     * @param bytes its size
     * @param content read from the store as it is read from here
     */
    record Found(long bytes, InputStream content) implements Opened {
      @Override
      public void close() {
        Streams.close(content);
      }
    }

    /** It is not to be had. */
    record Refused(Refusal why) implements Opened {
      @Override
      public void close() {}
    }
  }

  /** What became of writing an object. */
  sealed interface Written {
    /** It is there, and would be after a power cut. */
    record Stored() implements Written {}

    /** It cannot be written. */
    record Refused(Refusal why) implements Written {}
  }

  /** Why the store refuses, and will another time too. */
  enum Refusal {
    /** There is no such object. */
    NO_SUCH_OBJECT("there is no such object"),
    /** There is no such bucket. */
    NO_SUCH_BUCKET("there is no such bucket"),
    /** The store does not let us. */
    DENIED("access is denied"),
    /** No object can have this name here. */
    UNUSABLE_NAME("the name cannot be used");

    private final String words;

    Refusal(String words) {
      this.words = words;
    }

    /** The same for people. */
    public String words() {
      return words;
    }
  }
}
