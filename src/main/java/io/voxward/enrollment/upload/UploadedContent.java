package io.voxward.enrollment.upload;

import java.time.Instant;

/**
 * What is known of a recording in an upload, or of its manifest.
 *
 * @param name the uploader's name for it; empty for the manifest
 * @param bytes before it was sealed
 * @param object the name of the sealed object
 */
public record UploadedContent(
    String name, ContentForm form, long bytes, String object, Instant createdAt) {
  /** The object only: the name may be personal. */
  @Override
  public String toString() {
    return "UploadedContent[" + object + "]";
  }
}
