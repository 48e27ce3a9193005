package com.tkr.embed.embedding.cache;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;

/**
 * Vectors in a file of H2's MVStore, which is log-structured: what was committed survives the
 * process being killed, and the rest is as if it had never been written. Records are numbered, the
 * oldest go first. A record is a CRC-32C of the rest (int32), when it was computed (int64,
 * milliseconds), the key and the vector. For one thread.
 */
final class VectorFile implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(VectorFile.class.getName());
  private static final String REVISION = "revision";
  private static final int CHECKED_FROM = Integer.BYTES;
  private static final int HEADER = CHECKED_FROM + Long.BYTES + VectorSerializer.Keys.SIZE;

  /** The file is at most this full of what is kept, so that old chunks find a place to go. */
  private static final double FILLED = 0.6;

  private static final int FILL_RATE = 80;
  private static final int MOVED_BYTES = 4 << 20;
  private static final int SHRINKING_MILLIS = 200;

  private final CacheFile file;
  private final VectorSerializer vectors = new VectorSerializer();
  private Contents contents;
  private long bytes;

  /** The open file. */
  private record Contents(MVStore store, MVMap<Long, byte[]> records) {
    MVMap<String, String> attributes() {
      return store.openMap("attributes");
    }
  }

  /**
   * Opens or begins the file. One that cannot be read is set aside, one of another revision
   * dropped.
   *
   * @throws MVStoreException when another process has it
   */
  VectorFile(CacheFile file) throws IOException {
    this.file = file;
    Files.createDirectories(file.folder());
    contents = openOrSetAside();
    if (!file.revision().equals(contents.attributes().getOrDefault(REVISION, file.revision()))) {
      contents.store().closeImmediately();
      Files.delete(file.path());
      contents = open(file.path());
    }
    contents.attributes().put(REVISION, file.revision());
    contents.store().commit();
  }

  private Contents openOrSetAside() throws IOException {
    try {
      return open(file.path());
    } catch (MVStoreException e) {
      if (e.getErrorCode() == org.h2.mvstore.DataUtils.ERROR_FILE_LOCKED) {
        throw e;
      }
      return setAside(e);
    }
  }

  /** Gives what is kept and intact, the oldest first. */
  void read(long notBefore, BiConsumer<CacheKey, CachedVector> reader) throws IOException {
    int damaged = 0;
    try {
      Cursor<Long, byte[]> cursor = contents.records().cursor(null);
      while (cursor.hasNext()) {
        cursor.next();
        byte[] record = cursor.getValue();
        bytes += record.length;
        damaged += read(record, notBefore, reader) ? 0 : 1;
      }
    } catch (MVStoreException e) {
      contents.store().closeImmediately();
      contents = setAside(e);
      bytes = 0;
    }
    if (damaged > 0) {
      LOG.log(Level.WARNING, "{0}: {1} damaged vectors are left out", file.path(), damaged);
    }
  }

  /** Adds a vector computed at this time; kept for good by the next {@link #commit}. */
  void append(long millis, CacheKey key, CachedVector vector) {
    ByteBuffer record = ByteBuffer.allocate(HEADER + VectorSerializer.size(vector));
    record.position(CHECKED_FROM);
    record.putLong(millis).putLong(key.high()).putLong(key.low());
    VectorSerializer.write(vector, record.slice());
    record.putInt(0, checksum(record.array()));
    MVMap<Long, byte[]> records = contents.records();
    Long last = records.lastKey();
    records.append(last == null ? 1L : last + 1, record.array());
    bytes += record.capacity();
  }

  /** Drops everything, for good. */
  void clear() {
    contents.records().clear();
    bytes = 0;
    contents.store().commit();
  }

  /** Drops the oldest over the bound, then writes. */
  void commit() {
    MVStore store = contents.store();
    MVMap<Long, byte[]> records = contents.records();
    while (bytes > FILLED * file.maxBytes() && !records.isEmpty()) {
      bytes -= Objects.requireNonNull(records.remove(records.firstKey())).length;
    }
    store.commit();
    if (store.getFileStore().size() > file.maxBytes()) {
      store.compact(FILL_RATE, MOVED_BYTES);
      store.compactFile(SHRINKING_MILLIS);
    }
  }

  @Override
  public void close() {
    contents.store().close();
  }

  private static Contents open(Path path) {
    MVStore store =
        new MVStore.Builder().fileName(path.toString()).autoCommitDisabled().cacheSize(1).open();
    try {
      store.setRetentionTime(0);
      store.setVersionsToKeep(0);
      return new Contents(store, records(store));
    } catch (MVStoreException e) {
      store.closeImmediately();
      throw e;
    }
  }

  private static MVMap<Long, byte[]> records(MVStore store) {
    return store.openMap(
        "vectors",
        new MVMap.Builder<Long, byte[]>()
            .keyType(LongDataType.INSTANCE)
            .valueType(ByteArrayDataType.INSTANCE));
  }

  /** Returns an empty file in the place of the closed one. */
  private Contents setAside(MVStoreException cause) throws IOException {
    LOG.log(
        Level.WARNING,
        "{0} cannot be read; it is set aside as {1}, and the cache begins empty",
        file.path(),
        file.damaged().getFileName());
    LOG.log(Level.DEBUG, "Cause", cause);
    Files.move(file.path(), file.damaged(), StandardCopyOption.REPLACE_EXISTING);
    Contents fresh = open(file.path());
    fresh.attributes().put(REVISION, file.revision());
    return fresh;
  }

  private boolean read(byte[] record, long notBefore, BiConsumer<CacheKey, CachedVector> reader) {
    ByteBuffer buffer = ByteBuffer.wrap(record);
    if (record.length < HEADER || buffer.getInt() != checksum(record)) {
      return false;
    }
    if (buffer.getLong() >= notBefore) {
      CacheKey key = new CacheKey(buffer.getLong(), buffer.getLong());
      reader.accept(key, vectors.read(buffer.slice()));
    }
    return true;
  }

  private static int checksum(byte[] record) {
    CRC32C checksum = new CRC32C();
    checksum.update(record, CHECKED_FROM, record.length - CHECKED_FROM);
    return (int) checksum.getValue();
  }
}
