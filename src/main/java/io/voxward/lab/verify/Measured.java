package io.voxward.lab.verify;

import io.voxward.engine.scoring.ComparisonKind;
import io.voxward.lab.trial.Trial;
import io.voxward.lab.verify.Voices.Heard;
import java.util.List;
import java.util.Map;

/**
 * The recordings of trial lists, heard and compared.
 *
 * @param trials all that were asked for
 * @param lengths of test speech
 * @param kind what was compared
 * @param compared those that could be
 * @param excluded the trials that were to be left out, as far as they could be compared
 * @param heard the voices of the tests, by file and length
 * @param failures who could not be enrolled or acquired
 */
record Measured(
    List<Trial> trials,
    List<SpeechLength> lengths,
    ComparisonKind kind,
    List<MeasuredTrial> compared,
    List<MeasuredTrial> excluded,
    Map<String, Map<SpeechLength, Heard>> heard,
    Report.Failures failures) {}
