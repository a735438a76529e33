package io.voxward.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contents sealed as they stream by: D3, what lies on the disk while a job runs. */
class ContentKeyTest {
  private static final int CHUNK = ContentKey.CHUNK_BYTES;
  private static final int SEALED_CHUNK = CHUNK + ContentKey.TAG_BYTES;
  private static final SealContext OWNER = context("upload-key", "");
  private static final SealContext CONTEXT = context("upload", "first");

  private final DataKey domainKey = new DataKey(1, DataKey.newSecret());
  private final byte[] wrapped = ContentKey.make(domainKey, OWNER);
  private final ContentKey key = ContentKey.open(domainKey, wrapped, OWNER);

  private static SealContext context(String purpose, String object) {
    return new SealContext(
        TenantId.DEFAULT, new DomainId("0123456789012345678901"), purpose, "u", object);
  }

  private static byte[] plain(int length) {
    byte[] bytes = new byte[length];
    RandomGenerator.of("L64X128MixRandom").nextBytes(bytes);
    return bytes;
  }

  private byte[] sealed(byte[] plain) throws IOException {
    return key.seal(new ByteArrayInputStream(plain), CONTEXT).readAllBytes();
  }

  private byte[] opened(byte[] sealed) throws IOException {
    return key.open(new ByteArrayInputStream(sealed), CONTEXT).readAllBytes();
  }

  private void assertRefused(byte[] sealed) {
    assertThatThrownBy(() -> opened(sealed)).isInstanceOf(KeysException.class);
  }

  /** A sealed content with its chunks in another order, or others of them. */
  private static byte[] chunks(byte[] sealed, int... order) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(sealed, 0, ContentKey.HEADER_BYTES);
    for (int chunk : order) {
      int from = ContentKey.HEADER_BYTES + chunk * SEALED_CHUNK;
      all.write(sealed, from, Math.min(SEALED_CHUNK, sealed.length - from));
    }
    return all.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17})
  void what_was_sealed_opens_whatever_its_length(int length) throws IOException {
    // Given
    byte[] plain = plain(length);

    // When
    byte[] sealed = sealed(plain);

    // Then
    assertThat(opened(sealed)).isEqualTo(plain);
    assertThat(sealed).hasSize((int) ContentKey.sealedBytes(length));
  }

  @Test
  void a_source_that_gives_a_byte_at_a_time_is_sealed_all_the_same() throws IOException {
    // Given
    byte[] plain = plain(CHUNK + 5);
    InputStream slow =
        new FilterInputStream(new ByteArrayInputStream(plain)) {
          @Override
          public int read(byte[] into, int offset, int most) throws IOException {
            return super.read(into, offset, Math.min(most, 1));
          }
        };

    // When
    byte[] sealed = key.seal(slow, CONTEXT).readAllBytes();

    // Then
    assertThat(opened(sealed)).isEqualTo(plain);
  }

  @Test
  void nothing_of_it_can_be_seen_and_the_same_content_never_looks_the_same() throws IOException {
    // Given
    byte[] silence = new byte[CHUNK];

    // When
    byte[] once = sealed(silence);
    byte[] again = sealed(silence);

    // Then
    assertThat(new String(once, StandardCharsets.ISO_8859_1)).doesNotContain("\0\0\0\0\0\0\0\0");
    assertThat(Arrays.copyOfRange(once, 1, 200)).isNotEqualTo(Arrays.copyOfRange(again, 1, 200));
  }

  @Test
  void a_changed_bit_is_refused_wherever_it_is() throws IOException {
    // Given
    byte[] sealed = sealed(plain(2 * CHUNK + 9));
    int step = 4099;

    // Then
    for (int at = 0; at < sealed.length; at += at < 64 ? 1 : step) {
      byte[] changed = sealed.clone();
      changed[at] ^= (byte) 1;
      assertRefused(changed);
    }
    sealed[sealed.length - 1] ^= (byte) 0x80;
    assertRefused(sealed);
  }

  @Test
  void chunks_left_out_moved_repeated_or_cut_off_are_refused() throws IOException {
    // Given
    byte[] sealed = sealed(plain(3 * CHUNK + 100));

    // Then
    assertThat(opened(chunks(sealed, 0, 1, 2, 3))).hasSize(3 * CHUNK + 100);
    assertRefused(chunks(sealed, 0, 1, 2));
    assertRefused(chunks(sealed, 0));
    assertRefused(chunks(sealed));
    assertRefused(chunks(sealed, 1, 2, 3));
    assertRefused(chunks(sealed, 0, 2, 1, 3));
    assertRefused(chunks(sealed, 0, 0, 1, 2, 3));
    assertRefused(chunks(sealed, 0, 1, 2, 3, 3));
    assertRefused(Arrays.copyOf(sealed, sealed.length - 1));
    assertRefused(Arrays.copyOf(sealed, sealed.length + 1));
    assertRefused(Arrays.copyOf(sealed, ContentKey.HEADER_BYTES - 1));
    assertRefused(new byte[0]);
  }

  @Test
  void a_content_cut_at_the_end_of_a_whole_chunk_is_refused() throws IOException {
    // Given
    byte[] sealed = sealed(plain(2 * CHUNK));

    // Then
    assertRefused(chunks(sealed, 0));
  }

  @Test
  void a_chunk_of_another_content_under_the_same_key_is_refused() throws IOException {
    // Given
    byte[] one = sealed(plain(2 * CHUNK));
    byte[] other = sealed(plain(2 * CHUNK));
    byte[] mixed = one.clone();
    System.arraycopy(other, ContentKey.HEADER_BYTES, mixed, ContentKey.HEADER_BYTES, SEALED_CHUNK);

    // Then
    assertRefused(mixed);
  }

  @Test
  void another_key_or_context_opens_nothing() throws IOException {
    // Given
    byte[] sealed = sealed(plain(100));
    ContentKey another = ContentKey.open(domainKey, ContentKey.make(domainKey, OWNER), OWNER);

    // Then
    assertThatThrownBy(() -> another.open(new ByteArrayInputStream(sealed), CONTEXT).readAllBytes())
        .isInstanceOf(KeysException.class);
    assertThatThrownBy(() ->
            key.open(new ByteArrayInputStream(sealed), context("upload", "second")).readAllBytes())
        .isInstanceOf(KeysException.class);
    assertThatThrownBy(() -> ContentKey.open(new DataKey(1, DataKey.newSecret()), wrapped, OWNER))
        .isInstanceOf(KeysException.class);
    assertThatThrownBy(() -> ContentKey.open(domainKey, wrapped, CONTEXT))
        .isInstanceOf(KeysException.class);
  }

  @Test
  void nothing_unauthentic_is_given_out_before_the_refusal() throws IOException {
    // Given
    byte[] plain = plain(3 * CHUNK);
    byte[] sealed = sealed(plain);
    sealed[ContentKey.HEADER_BYTES + SEALED_CHUNK + 1] ^= (byte) 1;
    InputStream opening = key.open(new ByteArrayInputStream(sealed), CONTEXT);

    // When
    byte[] first = opening.readNBytes(CHUNK);

    // Then
    assertThat(first).isEqualTo(Arrays.copyOf(plain, CHUNK));
    assertThatThrownBy(opening::read).isInstanceOf(KeysException.class);
  }

  @Test
  void a_key_shows_nothing_of_itself() {
    assertThat(key.toString()).isEqualTo("ContentKey[hidden]");
  }
}
