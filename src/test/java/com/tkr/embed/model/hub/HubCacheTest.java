package com.tkr.embed.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubCacheTest {
  private static final String OPS = "OpenSearch-AI/Ops-MM-embedding-v1-2B";
  private static final String PIN = "69c23ac5595bb7fb3a9959df96fe155b3650c01e";

  @TempDir Path temporary;

  private HubCache cache() {
    return new HubCache(List.of(temporary.resolve("first"), temporary.resolve("second")));
  }

  private Path snapshot(String hub, String commit, String... files) throws IOException {
    CachedRepository repository = new CachedRepository(temporary.resolve(hub), OPS);
    Path snapshot = Files.createDirectories(repository.snapshot(commit));
    for (String file : files) {
      Files.writeString(snapshot.resolve(file), "{}");
    }
    return snapshot;
  }

  private Path whole(String hub, String commit) throws IOException {
    return snapshot(hub, commit, "config.json", "tokenizer.json", "model.safetensors");
  }

  private Optional<Path> find(String name) {
    return cache().find(ModelName.parse(name).orElseThrow());
  }

  @Test
  void thePinnedCommitComesBeforeTheNewest() throws IOException {
    new CachedRepository(temporary.resolve("second"), OPS).remember("main", "newer");
    Path newer = whole("second", "newer");
    assertThat(find("ops-2b")).contains(newer);
    Path pinned = whole("second", PIN);
    assertThat(find("ops-2b")).contains(pinned);
    assertThat(find("ops-2b@main")).contains(newer);
  }

  @Test
  void aRevisionThatWasAskedForIsNotReplacedByAnother() throws IOException {
    new CachedRepository(temporary.resolve("first"), OPS).remember("main", "newer");
    whole("first", "newer");
    assertThat(find("ops-2b@v1")).isEmpty();
    assertThat(find("ops-2b@" + PIN)).isEmpty();
  }

  @Test
  void aModelThatLiesOnAnotherDiskIsRemovedThere() throws Exception {
    Path other = Files.createDirectories(temporary.resolve("other"));
    Path link = new CachedRepository(temporary.resolve("first"), OPS).folder();
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, other);
    Files.write(Files.createDirectories(other.resolve("blobs")).resolve("b"), new byte[7]);
    assertThat(cache().remove(ModelName.parse("ops-2b").orElseThrow(), () -> {})).contains(7L);
    assertThat(other).doesNotExist();
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void aWholeModelComesBeforeAPartOfOne() throws IOException {
    Path part = snapshot("first", PIN, "config.json");
    assertThat(find("ops-2b")).contains(part);
    Path whole = whole("second", PIN);
    assertThat(find("ops-2b")).contains(whole);
  }

  @Test
  void everySnapshotIsListedWithWhatItLacks() throws IOException {
    whole("first", PIN);
    snapshot("second", "other", "config.json");
    Files.createDirectories(temporary.resolve("second/datasets--a--b/snapshots/x"));
    Files.createDirectories(temporary.resolve("second/.locks/models--a--b"));
    assertThat(cache().models())
        .extracting(CachedModel::repository, CachedModel::commit, CachedModel::bytes)
        .containsExactly(tuple(OPS, PIN, 6L), tuple(OPS, "other", 2L));
    assertThat(cache().models().get(0).missing()).isEmpty();
    assertThat(cache().models().get(1).missing())
        .hasValueSatisfying(line -> assertThat(line).contains("there is no tokenizer.json"));
  }

  @Test
  void whatIsRemovedIsNowhere() throws Exception {
    whole("first", PIN);
    Path second = whole("second", PIN);
    assertThat(cache().remove(new ModelName(OPS, Optional.empty()), () -> {})).contains(12L);
    assertThat(find("ops-2b")).isEmpty();
    assertThat(second.getParent().getParent()).doesNotExist();
    assertThat(cache().remove(new ModelName(OPS, Optional.empty()), () -> {})).isEmpty();
  }
}
