package io.voxward.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder with one folder for each bucket and the objects below it. Nothing outside the folder is
 * ever read or written: a key with an empty, {@code .} or {@code ..} part names nothing, and a link
 * below the folder is not followed. A key name for encryption has no meaning here; the folder lies
 * where its owner put it.
 */
final class FileStore implements ObjectStore {
  private static final String PARTIAL = ".voxward-";

  /** Bytes that file systems take in one part of a path. */
  private static final int LONGEST_PART = 255;

  private static final int PIECE_BYTES = 64 * 1024;
  private static final Set<String> NO_NAMES = Set.of("", ".", "..");

  private final Path root;

  /** Objects below {@code root}, which need not exist yet. */
  FileStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public Opened open(ObjectUri object) {
    Optional<Path> file = file(object);
    if (file.isEmpty()) {
      return new Opened.Refused(Refusal.UNUSABLE_NAME);
    }
    if (!Files.isDirectory(root.resolve(object.bucket()), LinkOption.NOFOLLOW_LINKS)) {
      return new Opened.Refused(Refusal.NO_SUCH_BUCKET);
    }
    try {
      return open(file.get());
    } catch (NoSuchFileException e) {
      return new Opened.Refused(Refusal.NO_SUCH_OBJECT);
    } catch (AccessDeniedException e) {
      return new Opened.Refused(Refusal.DENIED);
    } catch (IOException e) {
      if (isBelowFile(file.get().resolveSibling(".").normalize())) {
        return new Opened.Refused(Refusal.NO_SUCH_OBJECT);
      }
      throw new StorageException("a file of the object store cannot be read", e);
    }
  }

  private Opened open(Path file) throws IOException {
    if (crossesLink(file)) {
      return new Opened.Refused(Refusal.UNUSABLE_NAME);
    }
    BasicFileAttributes facts =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!facts.isRegularFile()) {
      return new Opened.Refused(Refusal.NO_SUCH_OBJECT);
    }
    InputStream content =
        Channels.newInputStream(
            Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    return new Opened.Found(facts.size(), content);
  }

  /** Writes a content into a file. */
  @FunctionalInterface
  private interface Content {
    void into(FileChannel channel) throws IOException;
  }

  @Override
  public Written write(ObjectUri object, byte[] content, @Nullable String keyName) {
    return write(object, channel -> writeAll(channel, ByteBuffer.wrap(content)));
  }

  @Override
  public Written write(ObjectUri object, InputStream content, long bytes) {
    return write(
        object,
        channel -> {
          byte[] piece = new byte[PIECE_BYTES];
          for (int read = content.readNBytes(piece, 0, piece.length);
              read > 0;
              read = content.readNBytes(piece, 0, piece.length)) {
            writeAll(channel, ByteBuffer.wrap(piece, 0, read));
          }
          if (channel.position() != bytes) {
            throw new IOException("the content has not as many bytes as it should");
          }
        });
  }

  private static void writeAll(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      int _ = channel.write(buffer);
    }
  }

  private Written write(ObjectUri object, Content content) {
    Optional<Path> file = file(object);
    if (file.isEmpty()) {
      return new Written.Refused(Refusal.UNUSABLE_NAME);
    }
    try {
      return write(file.get(), content);
    } catch (AccessDeniedException e) {
      return new Written.Refused(Refusal.DENIED);
    } catch (IOException e) {
      throw new StorageException("a file of the object store cannot be written", e);
    }
  }

  private Written write(Path file, Content content) throws IOException {
    Path folder = file.resolveSibling(".").normalize();
    if (crossesLink(file) || Files.isDirectory(file) || !makeFolders(folder)) {
      return new Written.Refused(Refusal.UNUSABLE_NAME);
    }
    Path partial = Files.createTempFile(folder, PARTIAL, ".part");
    try {
      try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
        content.into(channel);
        channel.force(true);
      }
      Path _ =
          Files.move(
              partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      boolean _ = Files.deleteIfExists(partial);
    }
    return new Written.Stored();
  }

  @Override
  public void remove(ObjectUri object) {
    Optional<Path> file = file(object);
    if (file.isEmpty() || crossesLink(file.get())) {
      return;
    }
    try {
      boolean _ = Files.deleteIfExists(file.get());
    } catch (IOException e) {
      throw new StorageException("a file of the object store cannot be removed", e);
    }
  }

  @Override
  public void removeAll(ObjectUri place) {
    Optional<Path> folder = file(place);
    if (folder.isEmpty() || crossesLink(folder.get())) {
      return;
    }
    try {
      Path _ = Files.walkFileTree(folder.get(), new Remover());
    } catch (NoSuchFileException gone) {
      return; // It never was there, or another node removes it, too.
    } catch (IOException e) {
      throw new StorageException("a folder of the object store cannot be removed", e);
    }
  }

  /** Removes what it visits, and follows no link. */
  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes facts) throws IOException {
      boolean _ = Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
      if (fault instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw fault;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException fault)
        throws IOException {
      if (fault != null) {
        throw fault;
      }
      boolean _ = Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }

  /** False if a part of the path is a file. */
  private static boolean makeFolders(Path folder) throws IOException {
    try {
      Path _ = Files.createDirectories(folder);
      return true;
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException notAFolder) {
      if (Files.isDirectory(folder)) {
        return true;
      }
      if (isBelowFile(folder)) {
        return false;
      }
      throw notAFolder;
    }
  }

  private static boolean isBelowFile(Path folder) {
    for (Path part = folder; part != null; part = part.getParent()) {
      if (Files.isRegularFile(part)) {
        return true;
      }
    }
    return false;
  }

  /** Where the object lies; empty if no object can have that name. */
  private Optional<Path> file(ObjectUri object) {
    if (object.key().isEmpty()) {
      return Optional.empty();
    }
    try {
      Path file = root.resolve(object.bucket());
      for (String part : object.key().split("/", -1)) {
        if (NO_NAMES.contains(part) || part.startsWith(PARTIAL) || isTooLong(part)) {
          return Optional.empty();
        }
        Path next = file.resolve(part);
        if (next.isAbsolute() != file.isAbsolute() || !file.equals(next.getParent())) {
          return Optional.empty();
        }
        file = next;
      }
      return Optional.of(file);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean isTooLong(String part) {
    return part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART;
  }

  private boolean crossesLink(Path file) {
    for (Path part = file; part != null && !part.equals(root); part = part.getParent()) {
      if (Files.isSymbolicLink(part)) {
        return true;
      }
    }
    return false;
  }
}
