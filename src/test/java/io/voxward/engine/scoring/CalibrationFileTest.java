package io.voxward.engine.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.vad.NetSpeech;
import org.junit.jupiter.api.Test;

class CalibrationFileTest {
  private static final NetSpeech SPEECH = new NetSpeech(7);

  @Test
  void what_is_written_is_read_back() {
    Calibration written = Calibrations.example();

    Calibration read = CalibrationFile.parse(CalibrationFile.format(written));

    assertThat(read.origin()).isEqualTo(written.origin());
    assertThat(read.llr(0.6, SPEECH, SPEECH).value())
        .isCloseTo(written.llr(0.6, SPEECH, SPEECH).value(), within(1e-4));
    assertThat(read.falseAccepts().points()).isEqualTo(written.falseAccepts().points());
  }

  @Test
  void a_missing_entry_is_named() {
    String text =
        CalibrationFile.format(Calibrations.example()).replaceAll("(?m)^llr.slope=.*\n", "");

    assertThatThrownBy(() -> CalibrationFile.parse(text)).hasMessageContaining("'llr.slope'");
  }

  @Test
  void an_entry_that_is_no_number_is_named() {
    String text =
        CalibrationFile.format(Calibrations.example())
            .replaceAll("(?m)^llr.offset=.*", "llr.offset=NaN");

    assertThatThrownBy(() -> CalibrationFile.parse(text)).hasMessageContaining("'llr.offset'");
  }

  @Test
  void another_format_is_refused() {
    String text = CalibrationFile.format(Calibrations.example()).replace("format=1", "format=2");

    assertThatThrownBy(() -> CalibrationFile.parse(text)).hasMessageContaining("'format'");
  }

  @Test
  void coefficients_that_fall_with_the_comparison_are_refused() {
    String text =
        CalibrationFile.format(Calibrations.example())
            .replaceAll("(?m)^llr.slope=.*", "llr.slope=-3");

    assertThatThrownBy(() -> CalibrationFile.parse(text)).hasMessageContaining("must rise");
  }
}
