package com.tkr.embed.it;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The clients of other servers, unmodified, at pinned versions: {@code src/test/python/clients} has
 * a module for each. {@code -Dclients=openai} runs the modules of that name alone. The whole run
 * writes the table of the site.
 */
@ExtendWith(SharedClientServers.class)
class ClientsIT {
  private static final String ONLY = System.getProperty("clients", "");
  private static final PythonClients PYTHON =
      new PythonClients("python", "src/test/python/requirements-clients.txt");

  @BeforeAll
  static void install() throws Exception {
    PYTHON.install();
  }

  @Test
  void every_client_finds_what_it_expects(ClientServers servers) throws Exception {
    List<String> rows = PYTHON.check(servers, "-k", ONLY, "src/test/python/clients");
    if (ONLY.isEmpty()) {
      ClientsTable.write("ClientsIT", rows);
    }
  }
}
