package com.tkr.embed.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.model.ModelLoadFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLocationTest {
  @TempDir Path temporary;

  private HubCache cache() {
    return new HubCache(List.of(temporary.resolve("first"), temporary.resolve("hub")));
  }

  private Path snapshot(String commit) throws IOException {
    Path repository = temporary.resolve("hub/models--Org--Some-Model-7B");
    Files.createDirectories(repository.resolve("refs"));
    Files.writeString(repository.resolve("refs/main"), commit + "\n");
    return Files.createDirectories(repository.resolve("snapshots").resolve(commit));
  }

  @Test
  void aFolderIsItself() throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("My-Model"));
    ModelLocation location = ModelLocation.find(folder.toString(), cache());
    assertThat(location).isEqualTo(new ModelLocation("My-Model", folder));
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(temporary.resolve("model.gguf"), "GGUF");
    assertThatThrownBy(() -> ModelLocation.find(file.toString(), cache()))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContaining("a file; name the folder");
  }

  @Test
  void aHubNameIsTheSnapshotOfItsMainRevision() throws IOException {
    Path snapshot = snapshot("abc123");
    ModelLocation location = ModelLocation.find("Org/Some-Model-7B", cache());
    assertThat(location).isEqualTo(new ModelLocation("Some-Model-7B", snapshot));
  }

  @Test
  void aHubNameMayNameItsRevision() throws IOException {
    Path snapshot = snapshot("abc123");
    assertThat(ModelLocation.find("Org/Some-Model-7B@abc123", cache()).folder())
        .isEqualTo(snapshot);
    assertThatThrownBy(() -> ModelLocation.find("Org/Some-Model-7B@other", cache()))
        .isInstanceOf(ModelLoadFailed.class);
  }

  @Test
  void whatIsNowhereIsToldWithEveryPlaceLookedInto() {
    assertThatThrownBy(() -> ModelLocation.find("Org/Other", cache()))
        .isInstanceOf(ModelLoadFailed.class)
        .hasMessageContaining(temporary.resolve("first").toString())
        .hasMessageContaining(temporary.resolve("hub").toString());
  }

  @Test
  void whatIsNeitherFolderNorHubNameIsTold() {
    for (String path : List.of("/no/such/folder", "nothing", "../..//x", "a\0b", "org/na\nme")) {
      assertThatThrownBy(() -> ModelLocation.find(path, cache()))
          .isInstanceOf(ModelLoadFailed.class)
          .hasMessageContaining("there is no such folder");
    }
  }
}
