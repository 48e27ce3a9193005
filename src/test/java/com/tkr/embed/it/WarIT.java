package com.tkr.embed.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The WAR says what it is made of, and nothing of where and when it was built. */
class WarIT {
  private static final Path WAR = Path.of("target", "ROOT.war");
  private static final String BILL = "WEB-INF/classes/META-INF/sbom/bom.json";
  private static final String LIBRARIES = "WEB-INF/lib/";

  @Test
  void noFileNamesTheFolderOfTheBuild() throws IOException {
    String folder = Path.of("").toAbsolutePath().toString();
    List<String> found = new ArrayList<>();
    try (ZipFile war = new ZipFile(WAR.toFile())) {
      for (ZipEntry entry : war.stream().toList()) {
        if (text(war, entry).contains(folder)) found.add(entry.getName());
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void everyFileHasTheSameTime() throws IOException {
    try (ZipFile war = new ZipFile(WAR.toFile())) {
      assertThat(war.stream().map(ZipEntry::getTimeLocal).distinct()).hasSize(1);
    }
  }

  @Test
  void theBillOfMaterialsNamesEveryLibrary() throws IOException {
    try (ZipFile war = new ZipFile(WAR.toFile())) {
      ZipEntry bill = war.getEntry(BILL);
      assumeThat(bill).as("no bill: built with -Dnative.skip=true").isNotNull();
      List<String> parts = new ArrayList<>();
      for (JsonNode part : new ObjectMapper().readTree(text(war, bill)).get("components")) {
        parts.add(part.get("name").asText() + "-" + part.get("version").asText());
      }
      assertThat(libraries(war)).isNotEmpty().isSubsetOf(parts);
      for (String other : List.of("mlx-", "leptonica-", "swagger-ui-")) {
        assertThat(parts).anyMatch(part -> part.startsWith(other));
      }
    }
  }

  private static List<String> libraries(ZipFile war) {
    return war.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
        .map(name -> name.substring(LIBRARIES.length()).replaceAll("(-jakarta)?\\.jar$", ""))
        .toList();
  }

  private static String text(ZipFile war, ZipEntry entry) throws IOException {
    try (InputStream stream = war.getInputStream(entry)) {
      return new String(stream.readAllBytes(), ISO_8859_1);
    }
  }
}
