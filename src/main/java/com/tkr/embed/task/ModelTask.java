package com.tkr.embed.task;

import com.tkr.embed.task.TaskState.Phase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One task, and the process that does it. */
final class ModelTask {
  private static final System.Logger LOG = System.getLogger(ModelTask.class.getName());

  private final TaskKind kind;
  private final String model;
  private final Instant started = Instant.now();
  private final TaskOutput output = new TaskOutput();
  private final Path result;
  private final Process process;
  private Phase phase = Phase.RUNNING;
  private Optional<Instant> ended = Optional.empty();

  private ModelTask(TaskKind kind, String model, Path result) throws IOException {
    this.kind = kind;
    this.model = model;
    this.result = result;
    process =
        new ProcessBuilder(TaskCommand.of(kind, model)).redirectOutput(result.toFile()).start();
  }

  /** Starts its process. */
  static ModelTask start(TaskKind kind, String model) throws IOException {
    Path result = Files.createTempFile("tkr-embed-task", ".json");
    try {
      return new ModelTask(kind, model, result);
    } catch (IOException e) {
      Files.delete(result);
      throw e;
    }
  }

  /** Where it stands. */
  synchronized TaskState state() {
    return new TaskState(kind, model, phase, started, ended, output.report());
  }

  synchronized boolean isRunning() {
    return phase == Phase.RUNNING;
  }

  /** Reads what the process tells until it has ended. */
  void await() {
    try (BufferedReader lines = process.errorReader()) {
      output.follow(lines);
      int code = process.waitFor();
      output.conclude(result);
      end(code == 0 ? Phase.DONE : Phase.FAILED);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "A task's process cannot be read", e);
      end(Phase.FAILED);
    } catch (InterruptedException e) {
      cancel();
      Thread.currentThread().interrupt();
    } finally {
      result.toFile().delete();
    }
  }

  /** Ends its processes; one that has ended stays as it is. */
  void cancel() {
    end(Phase.CANCELLED);
    List<ProcessHandle> others = process.descendants().toList();
    process.destroyForcibly();
    others.forEach(ProcessHandle::destroyForcibly);
  }

  private synchronized void end(Phase last) {
    if (phase == Phase.RUNNING) {
      phase = last;
      ended = Optional.of(Instant.now());
    }
  }
}
