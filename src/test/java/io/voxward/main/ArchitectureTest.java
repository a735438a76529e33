package io.voxward.main;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The walls between the rooms: the import table and the rules of docs/architecture.md. */
@AnalyzeClasses(packages = "io.voxward", importOptions = ArchitectureTest.OnlyProduct.class)
class ArchitectureTest {

  /** Leaves out tests and what the build generates for the framework. */
  static final class OnlyProduct implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/") && !location.contains("_ClientProxy");
    }
  }

  private static final Set<String> FOUNDATIONS =
      Set.of("common", "keys", "outbox", "audit", "job", "storage", "access");

  private static final Set<String> FEATURES =
      Set.of(
          "domain",
          "instance",
          "speaker",
          "consent",
          "voiceprint",
          "watchlist",
          "enrollment",
          "session",
          "evaluation",
          "profile");

  /**
   * Who may import whom. A new arrow is a reviewed change to this table (docs/decisions says why).
   * Every feature may besides import common, outbox and audit; main and ops may import everything.
   */
  private static final Map<String, Set<String>> IMPORTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("engine", Set.of()),
              Map.entry("common", Set.of()),
              Map.entry("keys", Set.of("common")),
              Map.entry("outbox", Set.of("common")),
              Map.entry("audit", Set.of("common")),
              Map.entry("job", Set.of("common", "audit")),
              Map.entry("storage", Set.of("common")),
              Map.entry("access", Set.of("common", "keys", "audit")),
              Map.entry("domain", Set.of("keys", "access", "job")),
              Map.entry("instance", Set.of("domain", "access", "keys")),
              Map.entry("speaker", Set.of("domain", "access")),
              Map.entry("consent", Set.of("speaker", "domain", "job", "keys")),
              Map.entry("profile", Set.of("domain", "keys")),
              Map.entry("voiceprint", Set.of("consent", "speaker", "keys", "engine", "domain")),
              Map.entry(
                  "watchlist",
                  Set.of("consent", "domain", "voiceprint", "job", "engine", "access", "keys")),
              Map.entry(
                  "session", Set.of("consent", "speaker", "domain", "engine", "access", "profile")),
              Map.entry(
                  "enrollment",
                  Set.of(
                      "speaker",
                      "consent",
                      "voiceprint",
                      "watchlist",
                      "job",
                      "storage",
                      "engine",
                      "session",
                      "domain",
                      "access",
                      "keys",
                      "profile")),
              Map.entry(
                  "evaluation",
                  Set.of(
                      "session",
                      "voiceprint",
                      "watchlist",
                      "consent",
                      "speaker",
                      "domain",
                      "engine",
                      "profile")),
              Map.entry(
                  "wire",
                  Set.of(
                      "common",
                      "access",
                      "audit",
                      "engine",
                      "job",
                      "domain",
                      "instance",
                      "speaker",
                      "consent",
                      "voiceprint",
                      "watchlist",
                      "enrollment",
                      "session",
                      "evaluation",
                      "profile")),
              Map.entry("client", Set.of()),
              Map.entry("demo", Set.of("client", "engine")),
              Map.entry("lab", Set.of("engine", "client"))));

  @ArchTest
  static final ArchRule no_cycles =
      slices().matching("io.voxward.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule no_cycles_inside_the_engine =
      slices().matching("io.voxward.engine.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static void imports_follow_the_table(JavaClasses product) {
    List<String> broken = new ArrayList<>();
    for (JavaClass origin : product) {
      String from = room(origin);
      if (from.equals("main") || from.equals("ops") || from.isEmpty()) {
        continue;
      }
      origin.getDirectDependenciesFromSelf().stream()
          .map(dependency -> room(dependency.getTargetClass()))
          .filter(to -> !to.isEmpty() && !to.equals(from) && !mayImport(from, to))
          .forEach(to -> broken.add(origin.getName() + " (" + from + ") imports " + to));
    }
    assertThat(broken.stream().distinct()).isEmpty();
  }

  private static boolean mayImport(String from, String to) {
    assertThat(IMPORTS).as("rooms with a row in the import table").containsKey(from);
    Set<String> allowed = IMPORTS.getOrDefault(from, Set.of());
    return allowed.contains(to)
        || (FEATURES.contains(from) && Set.of("common", "outbox", "audit").contains(to));
  }

  /** The first package below the root: the room a class belongs to; empty for others' classes. */
  private static String room(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    if (!name.startsWith("io.voxward.")) {
      return "";
    }
    return name.substring("io.voxward.".length()).replaceAll("\\..*", "");
  }

  @ArchTest
  static final ArchRule foundations_know_no_feature =
      noClasses()
          .that()
          .resideInAnyPackage(packagesOf(FOUNDATIONS))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(packagesOf(FEATURES))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule http_and_sockets_only_in_wire =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.voxward.wire..", "io.voxward.main..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ws.rs..", "io.quarkus.websockets.next..");

  @ArchTest
  static final ArchRule json_only_at_the_edges =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.voxward.wire..",
              "io.voxward.outbox..",
              "io.voxward.enrollment..",
              "io.voxward.keys.vault..",
              "io.voxward.client..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule persistence_only_in_stores =
      noClasses()
          .that()
          .resideOutsideOfPackage("..store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.persistence..", "org.hibernate..", "io.quarkus.hibernate..");

  @ArchTest
  static void stores_are_seen_only_by_their_feature(JavaClasses product) {
    List<String> broken = new ArrayList<>();
    for (JavaClass origin : product) {
      origin.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass())
          .filter(resideInAPackage("io.voxward..store.."))
          .filter(target -> !room(target).equals(room(origin)))
          .forEach(target -> broken.add(origin.getName() + " uses " + target.getName()));
    }
    assertThat(broken).isEmpty();
  }

  @ArchTest
  static final ArchRule onnx_runtime_has_one_importer =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.voxward.engine.onnx..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule the_engine_is_plain_java =
      noClasses()
          .that()
          .resideInAPackage("io.voxward.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.quarkus..", "jakarta..", "com.fasterxml..", "org.hibernate..", "org.jboss..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule messaging_only_in_outbox =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.voxward.outbox..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "io.smallrye.reactive.messaging..",
              "org.eclipse.microprofile.reactive.messaging..");

  @ArchTest
  static final ArchRule cryptography_only_in_keys =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.voxward.keys..", "io.voxward.access..")
          .should()
          .dependOnClassesThat(
              describe(
                  "handle keys",
                  type ->
                      type.getPackageName().startsWith("javax.crypto")
                          || type.getName().equals("java.security.Key")));

  @ArchTest
  static void voices_are_in_no_public_signature_of_the_edges(JavaClasses product) {
    List<String> broken = new ArrayList<>();
    for (JavaClass origin : product) {
      if (!Set.of("wire", "outbox", "audit").contains(room(origin))) {
        continue;
      }
      for (JavaMethod method : origin.getMethods()) {
        if (method.getModifiers().contains(JavaModifier.PUBLIC) && showsVoice(method)) {
          broken.add(method.getFullName());
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static boolean showsVoice(JavaMethod method) {
    return Stream.concat(
            Stream.of(method.getRawReturnType()),
            method.getParameters().stream().map(JavaParameter::getRawType))
        .anyMatch(ArchitectureTest::isVoice);
  }

  private static boolean isVoice(JavaClass type) {
    return type.getName().equals("[F")
        || type.getName().equals("[[F")
        || type.getName().equals("[S")
        || Set.of("Embedding", "PcmAudio", "Voiceprint").contains(type.getSimpleName());
  }

  @ArchTest
  static final ArchRule voices_redact_themselves =
      classes()
          .that(
              describe(
                  "hold voice data",
                  type -> isVoice(type) && type.getPackageName().startsWith("io.voxward")))
          .should(
              new ArchCondition<>("declare toString and not be Serializable") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  boolean declares = type.tryGetMethod("toString").isPresent();
                  boolean serializable = type.isAssignableTo(Serializable.class);
                  events.add(
                      new SimpleConditionEvent(
                          type,
                          declares && !serializable,
                          type.getName() + " must redact toString and not be Serializable"));
                }
              })
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule time_comes_from_the_clock =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callConstructor(java.util.Random.class)
          .orShould()
          .callMethod(java.time.LocalDateTime.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now")
          .orShould()
          .callMethod(java.time.ZonedDateTime.class, "now")
          .orShould()
          .callMethod(java.time.OffsetDateTime.class, "now");

  @ArchTest
  static final ArchRule injection_by_constructor =
      noFields().should().beAnnotatedWith(Inject.class).allowEmptyShould(true);

  @ArchTest
  static final ArchRule no_static_mutable_state =
      fields().that().areStatic().should().beFinal().allowEmptyShould(true);

  @ArchTest
  static void configuration_is_mapped_beside_its_feature(JavaClasses product) {
    List<String> broken = new ArrayList<>();
    for (JavaClass type : product) {
      boolean mapping = type.isAnnotatedWith("io.smallrye.config.ConfigMapping");
      if (mapping && !type.getSimpleName().endsWith("Config")) {
        broken.add(type.getName() + " is a config mapping and not named …Config");
      }
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getSimpleName())
          .filter("ConfigProperty"::equals)
          .findAny()
          .ifPresent(name -> broken.add(type.getName() + " uses @ConfigProperty"));
    }
    assertThat(broken).isEmpty();
  }

  @ArchTest
  static final ArchRule features_raise_the_one_exception =
      classes()
          .that()
          .resideInAnyPackage(packagesOf(FEATURES))
          .and()
          .areAssignableTo(Exception.class)
          .should()
          .beAssignableTo("io.voxward.common.FailureException")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule transactions_start_in_use_cases =
      methods()
          .that()
          .areAnnotatedWith("jakarta.transaction.Transactional")
          .should()
          .beDeclaredInClassesThat(
              resideInAnyPackage(useCasePackages())
                  .and(DescribedPredicate.not(resideInAPackage("..store.."))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule names_say_what_a_class_is =
      noClasses()
          .should()
          .haveSimpleNameContaining("Util")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .resideInAnyPackage(
              "..util..", "..helper..", "..misc..", "..dto..", "..model..", "..service..");

  @ArchTest
  static void every_package_is_null_marked(JavaClasses product) {
    List<String> broken = new ArrayList<>();
    product.stream()
        .map(JavaClass::getPackage)
        .distinct()
        .filter(found -> found.getName().startsWith("io.voxward"))
        .filter(found -> found.getClasses().stream().anyMatch(c -> !isPackageInfo(c)))
        .filter(found -> !found.isAnnotatedWith(NullMarked.class))
        .forEach(found -> broken.add(found.getName()));
    assertThat(broken).isEmpty();
  }

  private static boolean isPackageInfo(JavaClass type) {
    return type.getSimpleName().equals("package-info");
  }

  private static String[] packagesOf(Set<String> rooms) {
    return rooms.stream().map(room -> "io.voxward." + room + "..").toArray(String[]::new);
  }

  private static String[] useCasePackages() {
    return Stream.concat(FEATURES.stream(), FOUNDATIONS.stream())
        .map(room -> "io.voxward." + room + "..")
        .toArray(String[]::new);
  }

  @Test
  void tests_wait_for_nothing_and_none_is_off() throws IOException {
    Pattern forbidden = Pattern.compile("@" + "Disabled|Thread\\." + "sleep");
    List<String> broken = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        if (forbidden.matcher(Files.readString(file)).find()) {
          broken.add(file.toString());
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void tests_live_where_the_product_lives() {
    JavaClasses all = new ClassFileImporter().importPackages("io.voxward");
    List<String> broken =
        all.stream()
            .filter(type ->
                type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(Test.class)))
            .map(JavaClass::getName)
            .map(name -> name.replaceAll("\\$.*", ""))
            .filter(name -> !name.endsWith("Test") && !name.endsWith("IT"))
            .toList();
    assertThat(broken).isEmpty();
  }
}
