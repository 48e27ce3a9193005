package com.tkr.embed.embedding;

import com.tkr.embed.config.settings.PrivateFile;
import java.io.IOException;
import java.io.Reader;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * How long loads took, by model: the file {@code load-times} of the data folder, by which the next
 * load says how long it will take. Where it cannot be read or written, nothing is known.
 */
final class LoadTimes {
  private static final System.Logger LOG = System.getLogger(LoadTimes.class.getName());
  private static final int MOST = 64;

  private final Path data;
  private final Path file;

  LoadTimes(Path data) {
    this.data = data;
    file = data.resolve("load-times");
  }

  /** What the last load took, from its folder on until it was ready. */
  Optional<Duration> last(String model) {
    try {
      return Optional.ofNullable(read().getProperty(model))
          .map(Long::valueOf)
          .map(Duration::ofMillis);
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "No load times", e);
      return Optional.empty();
    }
  }

  /** A load took so long. */
  void took(String model, Duration time) {
    try {
      Properties times = Files.exists(file) ? read() : new Properties();
      if (times.size() >= MOST) {
        times.clear();
      }
      times.setProperty(model, String.valueOf(time.toMillis()));
      write(times);
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "The load time is not kept", e);
    }
  }

  private Properties read() throws IOException {
    Properties times = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      times.load(reader);
    }
    return times;
  }

  private void write(Properties times) throws IOException {
    PrivateFile.createFolder(data);
    PrivateFile.write(file, out -> times.store(out, null));
  }
}
