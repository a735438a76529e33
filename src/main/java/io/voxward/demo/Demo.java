package io.voxward.demo;

import io.voxward.client.Domain;
import io.voxward.client.DomainSettings;
import io.voxward.client.VoxwardClient;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code ./voxward demo}: starts the service, plays the story, says how it went. */
public final class Demo {
  private static final int USAGE_ERROR = 2;
  private static final int NO_START = 3;

  /**
   * Net speech an enrolment needs here. The default of a domain is 30 s; the recordings of some of
   * these voices hold a little less.
   */
  private static final double ENROLLMENT_SPEECH_SECONDS = 20;

  private final PrintStream out;
  private final Path home;

  private Demo(PrintStream out, Path home) {
    this.out = out;
    this.home = home;
  }

  /** Runs the demo; the repository's root is the system property {@code voxward.home}. */
  public static void main(String[] args) throws IOException {
    List<String> given = List.of(args);
    if (given.equals(List.of("--help"))) {
      System.out.print(DemoOptions.USAGE);
      return;
    }
    Optional<DemoOptions> options = DemoOptions.parse(given);
    if (options.isEmpty()) {
      System.err.print("voxward demo: unknown option\n" + DemoOptions.USAGE);
      System.exit(USAGE_ERROR);
    }
    Path home = Path.of(System.getProperty("voxward.home", "")).toAbsolutePath();
    try {
      System.exit(new Demo(System.out, home).play(options.orElseThrow()));
    } catch (StartFailedException e) {
      System.err.println("voxward demo: " + e.getMessage());
      System.exit(NO_START);
    }
  }

  private int play(DemoOptions options) throws IOException {
    long began = System.nanoTime();
    out.println("Voxward demo: a bank's telephone line, with real recorded voices");
    try (ServiceProcess service = ServiceProcess.start(home, this::interrupted);
        VoxwardClient client =
            new VoxwardClient(service.address(), service.credentials().token())) {
      ClipLibrary clips = ClipLibrary.open();
      Domain domain =
          client.createDomain(
              DomainSettings.named("bank-line").enrollingFrom(ENROLLMENT_SPEECH_SECONDS));
      introduce(service, domain, options);
      Story story = Story.bankLine();
      BankLine line = new BankLine(client, domain.domainId(), clips, options.pace());
      Verdict verdict = new Verdict(story, new Performance(line, board()).play(story));
      verdict.print(out);
      out.printf(
          Locale.ROOT,
          "All in %.0f s.%n",
          (double) (System.nanoTime() - began) / TimeUnit.SECONDS.toNanos(1));
      closing(clips);
      return verdict.exitCode();
    }
  }

  /** The calls go on for a moment while the service stops: nothing of that is worth showing. */
  private void interrupted() {
    out.println();
    out.println("Interrupted: the service is stopped and its folder removed.");
    out.close();
  }

  private void introduce(ServiceProcess service, Domain domain, DemoOptions options) {
    out.printf(
        Locale.ROOT,
        "  service: ready in %.1f s at %s, on an empty folder that is removed afterwards%n",
        service.startTime().toMillis() / 1000.0,
        service.address());
    Integer threshold = domain.acceptanceThreshold();
    if (threshold != null) {
      out.printf(Locale.ROOT, "  accepts: from score %d (0 to 100)%n", threshold);
    }
    out.printf(
        Locale.ROOT,
        "  enrols:  from %.0f s of speech (the default is 30; these recordings are short)%n",
        ENROLLMENT_SPEECH_SECONDS);
    out.printf(
        Locale.ROOT,
        "  pace:    %.0f times that of the call, the calls of an act at once%n",
        options.pace());
  }

  private void closing(ClipLibrary clips) {
    out.println();
    out.println(
        "* In another language a voice is less like itself. The flow knows which language the");
    out.printf(
        Locale.ROOT,
        "  caller chose and accepts from score %d there: 1 other voice in 40 by the calibration,%n",
        Story.ACROSS_LANGUAGES);
    out.println("  where 90 means 1 in 1,000.");
    out.println();
    out.println("These are telephone prompts by six people, the calls of each from few recording");
    out.println("sessions: a story, not an error rate. Measured figures: docs/accuracy.md");
    out.println("Voices (src/main/resources/demo/ATTRIBUTION.md); they are nobody's customers:");
    clips.credits().forEach(credit -> out.println("  " + credit));
  }

  private Board board() {
    boolean person =
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
            && !"dumb".equals(System.getenv("TERM"));
    return person ? new TerminalBoard(out) : new PlainBoard(out);
  }
}
