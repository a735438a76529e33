package io.voxward.wire.rest;

import io.voxward.common.FailureException;
import io.voxward.domain.Tag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tags of a domain, as they are sent and shown. */
public record TagsBody(@Nullable Map<String, @Nullable String> tags) {

  static TagsBody of(List<Tag> tags) {
    Map<String, @Nullable String> body = new TreeMap<>();
    tags.forEach(tag -> body.put(tag.key(), tag.value()));
    return new TagsBody(body);
  }

  /** The tags sent. */
  List<Tag> tagList() {
    return tags(Body.required("tags", tags));
  }

  static List<Tag> tags(Map<String, @Nullable String> sent) {
    return sent.entrySet().stream()
        .map(entry -> {
          String value = entry.getValue();
          if (value == null) {
            throw FailureException.invalid("tags.value", "is needed; it may be empty");
          }
          return new Tag(entry.getKey(), value);
        })
        .toList();
  }

  @Override
  public String toString() {
    return "TagsBody[hidden]";
  }
}
