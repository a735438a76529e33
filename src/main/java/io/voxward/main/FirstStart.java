package io.voxward.main;

import io.quarkus.runtime.StartupEvent;
import io.voxward.access.AccessKeys;
import io.voxward.access.IssuedAccessKey;
import io.voxward.common.StoreGate;
import io.voxward.keys.PrivateFile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Makes the first administrator of an empty installation and writes their credentials once, for the
 * data directory's owner only. If the file cannot be written nothing was made.
 */
@ApplicationScoped
public class FirstStart {
  /** The file's name in the data directory. */
  static final String FILE = "credentials.json";

  private final AccessKeys accessKeys;
  private final StoreGate gate;
  private final MainConfig config;

  /** Makes credentials by {@code accessKeys}, if {@code gate} is open. */
  public FirstStart(AccessKeys accessKeys, StoreGate gate, MainConfig config) {
    this.accessKeys = accessKeys;
    this.gate = gate;
    this.config = config;
  }

  /** A store that is not whole may have lost its tenants: nobody is made administrator of that. */
  void begin(@Observes StartupEvent event) {
    if (gate.isOpen()) {
      accessKeys.makeFirstAdministrator(this::write);
    }
  }

  /** The three texts are made of letters, digits and {@code + / = - _}: none needs an escape. */
  private void write(IssuedAccessKey issued) {
    String json =
        """
        {"accessKeyId": "%s", "secretAccessKey": "%s", "token": "%s"}
        """
            .formatted(issued.key().id(), issued.secretAccessKey(), issued.token());
    Path file = config.dataDir().toAbsolutePath().resolve(FILE);
    try {
      PrivateFile.write(file, json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the first credentials to " + file, e);
    }
  }
}
