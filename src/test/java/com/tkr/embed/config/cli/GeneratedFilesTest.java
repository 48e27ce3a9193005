package com.tkr.embed.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.config.settings.Catalogue;
import com.tkr.embed.config.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The schema and the table of settings are written from the catalogue. */
class GeneratedFilesTest {
  private static final String WRITE = "written by ./deploy.sh config schema --write";

  @Test
  void the_schema_is_the_catalogues() throws IOException {
    assertThat(Files.readString(GeneratedFiles.SCHEMA)).as(WRITE).isEqualTo(JsonSchema.text());
  }

  @Test
  void the_schema_is_json_with_a_member_for_every_setting() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(JsonSchema.text());
    for (Setting<?> setting : Catalogue.ALL) {
      String pointer = "/properties/" + setting.path().replace(".", "/properties/");
      assertThat(schema.at(pointer).path("description").asText()).contains(setting.variable());
    }
    JsonNode port = schema.at("/properties/server/properties/port");
    assertThat(port.path("default").intValue()).isEqualTo(8000);
    assertThat(port.at("/anyOf/0/maximum").intValue()).isEqualTo(65_535);
  }

  @Test
  void the_documents_table_has_a_row_for_every_setting_and_no_other() throws IOException {
    String document = Files.readString(GeneratedFiles.DOCUMENT);
    assertThat(document).as(WRITE).isEqualTo(GeneratedFiles.document(document));
    for (Setting<?> setting : Catalogue.ALL) {
      assertThat(document)
          .containsOnlyOnce("\n| `" + setting.path() + "` | `" + setting.variable() + "` | ");
    }
  }
}
