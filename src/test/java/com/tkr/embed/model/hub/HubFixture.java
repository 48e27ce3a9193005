package com.tkr.embed.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A stand-in hub with a small model in two shards, and a cache to fetch it into. */
final class HubFixture implements AutoCloseable {
  static final ModelName NAME = new ModelName(StandInHub.REPOSITORY, Optional.empty());
  static final String FIRST = "model-00001-of-00002.safetensors";
  static final String SECOND = "model-00002-of-00002.safetensors";
  static final int FIRST_BYTES = 300_000;
  static final int SECOND_BYTES = 200_000;

  final StandInHub hub;
  final Path cache;
  final DownloadMeter meter = new DownloadMeter();

  /** What the download was made to wait. */
  final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());

  volatile long freeBytes = Long.MAX_VALUE;
  URI endpoint;
  Optional<String> token = Optional.empty();
  Duration answer = Duration.ofSeconds(20);
  boolean offline;

  HubFixture(Path cache) throws IOException {
    this.cache = cache;
    hub = new StandInHub();
    endpoint = hub.endpoint();
    hub.file("config.json", "{\"model_type\":\"qwen2_vl\"}")
        .file("tokenizer.json", "{\"version\":\"1.0\"}")
        .file(ModelFiles.INDEX, index())
        .file(FIRST, random(1, FIRST_BYTES))
        .file(SECOND, random(2, SECOND_BYTES))
        .file("README.md", "# A model")
        .file("pytorch_model.bin", random(3, 1000))
        .file("onnx/model.onnx", random(4, 1000))
        .file("1_Pooling/config.json", "{\"pooling_mode_lasttoken\":true}");
  }

  private static String index() {
    return "{\"metadata\":{\"total_size\":500000},\"weight_map\":{\"a\":\"%s\",\"b\":\"%s\",\"c\":\"%s\"}}"
        .formatted(FIRST, SECOND, SECOND);
  }

  static byte[] random(long seed, int bytes) {
    byte[] content = new byte[bytes];
    new Random(seed).nextBytes(content);
    return content;
  }

  HubCache hubCache() {
    return new HubCache(List.of(cache));
  }

  CachedRepository repository() {
    return new CachedRepository(cache, StandInHub.REPOSITORY);
  }

  ModelDownload download() {
    HubAccess access = HubFixture.direct(endpoint, token, offline);
    DownloadOptions options =
        new DownloadOptions(
            4, 5, Duration.ofSeconds(1), answer, Duration.ofMillis(500), new Machine());
    return new ModelDownload(hubCache(), access, options, meter);
  }

  Path fetch() throws IOException, InterruptedException {
    return download().fetch(NAME);
  }

  /** That every file of the model is there, the right one, and nothing else. */
  void assertWhole(Path snapshot) throws IOException {
    assertThat(snapshot).isEqualTo(repository().snapshot(hub.commit()));
    assertThat(Folders.files(snapshot).stream().map(snapshot::relativize).map(Path::toString))
        .containsExactlyInAnyOrder(
            "1_Pooling/config.json",
            "config.json",
            FIRST,
            SECOND,
            ModelFiles.INDEX,
            "tokenizer.json");
    assertThat(snapshot.resolve(FIRST)).hasBinaryContent(random(1, FIRST_BYTES));
    assertThat(snapshot.resolve(SECOND)).hasBinaryContent(random(2, SECOND_BYTES));
    assertThat(snapshot.resolve("config.json")).hasContent("{\"model_type\":\"qwen2_vl\"}");
    assertThat(partials()).isEmpty();
  }

  /** That nothing has a name that is not right, and a configuration lacks nothing. */
  void assertNothingWrong() throws IOException {
    Path snapshot = repository().snapshot(hub.commit());
    if (Files.exists(snapshot.resolve("config.json"))) {
      assertWhole(snapshot);
    }
    for (Path blob : blobs()) {
      String name = blob.getFileName().toString();
      if (!name.endsWith(".incomplete")) {
        ContentHash hash = new ContentHash(name, Files.size(blob));
        hash.update(ByteBuffer.wrap(Files.readAllBytes(blob)));
        assertThat(hash.matches()).as(name).isTrue();
      }
    }
  }

  List<Path> partials() throws IOException {
    return blobs().stream().filter(blob -> blob.toString().endsWith(".incomplete")).toList();
  }

  private List<Path> blobs() throws IOException {
    return Files.isDirectory(repository().blobs())
        ? Folders.files(repository().blobs())
        : List.of();
  }

  @Override
  public void close() {
    hub.close();
  }

  private final class Machine implements DownloadOptions.Machine {
    @Override
    public long freeBytes(Path folder) {
      return freeBytes;
    }

    @Override
    public void sleep(Duration time) {
      pauses.add(time);
    }
  }

  /** The hub at an address, asked through no proxy. */
  static HubAccess direct(URI endpoint, Optional<String> token, boolean offline) {
    return new HubAccess(endpoint, token, offline, ProxySelector.of(null));
  }
}
