package io.voxward.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.access.SigningKeys.Scope;
import io.voxward.access.SigningKeys.SigningKey;
import io.voxward.access.store.SigningKeyRepository.StoredKey;
import io.voxward.common.TenantId;
import io.voxward.keys.StoredSecret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
  private static final String ID = "AKIDEXAMPLE";
  private static final Scope SCOPE = new Scope(ID, "20150830", "us-east-1", "iam");

  private final OpenKeys opened = new OpenKeys();
  private final SigningKeys keys = new SigningKeys(opened);

  private static StoredKey stored(String secret) {
    AccessKey key =
        new AccessKey(
            TenantId.DEFAULT,
            ID,
            "test",
            Set.of(Role.ADMIN),
            new DomainScope.All(),
            ID,
            Instant.EPOCH,
            null,
            null,
            null);
    return new StoredKey(key, new StoredSecret("k", secret.getBytes(StandardCharsets.UTF_8)));
  }

  private static final StoredKey EXAMPLE = stored("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

  /** The worked example of AWS's description of Signature Version 4. */
  @Test
  void the_published_example_has_its_published_signature() {
    // Given
    String toSign =
        """
        AWS4-HMAC-SHA256
        20150830T123600Z
        20150830/us-east-1/iam/aws4_request
        f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59\
        """;

    // When
    byte[] signature = keys.key(EXAMPLE, SCOPE).sign(toSign.getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(HexFormat.of().formatHex(signature))
        .isEqualTo("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
  }

  @Test
  void a_key_that_proved_a_signature_is_kept_and_the_secret_is_not_opened_again() {
    // Given
    SigningKey key = keys.key(EXAMPLE, SCOPE);
    keys.keep(SCOPE, key);

    // When
    SigningKey again = keys.key(EXAMPLE, SCOPE);

    // Then
    assertThat(again).isSameAs(key);
    assertThat(opened.count()).isEqualTo(1);
  }

  @Test
  void a_key_that_proved_nothing_is_not_kept() {
    // Given
    keys.key(EXAMPLE, SCOPE);

    // When
    keys.key(EXAMPLE, SCOPE);

    // Then
    assertThat(opened.count()).isEqualTo(2);
  }

  @Test
  void a_new_secret_under_the_same_id_is_not_answered_by_the_old_key() {
    // Given
    SigningKey old = keys.key(EXAMPLE, SCOPE);
    keys.keep(SCOPE, old);

    // When
    SigningKey renewed = keys.key(stored("another"), SCOPE);

    // Then
    assertThat(renewed).isNotSameAs(old);
  }

  @Test
  void the_key_of_a_day_gives_way_to_the_next_days() {
    // Given
    keys.keep(SCOPE, keys.key(EXAMPLE, SCOPE));
    Scope tomorrow = new Scope(ID, "20150831", "us-east-1", "iam");

    // When
    keys.keep(tomorrow, keys.key(EXAMPLE, tomorrow));

    // Then
    assertThat(keys.kept()).isEqualTo(1);
  }

  @Test
  void a_signing_key_says_nothing_of_itself() {
    assertThat(keys.key(EXAMPLE, SCOPE)).hasToString("SigningKey[hidden]");
  }
}
