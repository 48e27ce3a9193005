package com.tkr.embed;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tkr.embed.error.EmbeddingException;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the architecture, as rules. */
@AnalyzeClasses(packages = "com.tkr.embed", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule dependenciesPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("api")
          .definedBy("com.tkr.embed.api..")
          .layer("admin")
          .definedBy("com.tkr.embed.admin..")
          .layer("body")
          .definedBy("com.tkr.embed.body..")
          .layer("http")
          .definedBy("com.tkr.embed.http..")
          .layer("fault")
          .definedBy("com.tkr.embed.fault..")
          .layer("intake")
          .definedBy("com.tkr.embed.intake..")
          .layer("logging")
          .definedBy("com.tkr.embed.logging..")
          .layer("ratelimit")
          .definedBy("com.tkr.embed.ratelimit..")
          .layer("jwt")
          .definedBy("com.tkr.embed.jwt..")
          .layer("quota")
          .definedBy("com.tkr.embed.quota..")
          .layer("security")
          .definedBy("com.tkr.embed.security..")
          .layer("keys")
          .definedBy("com.tkr.embed.keys..")
          .layer("keytext")
          .definedBy("com.tkr.embed.keytext..")
          .layer("database")
          .definedBy("com.tkr.embed.database..")
          .layer("request")
          .definedBy("com.tkr.embed.request..")
          .layer("json")
          .definedBy("com.tkr.embed.json..")
          .layer("vectors")
          .definedBy("com.tkr.embed.vectors..")
          .layer("wire")
          .definedBy("com.tkr.embed.wire..")
          .layer("metrics")
          .definedBy("com.tkr.embed.metrics..")
          .layer("connection")
          .definedBy("com.tkr.embed.connection..")
          .layer("similarity")
          .definedBy("com.tkr.embed.similarity..")
          .layer("health")
          .definedBy("com.tkr.embed.health..")
          .layer("embedding")
          .definedBy("com.tkr.embed.embedding..")
          .layer("input")
          .definedBy("com.tkr.embed.input..")
          .layer("checkpoint")
          .definedBy("com.tkr.embed.checkpoint..")
          .layer("prompt")
          .definedBy("com.tkr.embed.prompt..")
          .layer("image")
          .definedBy("com.tkr.embed.image..")
          .layer("resize")
          .definedBy("com.tkr.embed.resize..")
          .layer("pixel")
          .definedBy("com.tkr.embed.pixel..")
          .layer("cache")
          .definedBy("com.tkr.embed.cache..")
          .layer("batching")
          .definedBy("com.tkr.embed.batching..")
          .layer("engine")
          .definedBy("com.tkr.embed.engine..")
          .layer("mlx")
          .definedBy("com.tkr.embed.mlx..")
          .layer("codec")
          .definedBy("com.tkr.embed.codec..")
          .layer("nativelib")
          .definedBy("com.tkr.embed.nativelib..")
          .layer("model")
          .definedBy("com.tkr.embed.model..")
          .layer("config")
          .definedBy("com.tkr.embed.config..")
          .layer("launch")
          .definedBy("com.tkr.embed.launch..")
          .layer("boot")
          .definedBy("com.tkr.embed.boot..")
          .layer("sources")
          .definedBy("com.tkr.embed.sources..")
          .layer("settings")
          .definedBy("com.tkr.embed.settings..")
          .layer("error")
          .definedBy("com.tkr.embed.error..")
          .whereLayer("api")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("admin")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("body")
          .mayOnlyBeAccessedByLayers("api", "admin")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("api", "admin", "body")
          .whereLayer("fault")
          .mayOnlyBeAccessedByLayers("http")
          .whereLayer("intake")
          .mayOnlyBeAccessedByLayers("http", "fault")
          .whereLayer("intake")
          .mayOnlyAccessLayers("request")
          .whereLayer("logging")
          .mayOnlyBeAccessedByLayers("http")
          .whereLayer("logging")
          .mayOnlyAccessLayers("connection", "request", "config")
          .whereLayer("ratelimit")
          .mayOnlyBeAccessedByLayers("api", "admin", "http")
          .whereLayer("ratelimit")
          .mayOnlyAccessLayers("quota", "security", "request", "config", "metrics", "error")
          .whereLayer("jwt")
          .mayOnlyBeAccessedByLayers("api", "admin")
          .whereLayer("jwt")
          .mayOnlyAccessLayers("security", "request", "config", "error")
          .whereLayer("quota")
          .mayOnlyBeAccessedByLayers("ratelimit")
          .whereLayer("quota")
          .mayNotAccessAnyLayer()
          .whereLayer("security")
          .mayOnlyBeAccessedByLayers("api", "admin", "http", "ratelimit", "jwt")
          .whereLayer("security")
          .mayOnlyAccessLayers("keys", "keytext", "request", "config", "metrics", "error")
          .whereLayer("keys")
          .mayOnlyBeAccessedByLayers("admin", "http", "security")
          .whereLayer("keys")
          .mayOnlyAccessLayers("keytext", "database", "request", "config", "error")
          .whereLayer("keytext")
          .mayNotAccessAnyLayer()
          .whereLayer("keytext")
          .mayOnlyBeAccessedByLayers("admin", "keys", "security")
          .whereLayer("database")
          .mayOnlyBeAccessedByLayers("keys")
          .whereLayer("database")
          .mayOnlyAccessLayers("config", "error")
          .whereLayer("request")
          .mayNotAccessAnyLayer()
          .whereLayer("json")
          .mayOnlyAccessLayers("error")
          .whereLayer("vectors")
          .mayOnlyBeAccessedByLayers("api", "wire")
          .whereLayer("wire")
          .mayOnlyBeAccessedByLayers("api", "admin", "body", "http", "fault")
          .whereLayer("metrics")
          .mayNotAccessAnyLayer()
          .whereLayer("connection")
          .mayOnlyBeAccessedByLayers("api", "body", "http", "fault", "logging")
          .whereLayer("connection")
          .mayOnlyAccessLayers("error")
          .whereLayer("similarity")
          .mayOnlyBeAccessedByLayers("api", "wire")
          .whereLayer("mlx")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("health")
          .mayOnlyBeAccessedByLayers("api", "admin", "http")
          .whereLayer("embedding")
          .mayOnlyBeAccessedByLayers("api", "admin", "body", "http", "wire", "health")
          .whereLayer("input")
          .mayOnlyBeAccessedByLayers("api", "wire", "embedding")
          .whereLayer("checkpoint")
          .mayOnlyBeAccessedByLayers("embedding", "health", "api")
          .whereLayer("checkpoint")
          .mayOnlyAccessLayers("model")
          .whereLayer("prompt")
          .mayOnlyBeAccessedByLayers("input")
          .whereLayer("prompt")
          .mayOnlyAccessLayers("model", "error")
          .whereLayer("image")
          .mayOnlyBeAccessedByLayers("input")
          .whereLayer("image")
          .mayOnlyAccessLayers("codec", "pixel", "model", "error")
          .whereLayer("codec")
          .mayOnlyBeAccessedByLayers("image")
          .whereLayer("codec")
          .mayOnlyAccessLayers("nativelib")
          .whereLayer("nativelib")
          .mayOnlyBeAccessedByLayers("codec", "mlx")
          .whereLayer("nativelib")
          .mayNotAccessAnyLayer()
          .whereLayer("resize")
          .mayOnlyBeAccessedByLayers("input")
          .whereLayer("resize")
          .mayOnlyAccessLayers("pixel")
          .whereLayer("pixel")
          .mayOnlyBeAccessedByLayers("input", "image", "resize")
          .whereLayer("pixel")
          .mayNotAccessAnyLayer()
          .whereLayer("cache")
          .mayOnlyBeAccessedByLayers("embedding", "health", "api", "admin")
          .whereLayer("cache")
          .mayOnlyAccessLayers("model", "error")
          .whereLayer("batching")
          .mayOnlyBeAccessedByLayers("api", "admin", "embedding", "engine")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("embedding")
          .whereLayer("engine")
          .mayOnlyAccessLayers("batching", "model", "error")
          .whereLayer("config")
          .mayOnlyAccessLayers("sources", "settings")
          .whereLayer("launch")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("launch")
          .mayOnlyAccessLayers("sources", "settings", "model", "boot")
          .whereLayer("boot")
          .mayOnlyBeAccessedByLayers("launch", "http")
          .whereLayer("boot")
          .mayNotAccessAnyLayer()
          .whereLayer("sources")
          .mayOnlyBeAccessedByLayers("config", "launch")
          .whereLayer("sources")
          .mayOnlyAccessLayers("settings", "error")
          .whereLayer("settings")
          .mayNotAccessAnyLayer()
          .whereLayer("error")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("com.tkr.embed.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheWebKnowsResources =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "com.tkr.embed.api..",
              "com.tkr.embed.admin..",
              "com.tkr.embed.body..",
              "com.tkr.embed.http..",
              "com.tkr.embed.fault..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.ws.rs..");

  @ArchTest
  static final ArchRule onlyTheWebSpeaksHttp =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "com.tkr.embed.api..",
              "com.tkr.embed.http..",
              "com.tkr.embed.fault..",
              "com.tkr.embed.intake..",
              "com.tkr.embed.connection..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.servlet..");

  @ArchTest
  static final ArchRule onlyConnectionKnowsTheContainer = only("connection", "org.glassfish..");

  @ArchTest
  static final ArchRule onlyTheNativeSideKnowsJavaCpp =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "com.tkr.embed.mlx..", "com.tkr.embed.codec..", "com.tkr.embed.nativelib..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule onlyImageKnowsDecoders = only("image", "javax.imageio..", "com.luciad..");

  @ArchTest
  static final ArchRule onlyCacheKnowsJCache =
      only("cache", "javax.cache..", "org.ehcache..", "org.h2.mvstore..");

  @ArchTest
  static final ArchRule onlyDatabaseKnowsDrivers =
      only("database", "org.postgresql..", "org.flywaydb..", "org.h2.jdbcx..", "org.h2.api..");

  @ArchTest static final ArchRule onlyJwtKnowsJose = only("jwt", "com.nimbusds..");

  /** The command line runs without a server, hence without what the platform carries. */
  @ArchTest
  static final ArchRule theCommandLineNeedsNoPlatform =
      noClasses()
          .that()
          .resideInAnyPackage(
              "com.tkr.embed.launch..",
              "com.tkr.embed.boot..",
              "com.tkr.embed.sources..",
              "com.tkr.embed.settings..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..", "com.fasterxml..");

  @ArchTest static final ArchRule onlyPromptKnowsTheTokenizer = only("prompt", "ai.djl..");

  @ArchTest
  static final ArchRule expectedErrorsHaveOneRoot =
      classes()
          .that()
          .areAssignableTo(RuntimeException.class)
          .and()
          .haveSimpleNameNotEndingWith("LoadFailed")
          .and()
          .haveSimpleNameNotEndingWith("LaunchFailed")
          .and()
          .haveSimpleNameNotEndingWith("StartRefused")
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
          .doNotHaveFullyQualifiedName("com.tkr.embed.launch.Main")
          .and()
          .doNotHaveFullyQualifiedName("com.tkr.embed.boot.Boot")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule onlyLoggingKnowsItsBackend =
      noClasses()
          .that()
          .resideOutsideOfPackage("com.tkr.embed.logging..")
          .and()
          // DataSource has a method that names the type
          .doNotHaveSimpleName("ConfiguredSource")
          .and()
          // which listens to what the platform logs and does not throw
          .doNotHaveSimpleName("KernelFaults")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging..");

  private static ArchRule only(String layer, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackage("com.tkr.embed." + layer + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }
}
