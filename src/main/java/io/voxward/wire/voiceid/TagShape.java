package io.voxward.wire.voiceid;

import io.voxward.domain.Tag;
import java.util.List;

/** A tag. */
record TagShape(String key, String value) {
  static TagShape of(Tag tag) {
    return new TagShape(tag.key(), tag.value());
  }

  /** The tags that those shapes say. */
  static List<Tag> tags(List<TagShape> shapes) {
    return shapes.stream().map(shape -> new Tag(shape.key(), shape.value())).toList();
  }

  @Override
  public String toString() {
    return "TagShape[hidden]";
  }
}
