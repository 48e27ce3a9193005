package com.tkr.embed.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.testing.PythonOracle;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One download for Python's huggingface_hub and for this server, whoever makes it. */
class HuggingFaceToolsTest {
  @TempDir Path temporary;
  private HubFixture model;

  @BeforeEach
  void begin() throws IOException {
    model = new HubFixture(temporary.resolve("hub"));
  }

  @AfterEach
  void end() {
    model.close();
  }

  @Test
  void theyFindWhatWeHaveFetched() throws Exception {
    Path snapshot = model.fetch();
    PythonOracle.run("hub_cache.py", "find", model.cache, StandInHub.REPOSITORY, snapshot);
  }

  @Test
  void whatTheyHaveFetchedIsUsedWithoutARequest() {
    theyFetch();
    model.hub.forgetRequests();
    assertThat(model.hubCache().find(HubFixture.NAME))
        .contains(model.repository().snapshot(model.hub.commit()))
        .hasValueSatisfying(folder -> assertThat(ModelFiles.missing(folder)).isEmpty());
    assertThat(model.hub.requests()).isEmpty();
  }

  @Test
  void ofWhatTheyHaveFetchedNothingIsFetchedAgain() throws Exception {
    theyFetch();
    model.hub.forgetRequests();
    model.fetch();
    assertThat(model.hub.requests()).noneMatch(line -> line.startsWith("GET /lfs/"));
    assertThat(model.partials()).isEmpty();
  }

  private void theyFetch() {
    PythonOracle.run(
        "hub_cache.py", "fetch", model.cache, model.hub.endpoint(), StandInHub.REPOSITORY);
  }
}
