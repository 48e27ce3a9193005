package com.tkr.embed.config.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Leaves methods that only a start runs often to the first compiler (C1): the second one (C2) would
 * take seconds of a core for them, and nothing calls them while the server answers. The option for
 * such a file, {@code -XX:CompilerDirectivesFile}, writes a line into the log.
 */
final class CompilerDirectives {
  /** In the run folder, in the format of {@code jcmd Compiler.directives_add}. */
  static final String FILE = "compiler-directives.json";

  private CompilerDirectives() {}

  /** Adds those of a run folder that has some, in a thread of its own. */
  static void add(Path folder) {
    Path file = folder.resolve(FILE).toAbsolutePath();
    if (Files.exists(file)) {
      Thread thread = new Thread(() -> command(file), "compiler-directives");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void command(Path file) {
    try {
      ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "compilerDirectivesAdd",
              new Object[] {new String[] {file.toString()}},
              new String[] {String[].class.getName()});
    } catch (JMException e) {
      // a virtual machine that has no such command takes longer
    }
  }
}
