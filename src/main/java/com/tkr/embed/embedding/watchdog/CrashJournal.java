package com.tkr.embed.embedding.watchdog;

import com.tkr.embed.embedding.batching.BatchGuard;
import com.tkr.embed.model.ModelInput;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers across restarts what the engine was working on when the process died. Every input of
 * that batch gets a strike and is from then on computed alone; a success forgives it, a second
 * strike refuses the input. So the batch mates of a deadly input go free.
 *
 * <p>A process that ends in order leaves no strike, even in the middle of a batch: {@link #close}
 * is called first when stopping, and by a shutdown hook. A killed one (SIGKILL, a watchdog's {@code
 * Runtime.halt}, an abort in native code) does. A journal that cannot be read is set aside, and one
 * that cannot be written is given up, with one line in the log each: the server goes on without.
 * Files: {@code engine-in-flight} and {@code engine-strikes} in the data folder. Thread-safe.
 */
public final class CrashJournal implements BatchGuard, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CrashJournal.class.getName());
  private static final int REFUSED = 2;

  private final Strikes strikes;
  private final Thread hook = new Thread(this::end, "crash-journal-close");
  private @Nullable InFlight inFlight;

  private CrashJournal(Path folder, String engine) {
    strikes = new Strikes(folder.resolve("engine-strikes"), engine);
  }

  /**
   * Opens the journal and counts what the last process left.
   *
   * @param folder the data folder, created if need be
   * @param engine names model, revision and server version: strikes of another one do not count
   */
  public static CrashJournal open(Path folder, String engine) {
    CrashJournal journal = new CrashJournal(folder, engine);
    try {
      Files.createDirectories(folder);
      journal.start(folder.resolve("engine-in-flight"));
    } catch (IOException | IllegalStateException e) {
      journal.giveUp(e);
    }
    return journal;
  }

  private void start(Path path) throws IOException {
    InFlight opened = new InFlight(path);
    inFlight = opened;
    Runtime.getRuntime().addShutdownHook(hook);
    readStrikes(path.resolveSibling("engine-strikes"));
    List<InputHash> left = readInFlight(opened, path).stream().distinct().toList();
    left.forEach(strikes::add);
    if (!left.isEmpty()) {
      strikes.save();
      warn(left);
    }
    opened.write(List.of());
  }

  private void readStrikes(Path path) throws IOException {
    try {
      strikes.load();
    } catch (IOException e) {
      setAside(path, e);
      Files.move(path, damaged(path), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Copied, not moved: the open file stays in use. */
  private List<InputHash> readInFlight(InFlight opened, Path path) throws IOException {
    try {
      return opened.read();
    } catch (IOException e) {
      setAside(path, e);
      Files.copy(path, damaged(path), StandardCopyOption.REPLACE_EXISTING);
      return List.of();
    }
  }

  private static Path damaged(Path path) {
    return path.resolveSibling(path.getFileName() + ".damaged");
  }

  private static void setAside(Path path, IOException e) {
    LOG.log(
        Level.WARNING,
        "{0} is damaged ({1}) and was set aside as {2}; what it remembered is lost",
        path,
        e.getMessage(),
        damaged(path).getFileName());
  }

  private void warn(List<InputHash> left) {
    long refused = left.stream().filter(hash -> strikes.of(hash) >= REFUSED).count();
    LOG.log(
        Level.WARNING,
        "The last process died while the engine was at {0} inputs: {1} of them for the second time,"
            + " refused from now on; the others are computed alone until they succeed",
        left.size(),
        refused);
  }

  private void giveUp(Exception e) {
    LOG.log(
        Level.WARNING,
        "Inputs that end the process are not remembered: {0}: {1}",
        e.getClass().getSimpleName(),
        e.getMessage());
    shut();
  }

  /** Throws {@link InputRefused} for an input that the engine died on twice. */
  @Override
  public Mark mark(ModelInput input) {
    InputHash hash = InputHash.of(input);
    int count = strikesOf(hash);
    if (count >= REFUSED) {
      LOG.log(Level.WARNING, "Refused input {0}: the engine died on it {1} times", hash, count);
      throw new InputRefused();
    }
    return new Mark(hash.high(), hash.low(), count > 0);
  }

  private synchronized int strikesOf(InputHash hash) {
    return strikes.of(hash);
  }

  @Override
  public synchronized void begin(List<Mark> marks) {
    write(marks);
  }

  @Override
  public synchronized void end(List<Mark> computed) {
    write(List.of());
    boolean forgiven = false;
    for (Mark mark : computed) {
      forgiven |= mark.alone() && strikes.forgive(new InputHash(mark.high(), mark.low()));
    }
    if (forgiven && inFlight != null) {
      save();
    }
  }

  private void write(List<Mark> marks) {
    if (inFlight != null) {
      try {
        inFlight.write(marks);
      } catch (IOException e) {
        giveUp(e);
      }
    }
  }

  private void save() {
    try {
      strikes.save();
    } catch (IOException e) {
      giveUp(e);
    }
  }

  /** Forgets what is in flight and records nothing more; to be called first when stopping. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.log(Level.DEBUG, "The process is ending: the hook closes the journal");
    }
    end();
  }

  private synchronized void end() {
    write(List.of());
    shut();
  }

  private void shut() {
    try {
      if (inFlight != null) {
        inFlight.close();
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "Closing the journal", e);
    }
    inFlight = null;
  }
}
