package com.tkr.embed.security.store;

import com.tkr.embed.config.startup.StartupFailure;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The H2 file, and beside it a file with the store's id and revision. It distinguishes a store that
 * was lost from one that was never there, for H2 takes a missing or empty file for a new database,
 * and one that was set back from the newest, for H2 takes the newest state that it can read.
 */
final class StoreFile {
  static final String DATABASE = "keys.mv.db";
  static final String STATE = "keys.state";
  private static final System.Logger LOG = System.getLogger(StoreFile.class.getName());

  private final DataFolder folder;

  StoreFile(DataFolder folder) {
    this.folder = folder;
  }

  Path path() {
    return folder.file(DATABASE);
  }

  /** Refuses the start when there was a store and its file is gone or empty. */
  void checkBeforeOpening() {
    if (folder.read(STATE).isPresent() && size() == 0) {
      throw refused("is missing or empty, but this folder had keys");
    }
  }

  /** Refuses the start when the file holds another store than the folder had, or an older state. */
  void checkState(String storeId, long revision) {
    folder.protect(DATABASE);
    String noted = folder.read(STATE).orElse(storeId + " 0");
    if (!noted.matches(storeId + " [0-9]{1,18}")) {
      throw refused("holds another store than " + folder.file(STATE) + " names");
    }
    if (revision < Long.parseLong(noted.substring(storeId.length() + 1))) {
      throw refused("lacks the newest changes of keys");
    }
    note(storeId, revision);
  }

  /** Notes the revision of what is on the disk. */
  void note(String storeId, long revision) {
    try {
      folder.write(STATE, storeId + " " + revision);
    } catch (StartupFailure e) {
      LOG.log(Level.WARNING, "{0} is behind", folder.file(STATE));
    }
  }

  /** The refusal of a file that cannot be trusted, with the way back. */
  StartupFailure refused(String what) {
    return new StartupFailure(
        path()
            + " "
            + what
            + ". Restore "
            + DATABASE
            + ", "
            + STATE
            + " and pepper from one backup; to begin without any keys instead, move "
            + DATABASE
            + " and "
            + STATE
            + " away");
  }

  private long size() {
    try {
      return Files.size(path());
    } catch (IOException e) {
      return 0;
    }
  }
}
