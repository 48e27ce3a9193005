package com.tkr.embed.input.image;

import com.tkr.embed.model.mlx.BandDecoder;
import com.tkr.embed.model.mlx.DecodeFailed;
import com.tkr.embed.model.mlx.Frame;

/** Runs the native decoder over untrusted bytes: its failures become refusals. */
final class NativeSamples {
  /** What the libraries may take for their own buffers, whatever the picture's size. */
  private static final long WORKING_BYTES = 32 << 20;

  private NativeSamples() {}

  /**
   * All samples, row by row.
   *
   * @param memory bytes that the picture itself takes while it is decoded
   */
  static byte[] of(String format, byte[] file, Frame frame, long memory) throws ImageRefused {
    try {
      return BandDecoder.decode(file, frame, memory + WORKING_BYTES);
    } catch (DecodeFailed e) {
      throw ImageRefused.damaged(format);
    } catch (LinkageError e) {
      throw ImageRefused.unreadable(
          "is a " + format + " file, and this server cannot load its decoder; send PNG");
    }
  }
}
