package com.tkr.embed.model.mlx;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.annotation.Cast;
import org.bytedeco.javacpp.annotation.Name;
import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.Platform;

/**
 * {@code native/include/tkr_image/band_decoder.h}, member for member. C++ exceptions arrive as
 * {@link RuntimeException}.
 */
@Platform(include = "tkr_image/band_decoder.h", link = "tkr_image", compiler = "cpp17")
@Namespace("tkr::image")
final class TkrImage {
  static {
    NativeLibrary.load("tkr_image");
    Loader.load();
  }

  private TkrImage() {}

  /** Initialises this class, and with it the library, before a nested class's first native call. */
  static void load() {}

  /** {@code tkr::image::BandDecoder}: borrows the file's bytes. */
  @Name("BandDecoder")
  static final class NativeDecoder extends Pointer {
    static {
      TkrImage.load();
    }

    NativeDecoder(BytePointer file, long size, long memory) {
      allocate(file, size, memory);
    }

    private native void allocate(
        @Cast("const uint8_t*") BytePointer file,
        @Cast("int64_t") long size,
        @Cast("int64_t") long memory);

    native int width();

    native int height();

    native @Cast("int64_t") long row_bytes();

    native int band_rows();

    native void read(@Cast("uint8_t*") BytePointer samples);
  }
}
