package com.tkr.embed.config.cli;

import com.tkr.embed.config.startup.ApplicationDeployed;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Starts the platform with a run folder of its own: {@code FOLDER APPLICATION}. A start that fails
 * ends the process at once, with the reason in one line; so does a stop that is asked for before
 * the application serves.
 */
public final class Boot {
  /** A process that SIGTERM ended. */
  private static final int TERMINATED = 143;

  /** Held until the process ends; were they collected, their locks would be lost. */
  private static final List<AutoCloseable> HELD = new CopyOnWriteArrayList<>();

  private final Path folder;
  private final String application;

  private Boot(Path folder, String application) {
    this.folder = folder;
    this.application = application;
  }

  /** The run folder and what to deploy. */
  public static void main(String[] words) {
    // the platform puts another stream in its place
    PrintStream err = System.err;
    Runtime.getRuntime().addShutdownHook(new Thread(Boot::stop, "early-stop"));
    ParentProcess.endWith();
    CompilerThreads.hold();
    CompilerDirectives.add(Path.of(words[0]));
    new Boot(Path.of(words[0]), words[1]).failure().ifPresent(failure -> end(failure, err));
    CompilerThreads.release();
  }

  /** The platform's own hook would wait until the start is over. */
  private static void stop() {
    if (!ApplicationDeployed.isUnderWay()) {
      Runtime.getRuntime().halt(TERMINATED);
    }
  }

  private static void end(Failure failure, PrintStream err) {
    err.println(failure.reason() + "; exit code " + failure.code());
    err.flush();
    Runtime.getRuntime().halt(failure.code());
  }

  /** Starts; empty when the application serves. */
  private Optional<Failure> failure() {
    KernelFaults faults = KernelFaults.listen();
    try {
      Optional<RunFolder> taken = RunFolder.take(folder);
      if (taken.isEmpty()) {
        return Optional.of(Failure.inUse("run", folder));
      }
      RunFolder run = taken.get();
      HELD.add(run);
      run.clear();
      Optional<Path> data = run.data();
      if (data.isPresent() && !takeData(data.get(), run)) {
        return Optional.of(Failure.inUse("data", data.get()));
      }
      holdServed(Path.of(application));
      Platform.ofProcess().start(run.unpacked(), options(run));
      return ApplicationDeployed.isUnderWay()
          ? Optional.empty()
          : Optional.of(Failure.notDeployed(folder));
    } catch (InvocationTargetException e) {
      return Optional.of(Failure.of(faults.first().orElse(e.getTargetException()), folder));
    } catch (IOException | ReflectiveOperationException e) {
      return Optional.of(Failure.of(e, folder));
    }
  }

  /** A folder of the build stays as it is; a WAR is unpacked. */
  private static void holdServed(Path application) throws IOException {
    if (Files.isDirectory(application)) {
      HELD.add(Served.hold(application));
      Served.deleteOthers(application);
    }
  }

  /**
   * Keeps other servers out of the data folder; then those whose run folders lie there have ended,
   * and what they had unpacked goes.
   *
   * @return false when somebody has it
   */
  private static boolean takeData(Path data, RunFolder run) throws IOException {
    Optional<RunFolder> taken = RunFolder.take(data);
    if (taken.isEmpty()) {
      return false;
    }
    HELD.add(taken.get());
    if (run.unpacked().toAbsolutePath().startsWith(data)) {
      run.clearOthers();
    }
    return true;
  }

  private List<String> options(RunFolder run) throws IOException {
    List<String> options = new ArrayList<>(List.of("--rootdir", run.unpacked().toString()));
    options.addAll(Files.readAllLines(folder.resolve("payara.options")));
    // of a folder it asks for the root by no other way
    options.addAll(List.of("--contextroot", "/", "--deploy", application));
    return options;
  }
}
