package com.tkr.embed;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.error.EmbeddingException;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Holds the code to the arrows that architecture.md draws, and libraries to their one package. */
@AnalyzeClasses(packages = "com.tkr.embed", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "com.tkr.embed.";
  private static final Path TEXT = Path.of("src/site/markdown/architecture.md");
  private static final Pattern ARROWS = Pattern.compile("([a-z.]+) +-> *([a-z. ]*)");

  /** No arrow that the text lacks, and none in the text that nobody uses. */
  @ArchTest
  static void theTextDrawsTheArrows(JavaClasses classes) throws IOException {
    TreeMap<String, Set<String>> drawn = new TreeMap<>();
    Files.readAllLines(TEXT).stream()
        .map(ARROWS::matcher)
        .filter(line -> line.matches())
        .forEach(line -> drawn.put(line.group(1), words(line.group(2))));
    assertThat(arrows(classes)).isEqualTo(drawn);
  }

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("com.tkr.embed.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheWebKnowsResources =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "rest..")
          .or()
          .resideInAnyPackage(ROOT + "rest.codec", ROOT + "rest.grizzly")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.ws.rs..");

  @ArchTest
  static final ArchRule onlyTheWebSpeaksHttp =
      only("jakarta.servlet..", "rest.embed", "rest.error", "rest.filter", "rest.grizzly");

  @ArchTest static final ArchRule container = only("org.glassfish..", "rest.grizzly");
  @ArchTest static final ArchRule javaCpp = only("org.bytedeco..", "model.mlx");
  @ArchTest static final ArchRule imageReaders = only("javax.imageio..", "input.image");
  @ArchTest static final ArchRule webp = only("com.luciad..", "input.image");
  @ArchTest static final ArchRule tokenizers = only("ai.djl..", "input.prompt");
  @ArchTest static final ArchRule openAisTokens = only("com.knuddels..", "rest.openai");
  @ArchTest static final ArchRule pdf = only("org.apache.pdfbox..", "input.pdf");
  @ArchTest static final ArchRule httpClient = only("org.apache.hc..", "input.fetch");
  @ArchTest static final ArchRule jCache = only("javax.cache..", "embedding.cache");
  @ArchTest static final ArchRule ehcache = only("org.ehcache..", "embedding.cache");
  @ArchTest static final ArchRule mvStore = only("org.h2.mvstore..", "embedding.cache");
  @ArchTest static final ArchRule postgres = only("org.postgresql..", "security.store");
  @ArchTest static final ArchRule flyway = only("org.flywaydb..", "security.store");
  @ArchTest static final ArchRule h2 = only("org.h2.jdbcx..", "security.store");
  @ArchTest static final ArchRule pool = only("com.zaxxer..", "security.store");
  @ArchTest static final ArchRule jose = only("com.nimbusds..", "security.jwt");

  /** Elsewhere than in the log: what listens to what the platform logs and does not throw. */
  @ArchTest
  static final ArchRule logBackend = only("java.util.logging..", "observe.log", "config.cli");

  /** The command line runs without a server: it reaches nothing that the platform carries. */
  @ArchTest
  static final ArchRule theCommandLineNeedsNoPlatform =
      noClasses()
          .that()
          .resideInAnyPackage("com.tkr.embed.config.cli", "com.tkr.embed.config.settings")
          .should()
          .transitivelyDependOnClassesThat()
          .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..", "com.fasterxml..");

  @ArchTest
  static final ArchRule expectedErrorsHaveOneRoot =
      classes()
          .that()
          .areAssignableTo(RuntimeException.class)
          .and()
          .haveNameNotMatching(".*(LoadFailed|LaunchFailed|StartupFailure)")
          .should()
          .beAssignableTo(EmbeddingException.class);

  @ArchTest
  static final ArchRule namesSayWhatThingsAre =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Service|Manager|Helper|Utils?|Dto|Base|Common)$");

  @ArchTest
  static final ArchRule nothingPrints =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("com.tkr.embed.config.cli.Main")
          .and()
          .doNotHaveFullyQualifiedName("com.tkr.embed.config.cli.Boot")
          .and()
          .doNotHaveFullyQualifiedName("com.tkr.embed.selftest.CalibrationRun")
          .and()
          .doNotHaveFullyQualifiedName("com.tkr.embed.selftest.TokenizerRun")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  private static ArchRule only(String library, String... packages) {
    String[] allowed = Set.of(packages).stream().map(ROOT::concat).toArray(String[]::new);
    return noClasses()
        .that()
        .resideOutsideOfPackages(allowed)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  private static TreeMap<String, Set<String>> arrows(JavaClasses classes) {
    TreeMap<String, Set<String>> arrows = new TreeMap<>();
    classes.forEach(type -> arrows.putIfAbsent(leaf(type), new TreeSet<>()));
    arrows.putAll(
        classes.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(arrow -> arrow.getTargetClass().getPackageName().startsWith(ROOT))
            .filter(arrow -> !leaf(arrow.getOriginClass()).equals(leaf(arrow.getTargetClass())))
            .collect(
                groupingBy(
                    arrow -> leaf(arrow.getOriginClass()),
                    mapping(ArchitectureTest::target, toCollection(TreeSet::new)))));
    arrows.remove("");
    return arrows;
  }

  private static String target(Dependency arrow) {
    return leaf(arrow.getTargetClass().getBaseComponentType());
  }

  private static String leaf(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    return name.startsWith(ROOT) ? name.substring(ROOT.length()) : "";
  }

  private static Set<String> words(String text) {
    TreeSet<String> words = new TreeSet<>(Set.of(text.strip().split(" +")));
    words.remove("");
    return words;
  }
}
