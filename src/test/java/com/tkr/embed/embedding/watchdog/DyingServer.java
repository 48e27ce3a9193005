package com.tkr.embed.embedding.watchdog;

import com.tkr.embed.embedding.batching.BatchLimits;
import com.tkr.embed.embedding.batching.BatchObserver;
import com.tkr.embed.embedding.batching.Batcher;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.ModelInfo;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelOutput;
import com.tkr.embed.testing.EchoModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A process with an engine and a journal: embeds inputs of the ids given, of two tokens each. The
 * engine halts the process at id 666 and hangs at id 999. Prints a line per input.
 */
final class DyingServer {
  static final int DEADLY = 666;
  static final int HANGING = 999;

  private DyingServer() {}

  public static void main(String[] args) throws InterruptedException {
    Batcher batcher = new Batcher(new BatchLimits(100, 1000), BatchObserver.NONE);
    CrashJournal journal = CrashJournal.open(Path.of(args[0]), args[1]);
    batcher.guard(journal);
    List<CompletableFuture<float[]>> vectors = new ArrayList<>();
    for (String id : Arrays.asList(args).subList(2, args.length)) {
      vectors.add(submit(batcher, Integer.parseInt(id)));
    }
    Thread owner = new Thread(() -> batcher.serve(new Deadly()));
    owner.setDaemon(true);
    owner.start();
    for (CompletableFuture<float[]> vector : vectors) {
      vector.handle((row, failure) -> say(row == null ? "refused" : "ok " + (int) row[0])).join();
    }
    journal.close();
  }

  private static CompletableFuture<float[]> submit(Batcher batcher, int id) {
    ModelInput input = new ModelInput(new int[] {id, 0}, 0, List.of());
    try {
      return batcher.submit(batcher.reserve("a", 2, Batcher.NO_DEADLINE), List.of(input)).get(0);
    } catch (InputRefused e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static String say(String line) {
    System.out.println(line);
    System.out.flush();
    return line;
  }

  private static final class Deadly implements EmbeddingModel {
    private final EchoModel echo = new EchoModel();

    @Override
    public ModelInfo info() {
      return echo.info();
    }

    @Override
    public ModelOutput embed(List<ModelInput> batch) {
      say("batch " + batch.stream().map(input -> input.inputIds()[0]).toList());
      for (ModelInput input : batch) {
        if (input.inputIds()[0] == DEADLY) {
          Runtime.getRuntime().halt(134);
        }
        while (input.inputIds()[0] == HANGING) {
          Thread.onSpinWait();
        }
      }
      return echo.embed(batch);
    }

    @Override
    public void close() {}
  }
}
