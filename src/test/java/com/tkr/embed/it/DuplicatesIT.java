package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.input.InputLimits;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.standin.StandInRuntime;
import com.tkr.embed.standin.StandInVector;
import com.tkr.embed.testing.ProfiledFolders;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Many clients that ask for the same things at once: each thing is computed once, and everybody
 * gets what he asked for, by value.
 */
@ExtendWith(StandInServer.class)
@ResourceLock(StandInServer.LOCK)
class DuplicatesIT {
  private static final int THREADS = 64;

  /** Of each thread; {@code -Dduplicates.requests=10000} is the long run. */
  private static final int REQUESTS = Integer.getInteger("duplicates.requests", 25);

  private final Server server;
  private final Http http;
  private final Map<MixedRequest.Input, float[]> asked = new ConcurrentHashMap<>();

  DuplicatesIT(Server server, Http http) {
    this.server = server;
    this.http = http;
  }

  @Test
  void each_input_is_computed_once_and_every_caller_gets_its_own_vector() {
    http.send(http.request("/standin").DELETE());
    try (InputPreparer preparer = preparer()) {
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      List<CompletableFuture<Void>> clients =
          IntStream.range(0, THREADS)
              .mapToObj(i -> CompletableFuture.runAsync(() -> ask(preparer, i), threads))
              .toList();
      clients.forEach(CompletableFuture::join);
      threads.shutdown();
    }
    JsonNode computed = Http.json(http.get("/standin/computed"));
    assertThat(computed.get("distinct").intValue()).isEqualTo(asked.size());
    assertThat(computed.get("most").intValue()).as("computations of one input").isEqualTo(1);
    assertThat(computed.get("inputs").intValue()).isEqualTo(asked.size());
  }

  private void ask(InputPreparer preparer, int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < REQUESTS; i++) {
      MixedRequest request = MixedRequest.random(random);
      HttpResponse<byte[]> answer = http.send(request.over(http));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(Vectors.raw(answer.body())).isEqualTo(expected(preparer, request));
    }
  }

  /** The vectors one after the other: what the engine makes of the same ids and pixels. */
  private float[] expected(InputPreparer preparer, MixedRequest request) {
    float[] all = new float[request.inputs().size() * StandInServer.DIMENSIONS];
    for (int i = 0; i < request.inputs().size(); i++) {
      float[] vector = asked.computeIfAbsent(request.inputs().get(i), in -> vector(preparer, in));
      System.arraycopy(vector, 0, all, i * vector.length, vector.length);
    }
    return all;
  }

  private static float[] vector(InputPreparer preparer, MixedRequest.Input input) {
    return StandInVector.of(
        preparer.prepare(input.embeddingInput(), false).modelInput(), StandInServer.DIMENSIONS);
  }

  private InputPreparer preparer() {
    Path folder = server.data().resolve("demonstration");
    return InputPreparer.open(
        ProfiledFolders.telling(folder),
        StandInRuntime.info(folder, StandInServer.DIMENSIONS),
        InputLimits.of(new FixedSettings()));
  }
}
