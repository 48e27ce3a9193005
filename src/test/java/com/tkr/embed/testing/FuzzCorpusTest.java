package com.tkr.embed.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the fuzzer began with and what it ever found: read or refused, by every target. */
class FuzzCorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/fuzz");
  private static final Path CLASSES = Path.of("target/test-classes");
  private static final String SUFFIX = "Fuzz.class";

  @TestFactory
  Stream<DynamicTest> inputs() throws IOException {
    return targets().stream().flatMap(FuzzCorpusTest::tests);
  }

  @Test
  void everyTargetHasSome() throws IOException {
    assertThat(targets()).isNotEmpty().allSatisfy(c -> assertThat(files(c)).isNotEmpty());
  }

  private static Stream<DynamicTest> tests(Path target) {
    return files(target).stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    name(target) + " " + file.getFileName(),
                    () -> entry(target).invoke(null, Files.readAllBytes(file))));
  }

  private static List<Path> targets() throws IOException {
    try (Stream<Path> classes = Files.walk(CLASSES)) {
      return classes.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private static List<Path> files(Path target) {
    try (Stream<Path> files = Files.list(CORPUS.resolve(name(target)))) {
      return files.sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Method entry(Path target) throws ReflectiveOperationException {
    String path = CLASSES.relativize(target).toString();
    String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
    return Class.forName(name).getMethod("fuzzerTestOneInput", byte[].class);
  }

  private static String name(Path target) {
    String file = target.getFileName().toString();
    return file.substring(0, file.length() - SUFFIX.length());
  }
}
