package io.voxward.storage;

import io.voxward.storage.ObjectStore.Opened;
import io.voxward.storage.ObjectStore.Written;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;

/**
 * Where the service keeps sealed bytes of its own, apart from what callers name: a folder, or a
 * place in the object store. Groups and names in it are made by the service. Every method may take
 * its time; call them outside of transactions.
 */
@ApplicationScoped
public class OwnObjects {
  private static final String BUCKET = "sealed";

  private final ObjectStore store;
  private final ObjectUri place;

  /** Keeps them where {@code config} says, in {@code objects} if it names a place there. */
  public OwnObjects(StorageConfig config, ObjectStore objects) {
    this.store = config.own().place().isPresent() ? objects : new FileStore(config.own().root());
    this.place =
        config
            .own()
            .place()
            .map(named -> ObjectUri.parse("voxward.storage.own.place", named))
            .orElseGet(() -> new ObjectUri(BUCKET, ""));
  }

  /**
   * Writes an object of a group as a whole or not at all, as its content is read.
   *
   * @param bytes exactly as many as the content has
   */
  public Written write(String group, String name, InputStream content, long bytes) {
    return store.write(place.below(group).below(name), content, bytes);
  }

  /** Begins to read an object; close what is opened. */
  public Opened open(String group, String name) {
    return store.open(place.below(group).below(name));
  }

  /** Removes an object; one that is not there is removed already. */
  public void remove(String group, String name) {
    store.remove(place.below(group).below(name));
  }

  /** Removes a group with all that is in it. */
  public void removeGroup(String group) {
    store.removeAll(place.below(group));
  }
}
