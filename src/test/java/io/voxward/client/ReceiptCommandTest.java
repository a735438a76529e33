package io.voxward.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptCommandTest {
  private static final String BODY = "{\"rule\":\"OPT_OUT\",\"erased\":{\"voiceprints\":1}}";

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return ReceiptCommand.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String file(String shown) throws IOException, GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(BODY.getBytes(StandardCharsets.UTF_8));
    Base64.Encoder base64 = Base64.getEncoder();
    Path file = folder.resolve("receipt.json");
    Files.writeString(
        file,
        "{\"body\":\"%s\",\"signature\":\"%s\",\"publicKey\":\"%s\"}"
            .formatted(
                shown.replace("\"", "\\\""),
                base64.encodeToString(signature.sign()),
                base64.encodeToString(pair.getPublic().getEncoded())));
    return file.toString();
  }

  @Test
  void a_genuine_receipt_is_shown_with_the_key_that_signed_it() throws Exception {
    // When
    int code = run("verify", file(BODY));

    // Then
    assertThat(code).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("genuine: signed by", "OPT_OUT");
  }

  @Test
  void a_changed_receipt_and_one_of_another_key_end_with_one() throws Exception {
    // When
    int changed = run("verify", file(BODY.replace(":1", ":2")));
    int foreign = run("verify", file(BODY), "--fingerprint", "00112233445566778899aabbccddeeff");

    // Then
    assertThat(changed).isEqualTo(ReceiptCommand.EXIT_REFUSED);
    assertThat(foreign).isEqualTo(ReceiptCommand.EXIT_REFUSED);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("the text or the signature was changed", "signed by another key");
  }

  @Test
  void what_is_no_receipt_or_no_command_ends_with_two_and_says_why() throws IOException {
    // Given
    Path other = Files.writeString(folder.resolve("other.json"), "{\"body\": 7}");

    // When / Then
    assertThat(run("verify", other.toString())).isEqualTo(ReceiptCommand.EXIT_USAGE);
    assertThat(run("verify", folder.resolve("none").toString()))
        .isEqualTo(ReceiptCommand.EXIT_USAGE);
    assertThat(run("sign", other.toString())).isEqualTo(ReceiptCommand.EXIT_USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("a receipt has a text named body");
  }
}
