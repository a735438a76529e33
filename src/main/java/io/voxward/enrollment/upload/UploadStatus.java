package io.voxward.enrollment.upload;

/** Where an upload stands. */
public enum UploadStatus {
  /** It takes recordings, until a job uses it or its time is over. */
  OPEN,
  /** A job reads it. */
  IN_USE,
  /** Its key is destroyed: nothing in it opens any more. What was sealed is being removed. */
  ENDED,
  /** Nothing of it is left but this. */
  ERASED
}
