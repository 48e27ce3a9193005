package com.tkr.embed.database;

import com.tkr.embed.config.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The H2 file, and beside it a file with the store's id that tells a store that was lost from one
 * that was never there: H2 would take a missing or empty file for a new database.
 */
final class StoreFile {
  static final String DATABASE = "keys.mv.db";
  static final String ID = "keys.id";

  private final DataFolder folder;

  StoreFile(DataFolder folder) {
    this.folder = folder;
  }

  Path path() {
    return folder.file(DATABASE);
  }

  /** Refuses the start when there was a store and its file is gone or empty. */
  void checkBeforeOpening() {
    if (folder.read(ID).isPresent() && size() == 0) {
      throw refused("is missing or empty, but this folder had keys");
    }
  }

  /** Refuses the start when the file holds another store than the folder had. */
  void checkId(String storeId) {
    folder.protect(DATABASE);
    String expected = folder.read(ID).orElse(null);
    if (expected == null) {
      folder.write(ID, storeId);
    } else if (!expected.equals(storeId)) {
      throw refused("holds another store than " + folder.file(ID) + " names");
    }
  }

  /** The refusal of a file that cannot be trusted, with the way back. */
  StartRefused refused(String what) {
    return new StartRefused(
        path()
            + " "
            + what
            + ". Restore "
            + DATABASE
            + ", "
            + ID
            + " and pepper from one backup; to begin without any keys instead, move "
            + DATABASE
            + " and "
            + ID
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
