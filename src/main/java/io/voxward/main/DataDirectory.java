package io.voxward.main;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The data directory, held by one service at a time. The hold is a lock of the operating system: it
 * ends with the process, however that ends.
 */
final class DataDirectory implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private DataDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Another service holds the directory. */
  static final class InUseException extends IOException {
    private static final long serialVersionUID = 1L;

    InUseException(Path path) {
      super(
          "the data directory "
              + path
              + " is in use by another Voxward: stop that one, or name another with --data-dir");
    }
  }

  /**
   * Makes the directory if need be, for its owner only, and holds it.
   *
   * @throws InUseException if another service holds it
   */
  static DataDirectory hold(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path);
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      }
    }
    FileChannel channel =
        FileChannel.open(
            path.resolve("voxward.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      channel.close();
      throw new InUseException(path);
    }
    return new DataDirectory(path, channel);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
