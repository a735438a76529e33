package io.voxward.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Provides the configured store; an S3 client is made when it is first needed. */
@ApplicationScoped
public class ObjectStores {
  private final StorageConfig config;

  /** Reads {@code config}. */
  public ObjectStores(StorageConfig config) {
    this.config = config;
  }

  /** The store. */
  @Produces
  @ApplicationScoped
  ObjectStore store() {
    return switch (config.kind()) {
      case FILE -> new FileStore(config.root());
      case S3 -> S3Store.of(config.s3());
    };
  }
}
