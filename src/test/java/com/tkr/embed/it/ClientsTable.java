package com.tkr.embed.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The page of the site that says which clients were tried, written by the runs that tried them. */
final class ClientsTable {
  private static final Path PAGE = Path.of("src/site/markdown/clients.md");
  private static final Path ROWS = Path.of("target", "clients", "rows");

  /** Those that {@link ClientsIT} tries in Python and JavaScript, and {@link LangChain4jIT}. */
  private static final List<String> KINDS = List.of("clients", "langchain4j");

  private static final List<String> HEAD =
      List.of(
          "# Clients",
          "",
          "Tried as they are published, against a server on this machine, by"
              + " `./deploy.sh test`; `ClientsIT` and `LangChain4jIT` write this page.",
          "`src/test/python/requirements-clients.txt` pins them, `src/test/python/clients` has what"
              + " each is asked.",
          "",
          "| client | version | checked | result |",
          "|---|---|---|---|");

  private ClientsTable() {}

  /**
   * Keeps the rows of some clients, and writes the page when those of all are there; unless
   * something was skipped: what this machine lacks is no result.
   */
  static synchronized void write(String clients, List<String> rows) throws IOException {
    Files.createDirectories(ROWS);
    Files.write(ROWS.resolve(clients + ".md"), rows);
    List<String> all = new ArrayList<>();
    for (String kind : KINDS) {
      Path some = ROWS.resolve(kind + ".md");
      if (!Files.exists(some)) {
        return;
      }
      all.addAll(Files.readAllLines(some));
    }
    if (all.stream().noneMatch(row -> row.contains(" skipped") || row.contains(" failed"))) {
      Collections.sort(all);
      Files.writeString(PAGE, String.join("\n", HEAD) + "\n" + String.join("\n", all) + "\n");
    }
  }
}
