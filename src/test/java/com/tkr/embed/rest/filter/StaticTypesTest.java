package com.tkr.embed.rest.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A browser runs no script and reads no style whose type it is not told. */
class StaticTypesTest {
  private static final Pattern EXTENSION = Pattern.compile("<extension>(\\w+)</extension>");
  private static final List<Path> SERVED =
      List.of(Path.of("webapp"), Path.of("src/main/resources/demonstration/samples"));

  @Test
  void every_kind_of_file_that_is_served_has_a_type() throws IOException {
    String web = Files.readString(Path.of("payara-config/default-web.xml"));
    List<String> typed = EXTENSION.matcher(web).results().map(found -> found.group(1)).toList();
    TreeSet<String> served = new TreeSet<>(List.of("css", "html", "js", "png"));
    for (Path folder : SERVED) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(Files::isRegularFile).map(StaticTypesTest::extension).forEach(served::add);
      }
    }
    // what is in WEB-INF is not served
    served.removeAll(List.of("xml"));
    assertThat(typed).containsAll(served);
  }

  private static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
