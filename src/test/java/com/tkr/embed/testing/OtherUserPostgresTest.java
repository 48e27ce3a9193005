package com.tkr.embed.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class OtherUserPostgresTest {
  @Test
  void root_starts_a_server_without_user_namespaces() throws IOException, SQLException {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can become another user");
    try (OtherUserPostgres server = OtherUserPostgres.start();
        Connection connection = connect(server.port());
        ResultSet one = connection.createStatement().executeQuery("select 1")) {
      assertThat(one.next()).isTrue();
    }
  }

  private static Connection connect(int port) throws SQLException {
    String url = "jdbc:postgresql://localhost:" + port + "/postgres";
    return DriverManager.getConnection(url, "postgres", null);
  }
}
