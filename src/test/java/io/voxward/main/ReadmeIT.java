package io.voxward.main;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What README shows is what a stranger gets; the demo and the launcher are in {@link LauncherIT}.
 */
class ReadmeIT {
  private static final int RATE = 8000;
  private static final int WAV_HEADER_BYTES = 44;
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path folder;

  @Test
  void the_first_call_enrols_a_customer_and_accepts_the_same_voice() throws Exception {
    write("enrol.wav", "allison/enrol-1", "allison/enrol-2", "allison/enrol-3", "allison/enrol-4");
    write("call.wav", "allison/call-2");
    try (BuiltService service = BuiltService.start(folder)) {
      String commands = firstCall().replace("http://127.0.0.1:8080", service.address().toString());

      String said = run(commands);

      assertThat(said).contains("\"COMPLETED\"").contains("\"ACCEPT\"");
    }
  }

  @Test
  void the_first_screen_holds_the_two_commands() throws IOException {
    List<String> firstScreen = readme().lines().limit(20).toList();

    assertThat(firstScreen)
        .anyMatch(line -> line.startsWith("./voxward demo"))
        .anyMatch(line -> line.startsWith("./voxward test"));
  }

  private static String readme() throws IOException {
    return Files.readString(BuiltService.home().resolve("README.md"));
  }

  private static String firstCall() throws IOException {
    return Pattern.compile("## A first call\\n\\n```\\n(.*?)```", Pattern.DOTALL)
        .matcher(readme())
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
  }

  private String run(String commands) throws IOException, InterruptedException {
    Path output = folder.resolve("said");
    Process shell =
        new ProcessBuilder("sh", "-eu", "-c", commands)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    String said = Files.readString(output);
    assertThat(ended && shell.exitValue() == 0).as("the commands end well:\n%s", said).isTrue();
    return said;
  }

  private void write(String name, String... clips) throws IOException {
    float[] samples = Voices.speech(clips);
    ByteBuffer wav =
        ByteBuffer.allocate(WAV_HEADER_BYTES + samples.length * Short.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(UTF_8)).putInt(wav.capacity() - 8).put("WAVEfmt ".getBytes(UTF_8));
    wav.putInt(16).putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE * Short.BYTES);
    wav.putShort((short) Short.BYTES).putShort((short) Short.SIZE);
    wav.put("data".getBytes(UTF_8)).putInt(samples.length * Short.BYTES);
    for (float sample : samples) {
      wav.putShort((short) Math.round(sample * Short.MAX_VALUE));
    }
    Files.write(folder.resolve(name), wav.array());
  }
}
