package com.tkr.embed.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.model.DownloadProgress;
import com.tkr.embed.model.hub.DownloadFailed.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDownloadTest {
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

  private AbstractThrowableAssert<?, ?> assertRefused(Reason reason) {
    return assertThatThrownBy(() -> model.fetch())
        .isInstanceOfSatisfying(
            DownloadFailed.class, failure -> assertThat(failure.reason()).isEqualTo(reason));
  }

  @Test
  void whatAModelNeedsIsFetchedAndNothingElse() throws Exception {
    model.assertWhole(model.fetch());
  }

  @Test
  void theFolderIsInTheLayoutOfHuggingFacesTools() throws Exception {
    Path snapshot = model.fetch();
    Path link = snapshot.resolve(HubFixture.FIRST);
    String sha256 = StandInFile.hash("SHA-256", Files.readAllBytes(link));
    assertThat(Files.readSymbolicLink(link)).hasToString("../../blobs/" + sha256);
    assertThat(Files.readSymbolicLink(snapshot.resolve("1_Pooling/config.json")).toString())
        .startsWith("../../../blobs/");
    assertThat(model.cache.resolve("models--Org--Some-Model-7B/refs/main"))
        .hasContent(model.hub.commit());
  }

  @Test
  void theCacheFindsIt() throws Exception {
    Path snapshot = model.fetch();
    assertThat(model.hubCache().find(HubFixture.NAME)).contains(snapshot);
    assertThat(ModelFiles.missing(snapshot)).isEmpty();
  }

  @Test
  void whatIsThereIsNotFetchedAgain() throws Exception {
    model.fetch();
    Files.delete(model.repository().snapshot(model.hub.commit()).resolve("config.json"));
    model.hub.forgetRequests();
    model.assertWhole(model.fetch());
    assertThat(model.hub.requests()).noneMatch(line -> line.startsWith("GET /lfs/"));
  }

  @Test
  void filesOfTheSameContentAreFetchedOnce() throws Exception {
    model.hub.file("generation_config.json", "{\"version\":\"1.0\"}");
    Path snapshot = model.fetch();
    assertThat(snapshot.resolve("generation_config.json"))
        .hasSameBinaryContentAs(snapshot.resolve("tokenizer.json"));
    assertThat(model.meter.now().share()).isEqualTo(1);
  }

  @Test
  void aCommitFetchesThatCommitAndNamesNoBranch() throws Exception {
    ModelName name = new ModelName(StandInHub.REPOSITORY, Optional.of(model.hub.commit()));
    model.assertWhole(model.download().fetch(name));
    assertThat(model.repository().folder().resolve("refs")).doesNotExist();
  }

  @Test
  void aNewCommitFetchesWhatHasChanged() throws Exception {
    model.fetch();
    model.hub.push("1".repeat(40));
    model.hub.file("config.json", "{\"model_type\":\"qwen3_vl\"}");
    model.hub.forgetRequests();
    Path snapshot = model.fetch();
    assertThat(snapshot.resolve("config.json")).hasContent("{\"model_type\":\"qwen3_vl\"}");
    assertThat(model.hub.requests()).noneMatch(line -> line.startsWith("GET /lfs/"));
    assertThat(model.repository().commit("main")).contains("1".repeat(40));
  }

  @Test
  void theMeterEndsAtTheWhole() throws Exception {
    model.fetch();
    DownloadProgress progress = model.meter.now();
    assertThat(progress.bytes()).isEqualTo(progress.totalBytes()).isGreaterThan(500_000);
    assertThat(progress.share()).isEqualTo(1);
  }

  @Test
  void theTokenGoesToTheHubAndNotToItsStorage() throws Exception {
    model.hub.requireToken("hf_secret");
    model.token = Optional.of("hf_secret");
    model.assertWhole(model.fetch());
    assertThat(model.hub.requests())
        .filteredOn(line -> line.contains("/lfs/"))
        .isNotEmpty()
        .noneMatch(line -> line.contains("hf_secret"));
  }

  @Test
  void aGatedRepositorySaysWhereToAgree() {
    model.hub.requireToken("hf_secret");
    assertRefused(Reason.DENIED)
        .hasMessageContaining("agree at " + model.hub.endpoint() + "/Org/Some-Model-7B")
        .hasMessageContaining("set HF_TOKEN");
  }

  @Test
  void aGatedRepositoryTellsWhoeverHasATokenThatItIsNotEnough() {
    model.hub.requireToken("hf_secret");
    model.token = Optional.of("hf_other");
    assertRefused(Reason.DENIED)
        .hasMessageContaining("with the account that the token is of")
        .hasMessageNotContaining("hf_");
  }

  @Test
  void aMissingRepositoryIsNoGatedOne() {
    assertThatThrownBy(() -> model.download().fetch(new ModelName("Org/Other", Optional.empty())))
        .isInstanceOfSatisfying(
            DownloadFailed.class, e -> assertThat(e.reason()).isEqualTo(Reason.MISSING))
        .hasMessageContaining("has no repository Org/Other; if it is private, set HF_TOKEN");
  }

  @Test
  void aMissingRevisionIsTold() {
    ModelName name = new ModelName(StandInHub.REPOSITORY, Optional.of("v9"));
    assertThatThrownBy(() -> model.download().fetch(name))
        .isInstanceOf(DownloadFailed.class)
        .hasMessage("Org/Some-Model-7B has no revision v9");
  }

  @Test
  void offlineNothingIsAsked() {
    model.offline = true;
    assertRefused(Reason.OFFLINE).hasMessageContaining("HF_HUB_OFFLINE");
    assertThat(model.hub.requests()).isEmpty();
  }

  @Test
  void aFileThatWouldLieElsewhereRefusesTheRepository() {
    model.hub.file("../../evil.json", "{}");
    assertRefused(Reason.DAMAGED).hasMessageContaining("impossible files");
  }

  @Test
  void anIndexThatNamesAMissingShardRefusesTheRepository() {
    model.hub.file(ModelFiles.INDEX, "{\"weight_map\":{\"a\":\"../../../evil.safetensors\"}}");
    assertRefused(Reason.MISSING).hasMessageContaining("it has no ../../../evil.safetensors");
  }

  @Test
  void aRepositoryWithoutATokenizerIsNoModel() throws IOException {
    try (StandInHub bare = new StandInHub()) {
      bare.file("config.json", "{}").file("model.safetensors", new byte[8]);
      HubAccess access = HubFixture.direct(bare.endpoint(), Optional.empty(), false);
      ModelDownload download =
          new ModelDownload(
              model.hubCache(), access, DownloadOptions.standard(), new DownloadMeter());
      assertThatThrownBy(() -> download.fetch(HubFixture.NAME))
          .hasMessage("Org/Some-Model-7B is no model that can be served: it has no tokenizer.json");
    }
  }

  @Test
  void tooLittleRoomIsToldBeforeAnythingIsFetched() {
    model.freeBytes = 400_000;
    assertRefused(Reason.UNWRITABLE)
        .hasMessageContaining("takes 500 kB more on the disk")
        .hasMessageContaining("has 400 kB");
    assertThat(model.hub.requests()).noneMatch(line -> line.startsWith("GET /lfs/"));
  }

  @Test
  void whatHasComeAlreadyNeedsNoRoom() throws Exception {
    Files.createDirectories(model.repository().blobs());
    String etag = StandInFile.hash("SHA-256", HubFixture.random(1, HubFixture.FIRST_BYTES));
    byte[] begun = HubFixture.random(1, HubFixture.FIRST_BYTES);
    Files.write(model.repository().partial(etag), java.util.Arrays.copyOf(begun, 250_000));
    model.freeBytes = 260_000;
    model.assertWhole(model.fetch());
    assertThat(model.hub.requests())
        .anyMatch(line -> line.contains("/lfs/" + HubFixture.FIRST + " bytes=250000-"));
  }
}
