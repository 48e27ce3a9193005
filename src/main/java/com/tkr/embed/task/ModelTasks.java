package com.tkr.embed.task;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The task that is under way, one at a time, or the last one. */
@ApplicationScoped
public class ModelTasks {
  @Resource private ManagedThreadFactory threads;
  private Optional<ModelTask> last = Optional.empty();

  /**
   * Begins a task.
   *
   * @param model a name that was read by {@link com.tkr.embed.model.hub.ModelName}, {@code demo},
   *     or what the settings say; it becomes a word of a process's arguments
   * @throws EmbeddingException 409 while another one goes on
   */
  public synchronized TaskState start(TaskKind kind, String model) {
    if (last.filter(ModelTask::isRunning).isPresent()) {
      throw new EmbeddingException(
          ErrorCode.CONFLICT, "Another task is under way. Wait for its end, or cancel it.");
    }
    try {
      ModelTask task = ModelTask.start(kind, model);
      threads.newThread(task::await).start();
      last = Optional.of(task);
      return task.state();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the last one stands; empty before there was one. */
  public synchronized Optional<TaskState> last() {
    return last.map(ModelTask::state);
  }

  /** Ends the one that is under way; one that has ended stays as it is. */
  public synchronized Optional<TaskState> cancel() {
    last.filter(ModelTask::isRunning).ifPresent(ModelTask::cancel);
    return last();
  }

  @PreDestroy
  void stop() {
    cancel();
  }
}
