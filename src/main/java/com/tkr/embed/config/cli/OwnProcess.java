package com.tkr.embed.config.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of the command line's own, which has the platform's classes too, and by its main
 * class's name alone: the command line itself does without them.
 */
final class OwnProcess {
  private OwnProcess() {}

  /** As this process was started, with another main class. */
  static ProcessBuilder of(String main, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add(ParentProcess.option());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(words);
    return new ProcessBuilder(command);
  }
}
