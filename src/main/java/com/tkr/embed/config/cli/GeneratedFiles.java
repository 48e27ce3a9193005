package com.tkr.embed.config.cli;

import com.tkr.embed.config.settings.Catalogue;
import com.tkr.embed.config.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** What is written from the catalogue: the JSON Schema, and the table of configuration.md. */
final class GeneratedFiles {
  static final Path SCHEMA = Path.of("payara-config/config.schema.json");
  static final Path DOCUMENT = Path.of("src/site/markdown/configuration.md");
  private static final String HEAD =
      "| setting | variable | default | allowed | meaning |\n|---|---|---|---|---|\n";

  private GeneratedFiles() {}

  /** Writes both, in the folder of the sources. */
  static void write() throws IOException {
    Files.writeString(SCHEMA, JsonSchema.text());
    Files.writeString(DOCUMENT, document(Files.readString(DOCUMENT)));
  }

  /** The document with a row for every setting in its table, and no other. */
  static String document(String text) {
    int table = text.indexOf(HEAD);
    String rows = Catalogue.ALL.stream().map(GeneratedFiles::row).collect(Collectors.joining("\n"));
    return text.substring(0, table) + HEAD + rows + text.substring(text.indexOf("\n\n", table));
  }

  private static String row(Setting<?> setting) {
    return String.join(
        " | ",
        "| `" + setting.path() + "`",
        "`" + setting.variable() + "`",
        setting.byDefault().map(value -> "`" + value + "`").orElse(""),
        setting.type().expected(),
        setting.meaning() + (setting.secret() ? " (secret) |" : " |"));
  }
}
