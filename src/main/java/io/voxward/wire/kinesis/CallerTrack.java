package io.voxward.wire.kinesis;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of the media is the caller's voice: of the customer's track, of this contact, and
 * not heard before. It outlives connections, so that a new one goes on where the last broke off.
 *
 * <p>Nobody else's voice may be heard in a session: audio whose contact is not known yet is not
 * heard, and the first tag that names another contact ends it.
 */
final class CallerTrack {
  /** The name that Connect gives to the customer's track. */
  static final String CUSTOMER = "AUDIO_FROM_CUSTOMER";

  private static final String CONTACT_TAG = "ContactId";
  private static final String FRAGMENT_TAG = "AWS_KINESISVIDEO_FRAGMENT_NUMBER";
  private static final String ERROR_TAG = "AWS_KINESISVIDEO_ERROR_CODE";
  private static final String PCM = "A_PCM/";
  private static final String LITTLE_ENDIAN = "A_PCM/INT/LIT";
  private static final double HERTZ = 8000;
  private static final int BYTES_PER_SAMPLE = 2;

  /** What an event of the media means for the call. */
  sealed interface Meaning {
    /** The caller's voice: 16-bit samples, low byte first, 8 kHz. */
    record Voice(ByteBuffer audio) implements Meaning {
      @Override
      public String toString() {
        return "Voice[hidden]";
      }
    }

    /** Sound that is not to be heard: of another track, or heard before. */
    record OtherSound() implements Meaning {}

    /** A fragment is whole. */
    record FragmentDone() implements Meaning {}

    /** The stream went on to another contact: the call is over. */
    record AnotherContact() implements Meaning {}

    /** Kinesis Video Streams says that it cannot go on. */
    record Trouble(String code) implements Meaning {}

    /** Nothing. */
    record Nothing() implements Meaning {}
  }

  private static final Meaning OTHER_SOUND = new Meaning.OtherSound();
  private static final Meaning FRAGMENT_DONE = new Meaning.FragmentDone();
  private static final Meaning ANOTHER_CONTACT = new Meaning.AnotherContact();
  private static final Meaning NOTHING = new Meaning.Nothing();

  private final FragmentNumber start;
  private final Map<Long, MediaEvent.Track> tracks = new HashMap<>();
  private @Nullable String contact;
  private boolean contactSeen;

  /** The last fragment that was wholly heard. */
  private @Nullable FragmentNumber whole;

  /** The fragment that is being heard, and how many bytes of it were. */
  private @Nullable FragmentNumber current;

  private long heardOfCurrent;

  /** The number of the fragment that comes next. */
  private @Nullable FragmentNumber announced;

  /** Where in the current fragment's caller audio the media stands, in bytes. */
  private long place;

  private boolean heardBefore;

  CallerTrack(StreamPlace where) {
    this.start = where.start();
    ContactId wanted = where.contact();
    this.contact = wanted == null ? null : wanted.value();
  }

  /** The fragment after which to go on. */
  FragmentNumber resumeAfter() {
    return whole == null ? start : whole;
  }

  /** A new connection begins to tell. */
  void reconnected() {
    tracks.clear();
    announced = null;
  }

  /** What {@code event} means. */
  Meaning accept(MediaEvent event) throws MalformedMediaException {
    return switch (event) {
      case MediaEvent.Began _ -> {
        tracks.clear();
        yield NOTHING;
      }
      case MediaEvent.Track track -> {
        tracks.put(track.number(), track);
        yield NOTHING;
      }
      case MediaEvent.Tag(String name, String value) -> tag(name, value);
      case MediaEvent.FragmentBegan _ -> begin();
      case MediaEvent.Block(long track, ByteBuffer data) -> sound(track, data);
      case MediaEvent.FragmentEnded _ -> end();
    };
  }

  private Meaning tag(String name, String value) throws MalformedMediaException {
    switch (name) {
      case CONTACT_TAG -> {
        if (contact == null) {
          contact = value;
        }
        contactSeen = true;
        return value.equals(contact) ? NOTHING : ANOTHER_CONTACT;
      }
      case FRAGMENT_TAG -> {
        if (!FragmentNumber.isOne(value)) {
          throw new MalformedMediaException("a fragment's number that is none");
        }
        announced = new FragmentNumber(value);
        return NOTHING;
      }
      case ERROR_TAG -> {
        return new Meaning.Trouble(value);
      }
      default -> {
        return NOTHING;
      }
    }
  }

  private Meaning begin() {
    FragmentNumber number = announced;
    announced = null;
    FragmentNumber done = whole;
    heardBefore = number != null && done != null && number.compareTo(done) <= 0;
    if (!heardBefore && (number == null || !number.equals(current))) {
      current = number;
      heardOfCurrent = 0;
    }
    place = 0;
    return NOTHING;
  }

  private Meaning end() {
    FragmentNumber number = current;
    if (heardBefore || number == null) {
      return FRAGMENT_DONE;
    }
    whole = number;
    current = null;
    heardOfCurrent = 0;
    return FRAGMENT_DONE;
  }

  private Meaning sound(long number, ByteBuffer data) throws MalformedMediaException {
    MediaEvent.Track track = tracks.get(number);
    if (track == null || !isCustomer(track)) {
      return OTHER_SOUND;
    }
    requireTelephonePcm(track);
    if (data.remaining() % BYTES_PER_SAMPLE != 0) {
      throw new MalformedMediaException("a block that does not hold whole 16-bit samples");
    }
    if (heardBefore || !contactSeen) {
      return OTHER_SOUND;
    }
    long beginning = place;
    place += data.remaining();
    int known = (int) Math.min(data.remaining(), Math.max(0, heardOfCurrent - beginning));
    if (known == data.remaining()) {
      return OTHER_SOUND;
    }
    heardOfCurrent = place;
    return new Meaning.Voice(data.slice(data.position() + known, data.remaining() - known));
  }

  /** Where tracks have no names, the only one there is. */
  private boolean isCustomer(MediaEvent.Track track) {
    return track.name().equals(CUSTOMER) || (track.name().isEmpty() && tracks.size() == 1);
  }

  private static void requireTelephonePcm(MediaEvent.Track track) throws MalformedMediaException {
    if (track.hertz() != HERTZ
        || track.channels() != 1
        || (track.codec().startsWith(PCM) && !track.codec().equals(LITTLE_ENDIAN))) {
      throw new MalformedMediaException(
          "the customer's track must be 16-bit PCM, low byte first, 8000 Hz, one channel");
    }
  }
}
