package io.voxward.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealTest {
  private static final byte[] PLAIN = "a voice, as numbers".getBytes(StandardCharsets.UTF_8);
  private static final SealContext CONTEXT =
      new SealContext(
          TenantId.DEFAULT,
          new DomainId("0123456789012345678901"),
          "voiceprint",
          "id#0123456789012345678901",
          "m");

  private final DataKey key = new DataKey(1, DataKey.newSecret());

  @Test
  void what_was_sealed_opens_under_the_same_key_and_context() {
    // When
    byte[] sealed = key.seal(PLAIN, CONTEXT);

    // Then
    assertThat(key.open(sealed, CONTEXT)).isEqualTo(PLAIN);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("voice");
  }

  @Test
  void the_same_value_never_looks_the_same_twice() {
    // When / Then
    assertThat(key.seal(PLAIN, CONTEXT)).isNotEqualTo(key.seal(PLAIN, CONTEXT));
  }

  @Test
  void any_changed_bit_is_refused() {
    // Given
    byte[] sealed = key.seal(PLAIN, CONTEXT);

    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));

      // When / Then
      assertThatThrownBy(() -> key.open(changed, CONTEXT)).isInstanceOf(KeysException.class);
    }
  }

  @Test
  void a_shortened_value_is_refused() {
    // Given
    byte[] sealed = key.seal(PLAIN, CONTEXT);

    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(sealed, length);

      // When / Then
      assertThatThrownBy(() -> key.open(cut, CONTEXT)).isInstanceOf(KeysException.class);
    }
  }

  @Test
  void another_tenant_domain_purpose_owner_or_model_is_refused() {
    // Given
    byte[] sealed = key.seal(PLAIN, CONTEXT);
    DomainId domain = CONTEXT.domain();
    List<SealContext> others =
        List.of(
            new SealContext(new TenantId("other"), domain, "voiceprint", CONTEXT.owner(), "m"),
            new SealContext(
                TenantId.DEFAULT, DomainId.random(), "voiceprint", CONTEXT.owner(), "m"),
            new SealContext(TenantId.DEFAULT, domain, "other", CONTEXT.owner(), "m"),
            new SealContext(TenantId.DEFAULT, domain, "voiceprint", "id#other", "m"),
            new SealContext(TenantId.DEFAULT, domain, "voiceprint", CONTEXT.owner(), "other"),
            // The same letters, cut elsewhere.
            new SealContext(TenantId.DEFAULT, domain, "voiceprint", CONTEXT.owner() + "m", ""));

    for (SealContext other : others) {
      // When / Then
      assertThatThrownBy(() -> key.open(sealed, other)).isInstanceOf(KeysException.class);
    }
  }

  @Test
  void another_key_is_refused() {
    // Given
    byte[] sealed = key.seal(PLAIN, CONTEXT);
    DataKey other = new DataKey(1, DataKey.newSecret());

    // When / Then
    assertThatThrownBy(() -> other.open(sealed, CONTEXT)).isInstanceOf(KeysException.class);
  }
}
