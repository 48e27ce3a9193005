package com.tkr.embed.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tkr.embed.config.settings.Catalogue;
import com.tkr.embed.config.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The schema and the table of settings are written from the catalogue. {@code
 * -Dsettings.write=true} writes them anew.
 */
class GeneratedFilesTest {
  private static final boolean WRITE = Boolean.getBoolean("settings.write");
  private static final Path SCHEMA = Path.of("payara-config/config.schema.json");
  private static final Path DOCUMENT = Path.of("src/site/markdown/configuration.md");
  private static final String HEAD =
      "| setting | variable | default | allowed | meaning |\n|---|---|---|---|---|\n";

  @Test
  void the_schema_is_the_catalogues() throws IOException {
    if (WRITE) {
      Files.writeString(SCHEMA, JsonSchema.text());
    }
    assertThat(JsonSchema.text()).isEqualTo(Files.readString(SCHEMA));
  }

  @Test
  void the_schema_is_json_with_a_member_for_every_setting() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(JsonSchema.text());
    for (Setting setting : Catalogue.ALL) {
      String pointer = "/properties/" + setting.path().replace(".", "/properties/");
      assertThat(schema.at(pointer).path("description").asText()).contains(setting.variable());
    }
    JsonNode port = schema.at("/properties/server/properties/port");
    assertThat(port.path("default").intValue()).isEqualTo(8000);
    assertThat(port.at("/anyOf/0/maximum").intValue()).isEqualTo(65_535);
  }

  @Test
  void the_documents_table_has_a_row_for_every_setting_and_no_other() throws IOException {
    String document = Files.readString(DOCUMENT);
    if (WRITE) {
      String before = document.substring(0, document.indexOf(HEAD));
      String after = document.substring(document.indexOf("\n\n", document.indexOf(HEAD)));
      document = before + HEAD + String.join("\n", expectedRows()) + after;
      Files.writeString(DOCUMENT, document);
    }
    String table = document.substring(document.indexOf(HEAD) + HEAD.length());
    List<String> rows = table.lines().takeWhile(line -> line.startsWith("|")).toList();
    assertThat(rows).containsExactlyElementsOf(expectedRows());
  }

  private static List<String> expectedRows() {
    return Catalogue.ALL.stream().map(GeneratedFilesTest::row).toList();
  }

  private static String row(Setting setting) {
    String fallback = setting.byDefault().map(value -> "`" + value + "`").orElse("");
    return String.join(
        " | ",
        "| `" + setting.path() + "`",
        "`" + setting.variable() + "`",
        fallback,
        setting.type().expected(),
        setting.meaning() + (setting.secret() ? " (secret) |" : " |"));
  }
}
