package io.voxward.main;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks in files for given audio in every form in which a program could have written it. Of the
 * audio, a window every tenth of a second is looked for at every byte of every file, so any stretch
 * of it of 0.11 s or more is found wherever it begins. The audio holds noise: no window of it
 * occurs by chance, and PostgreSQL's compression, which needs repetitions, leaves it as it is.
 */
final class MarkerTrace {
  private static final int WINDOW_SAMPLES = 40;
  private static final int STEP_SAMPLES = 800;
  private static final int KEY_BYTES = Long.BYTES;
  private static final int CHUNK_BYTES = 1 << 20;

  private final Map<Long, List<Needle>> needles = new HashMap<>();
  private final long[] filter = new long[1 << 14];

  private record Needle(String form, ByteBuffer bytes) {}

  /** Looks for audio as it was streamed, as it is when decoded, and in forms made of both. */
  MarkerTrace(List<Marked> streamed) {
    for (Marked audio : streamed) {
      audio.forms().forEach((form, bytes) -> add(form, bytes, audio.samples().length));
    }
  }

  private void add(String form, byte[] bytes, int samples) {
    int width = bytes.length / samples;
    for (int at = 0; at + WINDOW_SAMPLES < samples; at += STEP_SAMPLES) {
      int from = (int) ((long) bytes.length * at / samples);
      add(new Needle(form, ByteBuffer.wrap(bytes, from, width * WINDOW_SAMPLES).slice()));
    }
  }

  private void add(Needle needle) {
    long key = needle.bytes().getLong(0);
    needles.computeIfAbsent(key, any -> new ArrayList<>()).add(needle);
    int hash = hash(key);
    filter[hash >>> 6] |= 1L << (hash & 63);
  }

  private static int hash(long key) {
    return (int) ((key * 0x9E3779B97F4A7C15L) >>> 44);
  }

  /** What was found under {@code root} in files changed at {@code since} or later. */
  Set<String> findUnder(Path root, FileTime since) throws IOException {
    Set<String> found = new TreeSet<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
              throws IOException {
            if (facts.isRegularFile() && facts.lastModifiedTime().compareTo(since) >= 0) {
              find(file, found);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  /** What was found in the files that a process holds open, deleted ones included (Linux). */
  Set<String> findInOpenFiles(long pid) throws IOException {
    Set<String> found = new TreeSet<>();
    Path descriptors = Path.of("/proc/" + pid + "/fd");
    if (Files.isDirectory(descriptors)) {
      try (var open = Files.newDirectoryStream(descriptors)) {
        for (Path descriptor : open) {
          if (Files.isRegularFile(descriptor)) {
            find(descriptor, found);
          }
        }
      }
    }
    return found;
  }

  private void find(Path file, Set<String> found) throws IOException {
    if (!Files.isReadable(file)) {
      return;
    }
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), CHUNK_BYTES)) {
      int overlap = longest() - 1;
      byte[] chunk = new byte[CHUNK_BYTES + overlap];
      int kept = 0;
      for (int read = bytes.readNBytes(chunk, 0, chunk.length);
          read > 0;
          read = bytes.readNBytes(chunk, kept, chunk.length - kept)) {
        int length = kept + read;
        for (String form : formsIn(chunk, length)) {
          found.add(form + " in " + file);
        }
        kept = Math.min(overlap, length);
        System.arraycopy(chunk, length - kept, chunk, 0, kept);
      }
    }
  }

  private int longest() {
    return needles.values().stream()
        .flatMap(List::stream)
        .mapToInt(needle -> needle.bytes().remaining())
        .max()
        .orElse(KEY_BYTES);
  }

  /** The forms found in these bytes. */
  Set<String> formsIn(byte[] bytes, int length) {
    Set<String> found = new TreeSet<>();
    if (length < KEY_BYTES) {
      return found;
    }
    long key = ByteBuffer.wrap(bytes).getLong();
    for (int at = 0; ; at++) {
      int hash = hash(key);
      if ((filter[hash >>> 6] & (1L << (hash & 63))) != 0) {
        compare(bytes, length, at, key, found);
      }
      if (at + KEY_BYTES >= length) {
        return found;
      }
      key = key << Byte.SIZE | (bytes[at + KEY_BYTES] & 0xff);
    }
  }

  private void compare(byte[] bytes, int length, int at, long key, Set<String> found) {
    for (Needle needle : needles.getOrDefault(key, List.of())) {
      int size = needle.bytes().remaining();
      if (at + size <= length && needle.bytes().equals(ByteBuffer.wrap(bytes, at, size))) {
        found.add(needle.form());
      }
    }
  }
}
