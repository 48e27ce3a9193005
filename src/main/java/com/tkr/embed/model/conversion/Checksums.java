package com.tkr.embed.model.conversion;

import com.tkr.embed.model.hub.ContentHash;
import com.tkr.embed.model.hub.DownloadMeter;
import com.tkr.embed.model.hub.Folders;
import com.tkr.embed.model.hub.ModelVerification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of a folder's checksums, as {@code sha256sum} writes and checks it. */
final class Checksums {
  private Checksums() {}

  /** Of every file that is there. */
  static void write(Path folder, DownloadMeter meter) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Path file : Folders.files(folder)) {
      lines
          .append(ContentHash.sha256(file, meter::received))
          .append("  ")
          .append(folder.relativize(file))
          .append('\n');
    }
    Files.writeString(folder.resolve(ModelVerification.CHECKSUMS), lines);
  }
}
