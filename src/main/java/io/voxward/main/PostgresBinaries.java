package io.voxward.main;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks PostgreSQL's programs, once for each version, under the data directory. */
final class PostgresBinaries {
  /** The version of the programs in the build (pom.xml); a new one is unpacked beside the old. */
  static final String VERSION = "18.4.0";

  private static final int BUFFER = 1 << 16;

  /** Kept here, so that the level set on it stays. */
  private static final Logger RESOLVER_LOG =
      Logger.getLogger(DefaultPostgresBinaryResolver.class.getName());

  private PostgresBinaries() {}

  /** The folder with {@code bin/postgres} in it, unpacking it under {@code parent} if need be. */
  static Path unpackedUnder(Path parent) throws IOException {
    Path home = parent.resolve("postgres-" + VERSION);
    if (Files.isDirectory(home)) {
      return home;
    }
    Path partial = parent.resolve("postgres-" + VERSION + ".part");
    deleteTree(partial);
    Files.createDirectories(partial);
    String system = system();
    String machine = machine();
    RESOLVER_LOG.setLevel(Level.WARNING);
    InputStream packed = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
    if (packed == null) {
      throw new IOException(
          "no embedded PostgreSQL for "
              + system
              + " on "
              + machine
              + ": set QUARKUS_DATASOURCE_JDBC_URL to a PostgreSQL of your own");
    }
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed, BUFFER)))) {
      unpack(tar, partial);
    }
    Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    return home;
  }

  private static void unpack(TarArchiveInputStream tar, Path home) throws IOException {
    TarArchiveEntry entry = tar.getNextEntry();
    while (entry != null) {
      Path file = home.resolve(entry.getName()).normalize();
      if (!file.startsWith(home)) {
        throw new IOException("an entry lies outside of the archive: " + entry.getName());
      }
      if (entry.isDirectory()) {
        Files.createDirectories(file);
      } else {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        write(tar, entry, file);
      }
      entry = tar.getNextEntry();
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path file)
      throws IOException {
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, file);
    if ((entry.getMode() & 0100) != 0
        && Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static String system() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return "Darwin";
    }
    return name.startsWith("windows") ? "Windows" : "Linux";
  }

  private static String machine() {
    String name = System.getProperty("os.arch", "");
    return name.equals("amd64") ? "x86_64" : name;
  }

  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path directory, @org.jspecify.annotations.Nullable IOException failed)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
