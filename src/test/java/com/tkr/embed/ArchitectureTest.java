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
          .layer("security")
          .definedBy("com.tkr.embed.security..")
          .layer("request")
          .definedBy("com.tkr.embed.request..")
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
          .layer("model")
          .definedBy("com.tkr.embed.model..")
          .layer("config")
          .definedBy("com.tkr.embed.config..")
          .layer("error")
          .definedBy("com.tkr.embed.error..")
          .whereLayer("api")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("admin")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("api", "admin")
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
          .mayOnlyBeAccessedByLayers("api", "admin")
          .whereLayer("ratelimit")
          .mayOnlyAccessLayers("security", "request", "config", "metrics", "error")
          .whereLayer("security")
          .mayOnlyBeAccessedByLayers("api", "admin", "http", "ratelimit")
          .whereLayer("security")
          .mayOnlyAccessLayers("request", "config", "metrics", "error")
          .whereLayer("request")
          .mayNotAccessAnyLayer()
          .whereLayer("wire")
          .mayOnlyBeAccessedByLayers("api", "admin", "http", "fault")
          .whereLayer("metrics")
          .mayNotAccessAnyLayer()
          .whereLayer("connection")
          .mayOnlyBeAccessedByLayers("api", "http", "fault", "logging")
          .whereLayer("connection")
          .mayOnlyAccessLayers("error")
          .whereLayer("similarity")
          .mayOnlyBeAccessedByLayers("api", "wire")
          .whereLayer("mlx")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("health")
          .mayOnlyBeAccessedByLayers("api", "admin", "http")
          .whereLayer("embedding")
          .mayOnlyBeAccessedByLayers("api", "admin", "http", "wire", "health")
          .whereLayer("input")
          .mayOnlyBeAccessedByLayers("api", "wire", "embedding")
          .whereLayer("prompt")
          .mayOnlyBeAccessedByLayers("input")
          .whereLayer("prompt")
          .mayOnlyAccessLayers("model", "error")
          .whereLayer("image")
          .mayOnlyBeAccessedByLayers("input")
          .whereLayer("image")
          .mayOnlyAccessLayers("pixel", "model", "error")
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

  @ArchTest static final ArchRule onlyMlxKnowsJavaCpp = only("mlx", "org.bytedeco..");

  @ArchTest
  static final ArchRule onlyImageKnowsDecoders =
      only("image", "javax.imageio..", "com.twelvemonkeys..", "com.luciad..");

  @ArchTest
  static final ArchRule onlyCacheKnowsJCache =
      only("cache", "javax.cache..", "org.ehcache..", "org.h2.mvstore..");

  @ArchTest static final ArchRule onlyPromptKnowsTheTokenizer = only("prompt", "ai.djl..");

  @ArchTest
  static final ArchRule expectedErrorsHaveOneRoot =
      classes()
          .that()
          .areAssignableTo(RuntimeException.class)
          .and()
          .haveSimpleNameNotEndingWith("LoadFailed")
          .and()
          .haveSimpleNameNotEndingWith("InvalidSetting")
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
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule onlyLoggingKnowsItsBackend = only("logging", "java.util.logging..");

  private static ArchRule only(String layer, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackage("com.tkr.embed." + layer + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }
}
