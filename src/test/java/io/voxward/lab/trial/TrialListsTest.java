package io.voxward.lab.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialListsTest {
  @TempDir private Path folder;

  @Test
  void enrolments_name_the_files_of_each_model() throws IOException {
    Path list = write("model\tfiles\nA\ta/1.flac,a/2.flac\nB\tb/1.flac\n");

    EnrollmentList enrollments = TrialLists.enrollments(list);

    assertThat(enrollments.files())
        .containsEntry("A", List.of("a/1.flac", "a/2.flac"))
        .containsEntry("B", List.of("b/1.flac"));
  }

  @Test
  void trials_have_a_model_a_file_and_an_answer() throws IOException {
    Path list = write("model\tfile\tlabel\nA\ta/3.flac\ttarget\nA\tb/3.flac\tnontarget\n");

    List<Trial> trials = TrialLists.trials(list);

    assertThat(trials)
        .containsExactly(new Trial("A", "a/3.flac", true), new Trial("A", "b/3.flac", false));
  }

  @Test
  void excluded_trials_are_left_out() {
    Trial kept = new Trial("A", "1", true);
    Trial out = new Trial("A", "2", false);

    assertThat(TrialLists.without(List.of(kept, out), List.of(out))).containsExactly(kept);
  }

  @Test
  void an_unknown_label_is_refused_naming_file_and_line() throws IOException {
    Path list = write("model\tfile\tlabel\nA\ta\ttarget\nA\tb\tmaybe\n");

    assertThatThrownBy(() -> TrialLists.trials(list))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(":3: the label must be target or nontarget, not maybe");
  }

  @Test
  void a_list_without_its_header_is_refused() throws IOException {
    Path list = write("A\ta\ttarget\n");

    assertThatThrownBy(() -> TrialLists.trials(list)).hasMessageContaining("first line must be");
  }

  @Test
  void a_line_with_too_few_cells_is_refused() throws IOException {
    Path list = write("model\tfile\tlabel\nA\ta\n");

    assertThatThrownBy(() -> TrialLists.trials(list)).hasMessageContaining("needs 3");
  }

  @Test
  void a_model_that_stands_twice_is_refused() throws IOException {
    Path list = write("model\tfiles\nA\ta\nA\tb\n");

    assertThatThrownBy(() -> TrialLists.enrollments(list)).hasMessageContaining("stands twice");
  }

  @Test
  void a_missing_list_is_named() {
    Path list = folder.resolve("none.tsv");

    assertThatThrownBy(() -> TrialLists.trials(list)).hasMessageContaining("no such file: " + list);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("list.tsv"), text);
  }
}
