package com.tkr.embed.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /** What the rows begin with that are tried apart from the others, by {@link MtebIT}. */
  private static final String APART = "| mteb |";

  private static final List<String> HEAD =
      List.of(
          "# Clients",
          "",
          "Tried as they are published, against a server on this machine, by"
              + " `./deploy.sh test`; `ClientsIT` and the tests of clients in Java"
              + " (`TriedClient`) write this page.",
          "mteb is tried apart, by `mvn verify -Dtests.left-out=none -Dtest=none"
              + " -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=MtebIT`: what it needs is"
              + " 6.5 GB.",
          "`src/test/python/requirements-clients.txt`, `requirements-mteb.txt`,"
              + " `requirements-voyageai.txt`, `clients/node` and `pom.xml` pin them,"
              + " `src/test/python/clients` has what each is asked.",
          "",
          "Under a status stands what the client throws when it is answered so: -, where the dialect"
              + " has no such answer or the client no call for it.",
          "",
          "| client | version | checked | 400 | 401 | 404 | 429 | 503 | result |",
          "|---|---|---|---|---|---|---|---|---|");

  /** Neither the head of the table nor the line below it. */
  private static final String ROW = "\\| (?!client ).*";

  private ClientsTable() {}

  /**
   * Keeps the rows of some clients, and writes the page when those of all are there; unless
   * something was skipped: what this machine lacks is no result. Rows of clients that are tried
   * apart stay.
   */
  static synchronized void write(String tests, List<String> rows) throws IOException {
    Files.createDirectories(ROWS);
    Files.write(ROWS.resolve(tests + ".md"), rows);
    List<String> all = new ArrayList<>(apart(Files.readAllLines(PAGE), true));
    for (String kind : TESTS) {
      Path some = ROWS.resolve(kind + ".md");
      if (!Files.exists(some)) {
        return;
      }
      all.addAll(Files.readAllLines(some));
    }
    write(all);
  }

  /** Writes the page with other rows of the clients that are tried apart. */
  static synchronized void replace(List<String> rows) throws IOException {
    List<String> all = new ArrayList<>(apart(Files.readAllLines(PAGE), false));
    all.addAll(rows);
    write(all);
  }

  /** Of a page's lines the rows of clients that are tried apart, or else those of the others. */
  static List<String> apart(List<String> page, boolean apart) {
    return page.stream()
        .filter(line -> line.matches(ROW) && line.startsWith(APART) == apart)
        .toList();
  }

  private static void write(List<String> rows) throws IOException {
    if (rows.stream().noneMatch(row -> row.contains(" skipped") || row.contains(" failed"))) {
      Files.writeString(
          PAGE,
          Stream.concat(HEAD.stream(), rows.stream().sorted())
              .collect(Collectors.joining("\n", "", "\n")));
    }
  }
}
