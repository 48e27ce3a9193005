package com.tkr.embed.config.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets the threads of the virtual machine's compilers give way to a start. The second compiler (C2)
 * works for what the server does later, and on two cores the start's own thread waits for it. On
 * Linux, where a thread has a nice value of its own, and where the process may lower it again
 * (root, CAP_SYS_NICE); elsewhere nothing happens.
 */
final class CompilerThreads {
  /** How much nicer; ten more give a thread a ninth of the time of another. */
  private static final int YIELDING = 10;

  private static final int NICEST = 19;

  /** Of what stands behind the name in {@code /proc/PID/stat}, the place of the nice value. */
  private static final int NICE = 16;

  /** As linux/capability.h numbers it. */
  private static final int CAP_SYS_NICE = 23;

  private static final Path PROCESS = Path.of("/proc/self");

  private CompilerThreads() {}

  /** From now on the second compiler's threads give way. */
  static void hold() {
    run(() -> renice("C2 CompilerThre", Math.min(ownNice() + YIELDING, NICEST)));
  }

  /** All compilers' threads are as they were; they may have begun others. */
  static void release() {
    run(() -> renice("", ownNice()));
  }

  /** In a thread of its own, as the start goes on. */
  private static void run(Runnable change) {
    if (mayRaisePriority()) {
      Thread thread = new Thread(change, "compiler-threads");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static boolean mayRaisePriority() {
    try (Stream<String> lines = Files.lines(PROCESS.resolve("status"))) {
      return lines.filter(line -> line.startsWith("CapEff:")).anyMatch(CompilerThreads::hasNice);
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static boolean hasNice(String line) {
    long capabilities = Long.parseUnsignedLong(line.substring(line.indexOf(':') + 1).strip(), 16);
    return (capabilities >>> CAP_SYS_NICE & 1) != 0;
  }

  /** Of the process, which its other threads have. */
  private static int ownNice() {
    try {
      String said = Files.readString(PROCESS.resolve("stat"));
      return Integer.parseInt(said.substring(said.lastIndexOf(')') + 2).split(" ")[NICE]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void renice(String name, int value) {
    try {
      List<String> command = new ArrayList<>(List.of("renice", String.valueOf(value), "-p"));
      command.addAll(threads(name));
      new ProcessBuilder(command)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      // without that command the start takes longer
    }
  }

  /** The identifiers of this process's threads of compilers whose names begin so. */
  private static List<String> threads(String name) throws IOException {
    try (Stream<Path> tasks = Files.list(PROCESS.resolve("task"))) {
      return tasks
          .filter(task -> isCompiler(task, name))
          .map(task -> task.getFileName().toString())
          .toList();
    }
  }

  private static boolean isCompiler(Path task, String name) {
    try {
      String said = Files.readString(task.resolve("comm"));
      return said.startsWith(name) && said.contains(" CompilerThre");
    } catch (IOException e) {
      // one that has ended
      return false;
    }
  }
}
