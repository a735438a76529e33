package io.voxward.consent.journal;

import io.voxward.consent.journal.JournalLines.Line;
import io.voxward.consent.journal.JournalLines.Read;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One journal as it lies in its folder, read: {@code <id>.journal}. What a process wrote last may
 * be cut short, if it was killed while writing: then nothing was erased for it yet.
 */
final class JournalFile {
  static final String SUFFIX = ".journal";

  /** So much of the end is read first; a line of many ids is longer. */
  private static final long END = 8192;

  private final Path file;

  JournalFile(Path file) {
    this.file = file;
  }

  /** The journal's id. */
  String id() {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /** The number of its last entry, read from its end; 0 if it has none. */
  long last() {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      long length = open.length();
      for (long size = Math.min(length, END); ; size = Math.min(length, 2 * size)) {
        long last = lastIn(open, length - size, (int) size);
        if (last > 0 || size == length) {
          return last;
        }
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static long lastIn(RandomAccessFile open, long from, int size) throws IOException {
    byte[] end = new byte[size];
    open.seek(from);
    open.readFully(end);
    String[] lines = new String(end, StandardCharsets.UTF_8).split("\n", -1);
    long last = 0;
    for (int i = 0; i < lines.length - 1; i++) {
      Optional<Read> read = JournalLines.read(null, lines[i]);
      if (read.isPresent() && read.get().line() instanceof Line.Erased erased) {
        last = Math.max(last, erased.sequence());
      }
    }
    return last;
  }

  /**
   * The entries after one number and up to another that were not withdrawn.
   *
   * @throws JournalException if a line does not fit the one before, other than a last one cut short
   */
  SortedMap<Long, ErasureEntry> between(long after, long upTo) {
    TreeMap<Long, ErasureEntry> entries = new TreeMap<>();
    Set<Long> withdrawn = new HashSet<>();
    String hash = JournalLines.start();
    long at = 0;
    try (var lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        at++;
        Optional<Read> read = JournalLines.read(hash, line);
        if (read.isEmpty()) {
          if (lines.readLine() == null && !endsWithNewline()) {
            break;
          }
          throw new JournalException(
              "line " + at + " of the erasure journal " + file + " does not fit the one before");
        }
        hash = read.get().hash();
        switch (read.get().line()) {
          case Line.Head(String journal, _) -> requireOwn(journal);
          case Line.Erased(long sequence, ErasureEntry entry) -> {
            if (sequence > after && sequence <= upTo) {
              entries.put(sequence, entry);
            }
          }
          case Line.Withdrawn(long sequence) -> withdrawn.add(sequence);
        }
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    withdrawn.forEach(entries::remove);
    return entries;
  }

  private boolean endsWithNewline() throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      open.seek(open.length() - 1);
      return open.read() == '\n';
    }
  }

  private void requireOwn(String journal) {
    if (!journal.equals(id())) {
      throw new JournalException(
          "the erasure journal " + file + " was renamed: it is journal " + journal);
    }
  }

  private JournalException unreadable(IOException e) {
    return new JournalException("the erasure journal " + file + " cannot be read", e);
  }
}
