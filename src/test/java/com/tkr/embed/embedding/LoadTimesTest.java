package com.tkr.embed.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTimesTest {
  private static final String MODEL = "/models/a b=c:d q4";

  @TempDir Path data;

  @Test
  void the_last_time_of_each_model_outlives_the_server() {
    new LoadTimes(data).took(MODEL, Duration.ofMillis(700));
    new LoadTimes(data).took("other", Duration.ofSeconds(30));
    new LoadTimes(data).took(MODEL, Duration.ofMillis(900));
    assertThat(new LoadTimes(data).last(MODEL)).hasValue(Duration.ofMillis(900));
    assertThat(new LoadTimes(data).last("other")).hasValue(Duration.ofSeconds(30));
    assertThat(new LoadTimes(data).last("another")).isEmpty();
  }

  @Test
  void a_file_that_makes_no_sense_tells_nothing_and_keeps_nobody_from_loading() throws IOException {
    Files.writeString(data.resolve("load-times"), "other=soon\nbroken=\\uZZZZ\n");
    assertThat(new LoadTimes(data).last("other")).isEmpty();
    new LoadTimes(data.resolve("load-times")).took(MODEL, Duration.ofSeconds(1));
  }

  @Test
  void it_does_not_grow_for_ever() throws IOException {
    for (int i = 0; i < 500; i++) {
      new LoadTimes(data).took("model " + i, Duration.ofSeconds(1));
    }
    assertThat(Files.readAllLines(data.resolve("load-times"))).hasSizeLessThan(100);
  }
}
