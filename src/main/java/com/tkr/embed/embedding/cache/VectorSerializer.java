package com.tkr.embed.embedding.cache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.ehcache.spi.serialization.Serializer;

/**
 * A vector as bytes, little endian: tokens (int32), truncated (int32, 0 or 1), norm (float64), then
 * the floats, bit by bit.
 */
final class VectorSerializer implements Serializer<CachedVector> {
  private static final int HEADER = 16;

  static int size(CachedVector vector) {
    return HEADER + Float.BYTES * vector.pooled().length;
  }

  /** Writes at the buffer's position. */
  static void write(CachedVector vector, ByteBuffer target) {
    ByteBuffer bytes = target.order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(vector.tokens()).putInt(vector.truncated() ? 1 : 0).putDouble(vector.norm());
    bytes.asFloatBuffer().put(vector.pooled());
    bytes.position(bytes.position() + Float.BYTES * vector.pooled().length);
  }

  @Override
  public ByteBuffer serialize(CachedVector vector) {
    ByteBuffer bytes = ByteBuffer.allocate(size(vector));
    write(vector, bytes);
    return bytes.flip();
  }

  @Override
  public CachedVector read(ByteBuffer source) {
    ByteBuffer bytes = source.order(ByteOrder.LITTLE_ENDIAN);
    int tokens = bytes.getInt();
    boolean truncated = bytes.getInt() == 1;
    double norm = bytes.getDouble();
    float[] pooled = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(pooled);
    return new CachedVector(pooled, norm, tokens, truncated);
  }

  /** Of one key there is one vector, so this is hardly ever asked. */
  @Override
  public boolean equals(CachedVector vector, ByteBuffer bytes) {
    CachedVector other = read(bytes);
    return vector.tokens() == other.tokens()
        && vector.truncated() == other.truncated()
        && Arrays.equals(vector.pooled(), other.pooled());
  }

  /** A key as its 16 bytes. */
  static final class Keys implements Serializer<CacheKey> {
    static final int SIZE = 16;

    @Override
    public ByteBuffer serialize(CacheKey key) {
      return ByteBuffer.allocate(SIZE).putLong(key.high()).putLong(key.low()).flip();
    }

    @Override
    public CacheKey read(ByteBuffer bytes) {
      return new CacheKey(bytes.getLong(), bytes.getLong());
    }

    @Override
    public boolean equals(CacheKey key, ByteBuffer bytes) {
      return key.high() == bytes.getLong(bytes.position())
          && key.low() == bytes.getLong(bytes.position() + Long.BYTES);
    }
  }
}
