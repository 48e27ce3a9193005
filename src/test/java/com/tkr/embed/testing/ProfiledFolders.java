package com.tkr.embed.testing;

import com.tkr.embed.model.hub.ModelLocation;
import com.tkr.embed.model.profile.CheckpointFolder;
import com.tkr.embed.model.profile.ProfiledFolder;
import java.nio.file.Path;

/** Folders with a profile. */
public final class ProfiledFolders {
  private ProfiledFolders() {}

  /** One that tells its profile itself. */
  public static ProfiledFolder telling(Path folder) {
    return as("auto", folder);
  }

  /** One that tells nothing, as Ops-MM-embedding-v1. */
  public static ProfiledFolder ops(Path folder) {
    return as("ops-mm-embedding-v1", folder);
  }

  /** One that tells nothing, by a known profile. */
  public static ProfiledFolder as(String profile, Path folder) {
    return CheckpointFolder.open(new ModelLocation("checkpoint", folder), profile, false);
  }
}
