package io.voxward.client;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./voxward receipt verify FILE [--fingerprint HEX]}: whether a receipt is what the service
 * signed; no service is needed.
 */
public final class ReceiptCommand {
  /** The receipt is not genuine, or of another key. */
  static final int EXIT_REFUSED = 1;

  /** The command line cannot be followed, or the file is no receipt. */
  static final int EXIT_USAGE = 2;

  private static final String USAGE = "receipt verify FILE [--fingerprint HEX]";
  private static final long LARGEST = 1 << 20;

  private ReceiptCommand() {}

  /** Verifies and exits. */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  /** Verifies; the exit code. */
  static int run(String[] arguments, PrintStream out, PrintStream err) {
    boolean named = arguments.length == 4 && arguments[2].equals("--fingerprint");
    if (!(arguments.length == 2 || named) || !arguments[0].equals("verify")) {
      err.println("voxward: " + USAGE);
      return EXIT_USAGE;
    }
    try {
      return verify(read(arguments[1]), named ? arguments[3] : null, out, err);
    } catch (IOException | InvalidPathException e) {
      err.println("voxward: this is no receipt: " + e.getMessage());
      return EXIT_USAGE;
    }
  }

  private static ReceiptFile read(String name) throws IOException {
    Path file = Path.of(name);
    if (Files.size(file) > LARGEST) {
      throw new IOException("a receipt is smaller than " + LARGEST + " bytes");
    }
    return ReceiptFile.read(Files.readAllBytes(file));
  }

  private static int verify(
      ReceiptFile receipt, @Nullable String expected, PrintStream out, PrintStream err)
      throws IOException {
    if (!receipt.genuine()) {
      err.println("voxward: NOT GENUINE: the text or the signature was changed");
      return EXIT_REFUSED;
    }
    if (expected != null && !expected.equalsIgnoreCase(receipt.fingerprint())) {
      err.println("voxward: NOT GENUINE: signed by another key, " + receipt.fingerprint());
      return EXIT_REFUSED;
    }
    out.println("genuine: signed by the key " + receipt.fingerprint());
    if (expected == null) {
      out.println("whether that key is your service's says: GET /api/v1/receipt-key");
    }
    out.println(receipt.body());
    return 0;
  }
}
