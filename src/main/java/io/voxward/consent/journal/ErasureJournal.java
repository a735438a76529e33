package io.voxward.consent.journal;

import io.voxward.common.Alphanumeric;
import io.voxward.consent.journal.JournalLines.Line;
import io.voxward.consent.journal.JournalLines.Written;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The journals of erasures: files in a folder outside of the database, one for each run of a
 * process, that are only ever added to. An entry has reached the disk before the transaction that
 * erases commits, so an erasure that happened is never missing; one that was rolled back is
 * withdrawn, and if the process dies between, the erasure is done again at the next start: it was
 * asked for.
 *
 * <p>While a process lives it holds a lock on the file beside its journal: what it has written and
 * not committed is its own affair.
 */
@ApplicationScoped
public class ErasureJournal {
  private static final String LOCK = ".lock";

  /**
   * From this length on the next entry begins another journal: what is looked at often is short.
   */
  private static final long FULL = 8L << 20;

  private final Path folder;
  private final Clock clock;
  private final Set<Long> open = new HashSet<>();
  private @Nullable Writer writer;

  /** The file that this process writes. */
  private static final class Writer {
    private final String id;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final FileChannel channel;
    private String hash = JournalLines.start();
    private long sequence;

    Writer(String id, FileChannel lockFile, FileLock lock, FileChannel channel) {
      this.id = id;
      this.lockFile = lockFile;
      this.lock = lock;
      this.channel = channel;
    }

    /** Adds a line as a whole or not at all; it has reached the disk when this returns. */
    void add(Line line) throws IOException {
      long before = channel.size();
      Written written = JournalLines.write(hash, line);
      try {
        ByteBuffer bytes = ByteBuffer.wrap(written.bytes());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(false);
      } catch (IOException e) {
        cut(before, e);
        throw e;
      }
      hash = written.hash();
    }

    /**
     * A line that stays all the same is passed over if it is cut short, and done if it is whole.
     */
    private void cut(long length, IOException why) {
      try {
        channel.truncate(length);
      } catch (IOException e) {
        why.addSuppressed(e);
      }
    }

    boolean isFull() throws IOException {
      return channel.size() > FULL;
    }

    void close() throws IOException {
      channel.close();
      lock.release();
      lockFile.close();
    }
  }

  /** Writes into the folder that {@code config} names. */
  public ErasureJournal(ErasureJournalConfig config, Clock clock) {
    this.folder = config.journal().toAbsolutePath();
    this.clock = clock;
  }

  /**
   * Writes an entry; it is open until it is settled.
   *
   * @throws JournalException if it cannot be written: then it must not be done
   */
  synchronized JournalPlace append(ErasureEntry entry) {
    try {
      Writer writing = writer();
      writing.add(new Line.Erased(writing.sequence + 1, entry));
      writing.sequence++;
      open.add(writing.sequence);
      return new JournalPlace(writing.id, writing.sequence);
    } catch (IOException e) {
      abandon();
      throw new JournalException(
          "nothing can be written into the erasure journals in " + folder, e);
    }
  }

  /** The transaction of an entry is over; whether it was committed the database says. */
  synchronized void settled(JournalPlace place) {
    if (isOwn(place.journal())) {
      open.remove(place.sequence());
    }
  }

  /** The transaction of an entry was given up before anybody tried to commit it. */
  synchronized void withdraw(JournalPlace place) {
    Writer writing = writer;
    if (writing == null || !writing.id.equals(place.journal())) {
      return;
    }
    try {
      writing.add(new Line.Withdrawn(place.sequence()));
      open.remove(place.sequence());
    } catch (IOException e) {
      abandon();
    }
  }

  /**
   * Up to which number a journal is settled: in that of this process up to the first open entry, in
   * others to their end.
   */
  synchronized long settledUpTo(String journal) {
    Writer writing = writer;
    if (writing == null || !writing.id.equals(journal)) {
      return Long.MAX_VALUE;
    }
    return open.stream().mapToLong(number -> number - 1).min().orElse(writing.sequence);
  }

  /** Whether this process writes that journal. */
  synchronized boolean isOwn(String journal) {
    return writer != null && writer.id.equals(journal);
  }

  private Writer writer() throws IOException {
    Writer known = writer;
    if (known != null && !(open.isEmpty() && known.isFull())) {
      return known;
    }
    abandon();
    makeFolder();
    String id = Alphanumeric.random();
    FileChannel lockFile =
        FileChannel.open(
            folder.resolve(id + LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    Writer fresh =
        new Writer(
            id,
            lockFile,
            lockFile.lock(),
            FileChannel.open(
                folder.resolve(id + JournalFile.SUFFIX),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.APPEND));
    writer = fresh;
    fresh.add(new Line.Head(id, clock.instant()));
    forceFolder();
    return fresh;
  }

  private void makeFolder() throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  /** Makes the new name lasting, where the system can. */
  private void forceFolder() throws IOException {
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** The next entry begins another journal; who looks at this one finds nobody holding it. */
  private void abandon() {
    Writer broken = writer;
    writer = null;
    open.clear();
    if (broken != null) {
      try {
        broken.close();
      } catch (IOException e) {
        // The operating system closes it with the process.
      }
    }
  }

  @PreDestroy
  synchronized void close() {
    abandon();
  }

  /** Where the journals lie. */
  Path folder() {
    return folder;
  }

  /** The journals in the folder. */
  List<JournalFile> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(JournalFile.SUFFIX))
          .sorted()
          .map(JournalFile::new)
          .toList();
    } catch (IOException e) {
      throw new JournalException("the folder of the erasure journals cannot be read: " + folder, e);
    }
  }

  /** Whether another process that lives writes this journal. */
  boolean isHeldElsewhere(JournalFile file) {
    if (isOwn(file.id())) {
      return false;
    }
    Path lockFile = folder.resolve(file.id() + LOCK);
    if (!Files.exists(lockFile)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
      return Optional.ofNullable(channel.tryLock()).isEmpty();
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      throw new JournalException("an erasure journal cannot be looked at: " + lockFile, e);
    }
  }
}
