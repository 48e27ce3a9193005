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

  /** Of refusals, each with a column for what a client throws. */
  static final List<Integer> STATUSES = List.of(400, 401, 404, 429, 503);

  /** The tests that try clients: in Python and JavaScript, and in Java. */
  private static final List<String> TESTS =
      List.of(
          "ClientsIT",
          "LangChain4jCohereIT",
          "LangChain4jJinaIT",
          "LangChain4jOllamaIT",
          "LangChain4jOpenAiIT",
          "LangChain4jVoyageIT",
          "SpringAiIT");

  private static final List<String> HEAD =
      List.of(
          "# Clients",
          "",
          "Tried as they are published, against a server on this machine, by"
              + " `./deploy.sh test`; `ClientsIT` and the tests of clients in Java"
              + " (`TriedClient`) write this page.",
          "`src/test/python/requirements-clients.txt`, `requirements-voyageai.txt`,"
              + " `clients/node` and `pom.xml` pin them, `src/test/python/clients` has what each is"
              + " asked.",
          "",
          "Under a status stands what the client throws when it is answered so: -, where the dialect"
              + " has no such answer or the client no call for it.",
          "",
          "| client | version | checked | 400 | 401 | 404 | 429 | 503 | result |",
          "|---|---|---|---|---|---|---|---|---|");

  private ClientsTable() {}

  /**
   * Keeps the rows of some clients, and writes the page when those of all are there; unless
   * something was skipped: what this machine lacks is no result.
   */
  static synchronized void write(String tests, List<String> rows) throws IOException {
    Files.createDirectories(ROWS);
    Files.write(ROWS.resolve(tests + ".md"), rows);
    List<String> all = new ArrayList<>();
    for (String kind : TESTS) {
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
