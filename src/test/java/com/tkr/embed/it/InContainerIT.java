package com.tkr.embed.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tkr.embed.embedding.EmbeddingRequest;
import com.tkr.embed.embedding.Embeddings;
import com.tkr.embed.embedding.ModelLifecycle;
import com.tkr.embed.embedding.RequestOptions;
import com.tkr.embed.embedding.cache.CacheFile;
import com.tkr.embed.embedding.cache.CacheKey;
import com.tkr.embed.embedding.cache.CacheLimits;
import com.tkr.embed.embedding.cache.CachedVector;
import com.tkr.embed.embedding.cache.VectorCache;
import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.model.ModelState;
import com.tkr.embed.rest.embed.RequestReader;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The beans as the container makes them, seen from inside the built WAR. */
@ExtendWith(ArquillianExtension.class)
@Isolated("the container runs in the tests' own process")
class InContainerIT {
  private static final int LOADS_WITHIN_SECONDS = 120;

  @Inject private ModelLifecycle lifecycle;
  @Inject private RequestReader reader;
  @Inject private Config config;
  @Inject @Readiness private Instance<HealthCheck> readiness;

  @Deployment
  static WebArchive war() {
    WebArchive war = ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/ROOT.war"));
    return war.setWebXML(new StringAsset(letsTheRunnerIn(war)));
  }

  /** Our filter denies every servlet that it does not know, and would deny the tests' runner. */
  private static String letsTheRunnerIn(WebArchive war) {
    try (InputStream descriptor = war.get("WEB-INF/web.xml").getAsset().openStream()) {
      return new String(descriptor.readAllBytes(), StandardCharsets.UTF_8)
          .replace("<url-pattern>/*</url-pattern>", "<url-pattern>/embed/*</url-pattern>");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void waitForTheModel() throws InterruptedException {
    for (int i = 0; i < LOADS_WITHIN_SECONDS && !isReady(); i++) {
      TimeUnit.SECONDS.sleep(1);
    }
  }

  /** Sees JCache, Ehcache and the file of H2 that the platform carries. */
  @Test
  void the_cache_outlives_a_restart_inside_the_container(@TempDir Path folder) throws Exception {
    CacheLimits limits = new CacheLimits(3584, 6000, 0, Duration.ofHours(1));
    CacheFile file = new CacheFile(folder, "revision", 16 << 20);
    CachedVector vector = CachedVector.of(new float[3584], 7, false);
    List<CacheKey> keys = List.of(new CacheKey(1, 2));
    try (VectorCache cache = VectorCache.open(limits, file, Thread::new)) {
      cache.lookup(keys, indices -> List.of(CompletableFuture.completedFuture(vector)));
      assertEquals(1, cache.lookup(keys, indices -> List.of()).hits());
    }
    try (VectorCache cache = VectorCache.open(limits, file, Thread::new)) {
      for (int i = 0; i < 100 && cache.stats().entries() == 0; i++) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      assertEquals(7, cache.lookup(keys, indices -> List.of()).hit(0).tokens());
    }
  }

  @Test
  void the_model_embeds_inside_the_container() throws Exception {
    ModelState.Ready ready = assertInstanceOf(ModelState.Ready.class, lifecycle.status().state());
    EmbeddingRequest request =
        new EmbeddingRequest(List.of(new EmbeddingInput("a red circle", List.of(), null)), true);
    RequestOptions options =
        new RequestOptions("test", System.nanoTime() + TimeUnit.MINUTES.toNanos(1), true);
    Embeddings embeddings =
        lifecycle.use(embedder -> embedder.embed(request, options)).get(1, TimeUnit.MINUTES);
    assertEquals(1, embeddings.vectors().size());
    assertEquals(ready.info().embeddingDim(), embeddings.vectors().get(0).length);
  }

  @Test
  void the_readiness_check_is_a_bean_and_up() {
    assertEquals(HealthCheckResponse.Status.UP, readiness.get().call().getStatus());
  }

  @Test
  void the_reader_of_requests_is_one_plain_object_made_from_the_configuration() {
    assertTrue(reader.getClass() == RequestReader.class);
  }

  @Test
  void the_configuration_is_the_files_as_it_was_read() {
    assertEquals("testing", config.getValue("embedding.env", String.class));
    assertEquals(2, config.getValue("embedding.threads", Integer.class));
    assertEquals("a${b}c,d", config.getValue("mp.jwt.verify.audiences", String.class));
    assertEquals(8000, config.getValue("embedding.port", Integer.class));
    assertTrue(config.getOptionalValue("embedding.api-key", String.class).isEmpty());
  }

  private boolean isReady() {
    return lifecycle.status().state() instanceof ModelState.Ready;
  }
}
