package io.voxward.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads folders and writes results, with errors for people. */
public final class TextFiles {
  private TextFiles() {}

  /**
   * Writes a text file, and its folder if there is none.
   *
   * @throws LabException if it cannot be written
   */
  public static void write(Path file, String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new LabException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * The recordings below a folder, sorted by name.
   *
   * @throws LabException if there is no such folder
   */
  public static List<Path> recordings(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new LabException("no such folder: " + folder);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> {
            String name = file.toString().toLowerCase(Locale.ROOT);
            return name.endsWith(".flac") || name.endsWith(".wav");
          })
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new LabException("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }
}
