package com.tkr.embed.cache;

import java.nio.ByteBuffer;
import org.ehcache.spi.serialization.Serializer;

/** A key as its 16 bytes. */
final class KeySerializer implements Serializer<CacheKey> {
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
