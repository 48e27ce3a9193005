package com.tkr.embed.security.store;

import com.tkr.embed.config.settings.PrivateFile;
import com.tkr.embed.config.startup.StartupFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The folder that the server keeps its state in, closed to other users. */
public final class DataFolder {
  private final Path folder;

  private DataFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The folder, made when there is none, with access for its owner alone.
   *
   * @throws StartupFailure when it cannot be written
   */
  public static DataFolder open(Path folder) {
    try {
      PrivateFile.protectFolder(folder);
      Files.delete(Files.createTempFile(folder, "writable", null));
      return new DataFolder(folder);
    } catch (IOException e) {
      throw new StartupFailure(
          "The data folder "
              + folder
              + " cannot be written ("
              + e.getClass().getSimpleName()
              + "): give it to the server's user, or name another by EMBEDDING_DATA_DIR");
    }
  }

  /** A file of the folder. */
  Path file(String name) {
    return folder.resolve(name);
  }

  /** Takes a file from other users, when there is such a file. */
  void protect(String name) {
    try {
      PrivateFile.protect(file(name));
    } catch (NoSuchFileException e) {
      // nothing to protect
    } catch (IOException e) {
      throw unusable(name, e);
    }
  }

  /** The text of a small file; empty when there is no such file. */
  public Optional<String> read(String name) {
    try {
      return Optional.of(Files.readString(file(name), StandardCharsets.US_ASCII).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unusable(name, e);
    }
  }

  /** Writes a small file, which is there whole or not at all, and on disk when this returns. */
  public void write(String name, String text) {
    try {
      PrivateFile.write(file(name), text + "\n");
    } catch (IOException e) {
      throw unusable(name, e);
    }
  }

  /** Bytes that may still be written; without bound when the system does not say. */
  long freeBytes() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  private StartupFailure unusable(String name, IOException e) {
    return new StartupFailure(
        file(name)
            + " cannot be used ("
            + e.getClass().getSimpleName()
            + "): check its owner, its permissions and the free space");
  }
}
