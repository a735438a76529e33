package io.voxward.lab.trial;

import io.voxward.lab.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the tab-separated lists: {@code model, files} (comma-separated) for enrolments and {@code
 * model, file, label} for trials, each with a header line. Errors name file and line.
 */
public final class TrialLists {
  private static final String ENROLL_HEADER = "model\tfiles";
  private static final String TRIAL_HEADER = "model\tfile\tlabel";

  private TrialLists() {}

  /**
   * Reads an enrolment list.
   *
   * @throws LabException if it is missing or malformed
   */
  public static EnrollmentList enrollments(Path list) {
    Map<String, List<String>> models = new LinkedHashMap<>();
    for (Row row : rows(list, ENROLL_HEADER)) {
      List<String> files = Stream.of(row.cell(1).split(",")).map(String::strip).toList();
      if (files.stream().anyMatch(String::isEmpty)) {
        throw row.wrong("an empty file name");
      }
      if (models.put(row.cell(0), files) != null) {
        throw row.wrong("model " + row.cell(0) + " stands twice");
      }
    }
    return new EnrollmentList(models);
  }

  /**
   * Reads a trial list.
   *
   * @throws LabException if it is missing or malformed
   */
  public static List<Trial> trials(Path list) {
    List<Trial> trials = new ArrayList<>();
    for (Row row : rows(list, TRIAL_HEADER)) {
      String label = row.cell(2);
      if (!label.equals("target") && !label.equals("nontarget")) {
        throw row.wrong("the label must be target or nontarget, not " + label);
      }
      trials.add(new Trial(row.cell(0), row.cell(1), label.equals("target")));
    }
    return trials;
  }

  /** The trials that are not among the excluded ones. */
  public static List<Trial> without(List<Trial> trials, List<Trial> excluded) {
    Set<Trial> out = new HashSet<>(excluded);
    return trials.stream().filter(trial -> !out.contains(trial)).toList();
  }

  private static List<Row> rows(Path list, String header) {
    List<String> lines = lines(list);
    if (lines.isEmpty() || !lines.getFirst().strip().equals(header)) {
      throw new LabException(
          list + ": the first line must be '" + header.replace("\t", "<tab>") + "'");
    }
    int cells = header.split("\t").length;
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      Row row = new Row(list, i + 1, List.of(lines.get(i).split("\t", -1)));
      if (row.cells().size() != cells) {
        throw row.wrong("needs " + cells + " tab-separated cells, has " + row.cells().size());
      }
      rows.add(row);
    }
    if (rows.isEmpty()) {
      throw new LabException(list + ": no line after the header");
    }
    return rows;
  }

  private static List<String> lines(Path list) {
    try {
      return Files.readAllLines(list, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new LabException("no such file: " + list, e);
    } catch (IOException e) {
      throw new LabException("cannot read " + list + ": " + e.getMessage(), e);
    }
  }

  private record Row(Path list, int line, List<String> cells) {
    String cell(int index) {
      return cells.get(index).strip();
    }

    LabException wrong(String what) {
      return new LabException(list + ":" + line + ": " + what);
    }
  }
}
