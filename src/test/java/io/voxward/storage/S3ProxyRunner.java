package io.voxward.storage;

import java.net.URI;
import java.util.List;
import java.util.function.ToIntFunction;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobApiMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.jspecify.annotations.Nullable;

/** Runs S3Proxy; loaded by {@link ForeignStore}, which knows it by JDK interfaces only. */
public final class S3ProxyRunner implements ToIntFunction<List<String>>, AutoCloseable {
  private @Nullable BlobStoreContext blobs;
  private @Nullable S3Proxy server;

  /** For the class loader. */
  public S3ProxyRunner() {}

  /** Starts it with bucket, access key and secret; the port. */
  @Override
  public int applyAsInt(List<String> bucketKeySecret) {
    BlobStoreContext context =
        ContextBuilder.newBuilder(new TransientNio2BlobApiMetadata())
            .credentials("any", "any")
            .build(BlobStoreContext.class);
    blobs = context;
    boolean _ = context.getBlobStore().createContainerInLocation(null, bucketKeySecret.getFirst());
    try {
      S3Proxy proxy =
          S3Proxy.builder()
              .blobStore(context.getBlobStore())
              .endpoint(URI.create("http://127.0.0.1:0"))
              .awsAuthentication(
                  AuthenticationType.AWS_V4, bucketKeySecret.get(1), bucketKeySecret.get(2))
              .ignoreUnknownHeaders(true)
              .build();
      proxy.start();
      server = proxy;
      return proxy.getPort();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      if (server != null) {
        server.stop();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    if (blobs != null) {
      blobs.close();
    }
  }
}
