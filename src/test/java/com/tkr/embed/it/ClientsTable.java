package com.tkr.embed.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The page of the site that says which clients were tried, written by the run that tried them. */
final class ClientsTable {
  private static final Path PAGE = Path.of("src/site/markdown/clients.md");
  private static final List<String> HEAD =
      List.of(
          "# Clients",
          "",
          "Tried as they are published, against a server on this machine, by"
              + " `./deploy.sh test`; `ClientsIT` writes this page.",
          "`src/test/python/requirements-clients.txt` pins them, `src/test/python/clients` has what"
              + " each is asked.",
          "",
          "| client | version | checked | result |",
          "|---|---|---|---|");

  private ClientsTable() {}

  /** Writes it anew, unless something was skipped: what this machine lacks is no result. */
  static void write(List<String> rows) throws IOException {
    if (rows.stream().noneMatch(row -> row.contains(" skipped"))) {
      Files.writeString(PAGE, String.join("\n", HEAD) + "\n" + String.join("\n", rows) + "\n");
    }
  }
}
