package com.tkr.embed.security.ratelimit;

import com.tkr.embed.config.settings.PrivateFile;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * The file that keeps callers' counts over a restart: a magic number, a version, the wall clock,
 * the counts, and a CRC-32 of all that. Readable by its owner alone; replaced as a whole.
 */
final class CountsFile {
  private static final int MAGIC = 0x746b724c;
  private static final int VERSION = 1;
  private static final int WINDOWS = 3;

  private final Path file;

  /** The file {@code rate-limits} of the data folder. */
  CountsFile(Path folder) {
    file = folder.resolve("rate-limits");
  }

  /**
   * What is kept.
   *
   * @param wallMillis when it was, by the wall clock
   */
  record Kept(long wallMillis, List<SavedUsage> usages) {}

  void write(Kept kept) throws IOException {
    Files.createDirectories(file.getParent());
    PrivateFile.write(file, out -> write(kept, out));
  }

  private static void write(Kept kept, OutputStream to) throws IOException {
    CheckedOutputStream checked =
        new CheckedOutputStream(new BufferedOutputStream(to), new CRC32());
    DataOutputStream out = new DataOutputStream(checked);
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.writeLong(kept.wallMillis());
    out.writeInt(kept.usages().size());
    for (SavedUsage usage : kept.usages()) {
      out.writeUTF(usage.id());
      out.writeLong(usage.now());
      writeWindows(usage.requests(), out);
      writeWindows(usage.items(), out);
    }
    out.writeLong(checked.getChecksum().getValue());
    out.flush();
  }

  private static void writeWindows(List<long[]> windows, DataOutputStream out) throws IOException {
    for (long[] window : windows) {
      out.writeInt(window.length);
      for (long value : window) {
        out.writeLong(value);
      }
    }
  }

  /**
   * What is kept; nothing when there is no file.
   *
   * @throws IOException when the file is not as this version wrote it, too
   */
  Kept read() throws IOException {
    if (!Files.exists(file)) {
      return new Kept(0, List.of());
    }
    byte[] bytes = Files.readAllBytes(file);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (!isWhole(bytes) || in.readInt() != MAGIC) {
      throw new IOException("damaged");
    }
    if (in.readInt() != VERSION) {
      throw new IOException("of another version");
    }
    return read(in);
  }

  private static boolean isWhole(byte[] bytes) {
    int end = bytes.length - Long.BYTES;
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, Math.max(0, end));
    return end >= 0 && crc.getValue() == ByteBuffer.wrap(bytes).getLong(end);
  }

  private static Kept read(DataInputStream in) throws IOException {
    long wallMillis = in.readLong();
    int count = in.readInt();
    List<SavedUsage> usages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      usages.add(new SavedUsage(in.readUTF(), in.readLong(), readWindows(in), readWindows(in)));
    }
    return new Kept(wallMillis, usages);
  }

  private static List<long[]> readWindows(DataInputStream in) throws IOException {
    List<long[]> windows = new ArrayList<>();
    for (int i = 0; i < WINDOWS; i++) {
      long[] window = new long[in.readInt()];
      for (int j = 0; j < window.length; j++) {
        window[j] = in.readLong();
      }
      windows.add(window);
    }
    return windows;
  }
}
