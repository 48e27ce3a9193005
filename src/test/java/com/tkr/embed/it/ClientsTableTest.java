package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClientsTableTest {
  private static final String APART = "| mteb | 2 | a task | - | - | - | - | - | 6 passed |";
  private static final String OTHER = "| ollama | 0 | embed | - | - | - | - | - | 8 passed |";
  private static final List<String> PAGE =
      List.of(
          "# Clients",
          "",
          "mteb is tried apart.",
          "| client | version |",
          "|---|---|",
          APART,
          OTHER);

  @Test
  void rows_of_clients_that_are_tried_apart_stay() {
    assertThat(ClientsTable.apart(PAGE, true)).containsExactly(APART);
  }

  @Test
  void rows_of_the_others_stay_when_those_are_written() {
    assertThat(ClientsTable.apart(PAGE, false)).containsExactly(OTHER);
  }
}
