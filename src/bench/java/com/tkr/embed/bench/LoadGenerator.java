package com.tkr.embed.bench;

import io.hyperfoil.api.config.BenchmarkBuilder;
import io.hyperfoil.api.config.PhaseBuilder;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.http.api.HttpMethod;
import io.hyperfoil.http.config.HttpPluginBuilder;
import io.hyperfoil.http.steps.HttpRequestStepBuilder;
import io.hyperfoil.http.steps.HttpStepCatalog;
import java.time.Duration;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Puts load on a server by Hyperfoil, on one event loop. Latency in the open loop counts from the
 * moment a request was due, whether or not a connection was free then: no coordinated omission.
 */
final class LoadGenerator {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration LEFTOVERS = Duration.ofSeconds(30);

  private LoadGenerator() {}

  static Outcome run(Load load) {
    Recording recording = new Recording(load);
    BenchmarkBuilder benchmark = BenchmarkBuilder.builder().name("serving").threads(1);
    benchmark
        .addPlugin(HttpPluginBuilder::new)
        .http()
        .host(load.server().toString())
        .allowHttp2(false)
        .requestTimeout(TIMEOUT.toMillis())
        .sharedConnections(load.connections());
    HttpRequestStepBuilder request =
        phase(benchmark, load)
            .duration(load.duration().toMillis())
            .maxDuration(load.duration().plus(LEFTOVERS).toMillis())
            .scenario()
            .initialSequence("request")
            .step(HttpStepCatalog.SC)
            .httpRequest(recording.posts() ? HttpMethod.POST : HttpMethod.GET);
    describe(request, recording);
    Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.FATAL);
    new LocalSimulationRunner(benchmark.build()).run();
    return recording.outcome();
  }

  private static PhaseBuilder<?> phase(BenchmarkBuilder benchmark, Load load) {
    PhaseBuilder.Catalog phase = benchmark.addPhase("load");
    return load.isOpen()
        ? phase
            .constantRate(0)
            .usersPerSec(load.rate())
            .variance(false)
            .maxSessions(load.connections())
        : phase.always(load.connections());
  }

  private static void describe(HttpRequestStepBuilder request, Recording recording) {
    request
        .path(recording::begin)
        .headerAppender(recording::headers)
        .handler()
        .status(recording::status)
        .header(recording::header)
        .body(fragmented -> recording)
        .onCompletion(recording::end)
        .autoRangeCheck(false)
        .stopOnInvalid(false);
    if (recording.posts()) {
      request.body(recording::body);
    }
  }
}
