package io.voxward.wire.kinesis;

import io.voxward.wire.kinesis.Element.Form;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Reads Matroska as it arrives: element after element, holding nothing but the one block that it
 * last gave out. The media may be endless, one document after another, as Kinesis Video Streams
 * sends it.
 *
 * <p>Bounds, each a {@link MalformedMediaException} when it is broken: a block, a text and a part
 * that is skipped have a largest size, a document a largest number of tracks, and an element never
 * reaches beyond the one it stands in. Nesting is bounded by {@link Element}: what has no place
 * there is skipped whole. Nothing is allocated by a size that was only announced, but up to those
 * limits.
 */
final class MatroskaReader {
  /**
   * How large parts may be.
   *
   * @param largestBlock bytes of one block
   * @param largestText bytes of one text
   * @param largestSkip bytes of one element that is skipped
   * @param mostTracks tracks of one segment
   */
  record Limits(int largestBlock, int largestText, int largestSkip, int mostTracks) {}

  private static final int BUFFER = 8 * 1024;
  private static final int LONGEST_ID = 4;
  private static final int LONGEST_SIZE = 8;
  private static final int LONGEST_NUMBER = 8;
  private static final int BYTE_BITS = 8;
  private static final long UNKNOWN_SIZE = -1;
  private static final int NO_MORE = -1;

  /** Bytes of a block after its track number: a time of two bytes and the flags. */
  private static final int BLOCK_REST_OF_HEAD = 3;

  private static final int LACING = 0x06;

  /** What Matroska says of an audio track that says nothing. */
  private static final double DEFAULT_HERTZ = 8000;

  /**
   * A master element that is being read.
   *
   * @param end where it ends at the latest: its own end, or that of what it stands in
   */
  private record Open(Element element, long end, boolean unbounded) {}

  private final InputStream in;
  private final Limits limits;
  private final byte[] buffer = new byte[BUFFER];
  private final Deque<Open> path = new ArrayDeque<>();
  private final Queue<MediaEvent> found = new ArrayDeque<>();
  private byte[] block = new byte[0];
  private int from;
  private int to;
  private long position;
  private boolean begun;
  private int tracks;

  private long trackNumber;
  private String trackName = "";
  private String trackCodec = "";
  private double trackHertz = DEFAULT_HERTZ;
  private long trackChannels = 1;
  private @Nullable String tagName;
  private @Nullable String tagValue;

  MatroskaReader(InputStream in, Limits limits) {
    this.in = in;
    this.limits = limits;
  }

  /**
   * The next thing found; absent when the media ended where it may.
   *
   * @throws MalformedMediaException if it cannot be read
   * @throws IOException if the media broke off, or the connection failed
   */
  @Nullable MediaEvent next() throws IOException {
    boolean more = true;
    while (found.isEmpty() && more) {
      more = step();
    }
    return found.poll();
  }

  /** Overwrites what it holds of the media. */
  void forget() {
    Arrays.fill(buffer, (byte) 0);
    Arrays.fill(block, (byte) 0);
    from = 0;
    to = 0;
  }

  private boolean step() throws IOException {
    if (leaveFinished()) {
      return true;
    }
    int first = readOrEnd();
    if (first == NO_MORE) {
      leaveAtTheEnd();
      return false;
    }
    int id = readId(first);
    long size = readSize();
    Element element = Element.of(id);
    if (!begun && element != Element.EBML && element != Element.SEGMENT) {
      throw new MalformedMediaException("the media does not begin as Matroska does");
    }
    begun = true;
    leaveUnbounded(element);
    Element outer = outer();
    boolean inPlace = element != null && element.standsIn(outer);
    if (element != null && inPlace && element.form() == Form.MASTER) {
      enter(element, size);
    } else if (size == UNKNOWN_SIZE) {
      throw new MalformedMediaException("only segments and clusters may have no length");
    } else {
      requireWithin(size);
      read(inPlace ? element : null, size);
    }
    return true;
  }

  private @Nullable Element outer() {
    Open top = path.peekLast();
    return top == null ? null : top.element();
  }

  private long end() {
    Open top = path.peekLast();
    return top == null ? Long.MAX_VALUE : top.end();
  }

  private void requireWithin(long size) throws MalformedMediaException {
    if (size > end() - position) {
      throw new MalformedMediaException("an element reaches beyond the one it stands in");
    }
  }

  private void enter(Element element, long size) throws MalformedMediaException {
    boolean unbounded = size == UNKNOWN_SIZE;
    if (unbounded && !element.mayBeUnbounded()) {
      throw new MalformedMediaException("only segments and clusters may have no length");
    }
    if (!unbounded) {
      requireWithin(size);
    }
    path.addLast(new Open(element, unbounded ? end() : position + size, unbounded));
    switch (element) {
      case SEGMENT -> {
        tracks = 0;
        found.add(new MediaEvent.Began());
      }
      case CLUSTER -> found.add(new MediaEvent.FragmentBegan());
      case TRACK_ENTRY -> forgetTrack();
      case SIMPLE_TAG -> {
        tagName = null;
        tagValue = null;
      }
      default -> {}
    }
  }

  /** Leaves the elements that end here; says whether there was one. */
  private boolean leaveFinished() throws MalformedMediaException {
    Open top = path.peekLast();
    if (top == null || position < top.end()) {
      return false;
    }
    leave();
    return true;
  }

  /** An element without length ends where one begins that cannot stand in it. */
  private void leaveUnbounded(@Nullable Element next) throws MalformedMediaException {
    if (next == null) {
      return;
    }
    Open top = path.peekLast();
    while (top != null && top.unbounded() && isOutside(next, top.element())) {
      leave();
      top = path.peekLast();
    }
  }

  private static boolean isOutside(Element next, Element open) {
    boolean ofRoot = next.standsIn(null);
    return ofRoot || (open == Element.CLUSTER && next.standsIn(Element.SEGMENT));
  }

  /** The media is over: what has no length is whole, what has one and lacks bytes is not. */
  private void leaveAtTheEnd() throws IOException {
    for (Open open : path) {
      if (!open.unbounded()) {
        throw new EOFException("the media broke off inside an element");
      }
    }
    while (!path.isEmpty()) {
      leave();
    }
  }

  private void leave() throws MalformedMediaException {
    Open left = path.removeLast();
    switch (left.element()) {
      case CLUSTER -> found.add(new MediaEvent.FragmentEnded());
      case TRACK_ENTRY -> {
        tracks++;
        if (tracks > limits.mostTracks()) {
          throw new MalformedMediaException("more tracks than " + limits.mostTracks());
        }
        found.add(
            new MediaEvent.Track(trackNumber, trackName, trackCodec, trackHertz, trackChannels));
      }
      case SIMPLE_TAG -> {
        String name = tagName;
        String value = tagValue;
        if (name != null && value != null) {
          found.add(new MediaEvent.Tag(name, value));
        }
      }
      default -> {}
    }
  }

  private void forgetTrack() {
    trackNumber = 0;
    trackName = "";
    trackCodec = "";
    trackHertz = DEFAULT_HERTZ;
    trackChannels = 1;
  }

  /** Reads what an element holds; an absent one is skipped. */
  private void read(@Nullable Element element, long size) throws IOException {
    switch (element) {
      case TRACK_NUMBER -> trackNumber = readNumber(size);
      case NAME -> trackName = readText(size);
      case CODEC_ID -> trackCodec = readText(size);
      case SAMPLING_FREQUENCY -> trackHertz = readReal(size);
      case CHANNELS -> trackChannels = readNumber(size);
      case TAG_NAME -> tagName = readText(size);
      case TAG_STRING -> tagValue = readText(size);
      case SIMPLE_BLOCK, BLOCK -> readBlock(size);
      case null, default -> skip(size);
    }
  }

  private void readBlock(long size) throws IOException {
    if (size > limits.largestBlock()) {
      throw new MalformedMediaException("a block of more than " + limits.largestBlock() + " bytes");
    }
    int length = (int) size;
    if (block.length < length) {
      Arrays.fill(block, (byte) 0);
      block = new byte[length];
    }
    readFully(block, length);
    int trackBytes = length == 0 ? 0 : vintLength(block[0] & 0xFF);
    if (trackBytes == 0 || trackBytes > LONGEST_SIZE || length < trackBytes + BLOCK_REST_OF_HEAD) {
      throw new MalformedMediaException("a block without a whole head");
    }
    long track = vintValue(block[0] & 0xFF, trackBytes);
    for (int i = 1; i < trackBytes; i++) {
      track = (track << BYTE_BITS) | (block[i] & 0xFF);
    }
    int head = trackBytes + BLOCK_REST_OF_HEAD;
    if ((block[head - 1] & LACING) != 0) {
      throw new MalformedMediaException("a block of several frames (lacing)");
    }
    found.add(new MediaEvent.Block(track, ByteBuffer.wrap(block, head, length - head).slice()));
  }

  private long readNumber(long size) throws IOException {
    if (size > LONGEST_NUMBER) {
      throw new MalformedMediaException("a number of more than 8 bytes");
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = (value << BYTE_BITS) | readByte();
    }
    return value;
  }

  private double readReal(long size) throws IOException {
    if (size == 0) {
      return 0;
    }
    if (size == Float.BYTES) {
      return Float.intBitsToFloat((int) readNumber(size));
    }
    if (size == Double.BYTES) {
      return Double.longBitsToDouble(readNumber(size));
    }
    throw new MalformedMediaException("a floating-point number of another size than 0, 4 or 8");
  }

  private String readText(long size) throws IOException {
    if (size > limits.largestText()) {
      throw new MalformedMediaException("a text of more than " + limits.largestText() + " bytes");
    }
    byte[] text = new byte[(int) size];
    readFully(text, text.length);
    int length = text.length;
    while (length > 0 && text[length - 1] == 0) {
      length--;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  private int readId(int first) throws IOException {
    int length = vintLength(first);
    if (length == 0 || length > LONGEST_ID) {
      throw new MalformedMediaException("an element without an id");
    }
    int id = first;
    for (int i = 1; i < length; i++) {
      id = (id << BYTE_BITS) | readByte();
    }
    return id;
  }

  private long readSize() throws IOException {
    int first = readByte();
    int length = vintLength(first);
    if (length == 0) {
      throw new MalformedMediaException("an element without a size");
    }
    long size = vintValue(first, length);
    for (int i = 1; i < length; i++) {
      size = (size << BYTE_BITS) | readByte();
    }
    return size == (1L << (7 * length)) - 1 ? UNKNOWN_SIZE : size;
  }

  /** How many bytes a number takes that begins with this one; 0 where it cannot begin one. */
  private static int vintLength(int first) {
    return first == 0 ? 0 : Integer.numberOfLeadingZeros(first) - (Integer.SIZE - BYTE_BITS) + 1;
  }

  /** What the first byte says of the value of a number of so many bytes. */
  private static long vintValue(int first, int length) {
    return first & ((1 << (BYTE_BITS - length)) - 1);
  }

  private void skip(long size) throws IOException {
    if (size > limits.largestSkip()) {
      throw new MalformedMediaException(
          "an element of more than " + limits.largestSkip() + " bytes");
    }
    long left = size;
    while (left > 0) {
      fill();
      int now = (int) Math.min(left, to - from);
      take(now);
      left -= now;
    }
  }

  private void readFully(byte[] into, int length) throws IOException {
    int done = 0;
    while (done < length) {
      fill();
      int now = Math.min(length - done, to - from);
      System.arraycopy(buffer, from, into, done, now);
      take(now);
      done += now;
    }
  }

  private int readByte() throws IOException {
    fill();
    int one = buffer[from] & 0xFF;
    take(1);
    return one;
  }

  private int readOrEnd() throws IOException {
    return from < to || more() ? readByte() : NO_MORE;
  }

  private void take(int count) {
    from += count;
    position += count;
  }

  /** Makes sure that a byte is there. */
  private void fill() throws IOException {
    if (from == to && !more()) {
      throw new EOFException("the media broke off inside an element");
    }
  }

  private boolean more() throws IOException {
    int read = in.read(buffer, 0, buffer.length);
    from = 0;
    to = Math.max(read, 0);
    return read > 0;
  }
}
