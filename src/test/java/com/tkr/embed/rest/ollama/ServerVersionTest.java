package com.tkr.embed.rest.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ServerVersionTest {
  @Test
  void is_the_one_of_the_description_and_of_the_build() throws IOException {
    String yaml = Files.readString(Path.of("src/main/resources/META-INF/openapi.yaml"));
    Object description = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    JsonNode info = new ObjectMapper().valueToTree(description).path("info");
    assertThat(ServerVersion.read()).isEqualTo(info.path("version").asText()).isNotEmpty();
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<version>" + ServerVersion.read() + "-SNAPSHOT</version>");
  }
}
