package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.AccessKeys;
import io.voxward.access.Permission;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FirstStartTest {
  private final MainConfig config;
  private final AccessKeys accessKeys;
  private final FirstStart firstStart;

  @Inject
  FirstStartTest(MainConfig config, AccessKeys accessKeys, FirstStart firstStart) {
    this.config = config;
    this.accessKeys = accessKeys;
    this.firstStart = firstStart;
  }

  private Path file() {
    return config.dataDir().resolve(FirstStart.FILE);
  }

  @Test
  void the_first_start_wrote_credentials_that_may_do_everything_for_their_owner_only()
      throws IOException {
    // When
    JsonNode credentials = new ObjectMapper().readTree(file().toFile());

    // Then
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(credentials.fieldNames())
        .toIterable()
        .containsExactly("accessKeyId", "secretAccessKey", "token");
    assertThat(accessKeys.bearer(credentials.path("token").asText()))
        .hasValueSatisfying(caller ->
            assertThat(caller.permissions()).containsExactlyInAnyOrder(Permission.values()));
  }

  @Test
  void a_later_start_writes_nothing() throws IOException {
    // Given
    String before = Files.readString(file());

    // When
    firstStart.begin(new StartupEvent());

    // Then
    assertThat(Files.readString(file())).isEqualTo(before);
  }
}
