package com.tkr.embed.security.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The terminal that the server was started at, wherever its output goes: what is written to it
 * stands in no log, be that a file, a journal or a container's.
 *
 * @param device of the terminal
 */
record Terminal(Path device) {
  /** This process's own; there is none under a supervisor or in a container without one. */
  static final Terminal OF_PROCESS = new Terminal(Path.of("/dev/tty"));

  /** Writes a line; false where there is no terminal. */
  boolean print(String line) {
    byte[] bytes = (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
    try {
      Files.write(device, bytes, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
