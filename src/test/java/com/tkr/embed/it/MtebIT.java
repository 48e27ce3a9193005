package com.tkr.embed.it;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * MTEB's client of OpenAI, unmodified, on a task of ours. What MTEB needs is 6.5 GB, on Linux
 * mostly CUDA that torch brings along: so it is no part of the ordinary run, which keeps its row of
 * the table of clients as this has written it.
 */
@Tag("slow")
@ExtendWith(SharedClientServers.class)
class MtebIT {
  private static final PythonClients PYTHON =
      new PythonClients("mteb", "src/test/python/requirements-mteb.txt");

  @BeforeAll
  static void install() throws Exception {
    PYTHON.install();
  }

  @Test
  void a_task_scores_as_our_own_vectors_do(ClientServers servers) throws Exception {
    ClientsTable.replace(PYTHON.check(servers, "src/test/python/clients/test_mteb.py"));
  }
}
