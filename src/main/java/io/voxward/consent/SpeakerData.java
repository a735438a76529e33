package io.voxward.consent;

import io.voxward.speaker.Speaker;
import java.util.List;

/**
 * One feature's part in the export of all that is stored about a person. Every implementation that
 * exists is asked. No part holds a voice, or what a voice could be made of.
 */
public interface SpeakerData {
  /** The most entries of one part: far more than a person leaves behind. */
  int MOST = 10_000;

  /** What it is, in the plural: the name of its part of the export. */
  String what();

  /** Each entry as a JSON object; {@link #MOST} at most. */
  List<String> of(Speaker speaker);
}
