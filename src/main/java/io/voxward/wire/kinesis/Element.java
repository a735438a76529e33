package io.voxward.wire.kinesis;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The elements of Matroska that matter here, and those that only say where another one ends (RFC
 * 9559).
 */
enum Element {
  EBML(0x1A45DFA3, null, Form.SKIPPED),
  SEGMENT(0x18538067, null, Form.MASTER),
  SEEK_HEAD(0x114D9B74, SEGMENT, Form.SKIPPED),
  INFO(0x1549A966, SEGMENT, Form.SKIPPED),
  CUES(0x1C53BB6B, SEGMENT, Form.SKIPPED),
  ATTACHMENTS(0x1941A469, SEGMENT, Form.SKIPPED),
  CHAPTERS(0x1043A770, SEGMENT, Form.SKIPPED),
  TRACKS(0x1654AE6B, SEGMENT, Form.MASTER),
  TRACK_ENTRY(0xAE, TRACKS, Form.MASTER),
  TRACK_NUMBER(0xD7, TRACK_ENTRY, Form.NUMBER),
  NAME(0x536E, TRACK_ENTRY, Form.TEXT),
  CODEC_ID(0x86, TRACK_ENTRY, Form.TEXT),
  AUDIO(0xE1, TRACK_ENTRY, Form.MASTER),
  SAMPLING_FREQUENCY(0xB5, AUDIO, Form.REAL),
  CHANNELS(0x9F, AUDIO, Form.NUMBER),
  TAGS(0x1254C367, SEGMENT, Form.MASTER),
  TAG(0x7373, TAGS, Form.MASTER),
  SIMPLE_TAG(0x67C8, TAG, Form.MASTER),
  TAG_NAME(0x45A3, SIMPLE_TAG, Form.TEXT),
  TAG_STRING(0x4487, SIMPLE_TAG, Form.TEXT),
  CLUSTER(0x1F43B675, SEGMENT, Form.MASTER),
  SIMPLE_BLOCK(0xA3, CLUSTER, Form.BLOCK),
  BLOCK_GROUP(0xA0, CLUSTER, Form.MASTER),
  BLOCK(0xA1, BLOCK_GROUP, Form.BLOCK);

  /** What the content of an element is. */
  enum Form {
    /** Other elements. */
    MASTER,
    /** A whole number. */
    NUMBER,
    /** A floating-point number. */
    REAL,
    /** UTF-8. */
    TEXT,
    /** A piece of a track. */
    BLOCK,
    /** Nothing that matters here. */
    SKIPPED
  }

  private static final Map<Integer, Element> BY_ID =
      Arrays.stream(values()).collect(Collectors.toMap(one -> one.id, Function.identity()));

  private final int id;
  private final @Nullable Element parent;
  private final Form form;

  Element(int id, @Nullable Element parent, Form form) {
    this.id = id;
    this.parent = parent;
    this.form = form;
  }

  /** The element of that id; absent where it does not matter here. */
  static @Nullable Element of(int id) {
    return BY_ID.get(id);
  }

  Form form() {
    return form;
  }

  /** Whether it stands directly in {@code outer}; an absent one is the root. */
  boolean standsIn(@Nullable Element outer) {
    return parent == outer;
  }

  /** Whether it may be written without its length, as what is written live is. */
  boolean mayBeUnbounded() {
    return this == SEGMENT || this == CLUSTER;
  }
}
