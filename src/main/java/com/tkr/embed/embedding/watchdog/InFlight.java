package com.tkr.embed.embedding.watchdog;

import com.tkr.embed.embedding.batching.BatchGuard.Mark;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The file that holds the hashes of the batch in the engine: count (4 bytes), CRC-32C of what
 * follows (4), 16 bytes a hash. One write per change, into the page cache, which outlives the
 * process; a power failure may lose it, but then nobody was killed by an input. Locked while open.
 */
final class InFlight implements AutoCloseable {
  private static final int HEAD = 2 * Integer.BYTES;
  private static final int HASH = 2 * Long.BYTES;

  private final RandomAccessFile file;

  /** Opens or creates the file; throws IOException also when another process has it. */
  InFlight(Path path) throws IOException {
    file = new RandomAccessFile(path.toFile(), "rw");
    if (!lock()) {
      file.close();
      throw new IOException(path + " is in use by another server");
    }
  }

  private boolean lock() throws IOException {
    try {
      return file.getChannel().tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** The hashes of the batch in which the last process ended; IOException when damaged. */
  List<InputHash> read() throws IOException {
    if (file.length() == 0) {
      return List.of();
    }
    byte[] head = new byte[HEAD];
    file.seek(0);
    file.readFully(head);
    int count = ByteBuffer.wrap(head).getInt();
    if (count < 0 || HEAD + (long) count * HASH > file.length()) {
      throw new IOException("impossible count " + count);
    }
    byte[] hashes = new byte[count * HASH];
    file.readFully(hashes);
    if (ByteBuffer.wrap(head).getInt(Integer.BYTES) != crc(hashes)) {
      throw new IOException("wrong checksum");
    }
    return hashes(ByteBuffer.wrap(hashes), count);
  }

  private static List<InputHash> hashes(ByteBuffer bytes, int count) {
    List<InputHash> hashes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hashes.add(new InputHash(bytes.getLong(), bytes.getLong()));
    }
    return hashes;
  }

  /** Replaces what is in flight. */
  void write(List<Mark> marks) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEAD + marks.size() * HASH).position(HEAD);
    marks.forEach(mark -> bytes.putLong(mark.high()).putLong(mark.low()));
    byte[] hashes = Arrays.copyOfRange(bytes.array(), HEAD, bytes.capacity());
    bytes.putInt(0, marks.size()).putInt(Integer.BYTES, crc(hashes));
    file.seek(0);
    file.write(bytes.array());
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
