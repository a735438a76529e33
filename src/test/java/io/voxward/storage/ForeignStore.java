package io.voxward.storage;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * An S3 store that nobody here wrote (S3Proxy, in memory), inside the test's own process. It has a
 * class loader of its own: it needs another Guice than the one that Quarkus' test framework brings.
 */
public final class ForeignStore implements AutoCloseable {
  private static final String CONFLICTING = "guice-5";

  private final URLClassLoader loader;
  private final AutoCloseable running;
  private final int port;

  private ForeignStore(URLClassLoader loader, AutoCloseable running, int port) {
    this.loader = loader;
    this.running = running;
    this.port = port;
  }

  /** Starts one with an empty bucket and one access key. */
  public static ForeignStore start(String bucket, String accessKey, String secret)
      throws ReflectiveOperationException, IOException {
    URLClassLoader loader = new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader());
    Object proxy =
        loader.loadClass("io.voxward.storage.S3ProxyRunner").getDeclaredConstructor().newInstance();
    @SuppressWarnings("unchecked") // the class says so; only its loader is another
    ToIntFunction<List<String>> start = (ToIntFunction<List<String>>) proxy;
    return new ForeignStore(
        loader, (AutoCloseable) proxy, start.applyAsInt(List.of(bucket, accessKey, secret)));
  }

  private static URL[] jars() throws MalformedURLException {
    List<URL> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (!path.getFileName().toString().startsWith(CONFLICTING)) {
        jars.add(path.toUri().toURL());
      }
    }
    return jars.toArray(URL[]::new);
  }

  /** Where it listens on the loopback address. */
  public int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    try {
      running.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    } finally {
      loader.close();
    }
  }
}
