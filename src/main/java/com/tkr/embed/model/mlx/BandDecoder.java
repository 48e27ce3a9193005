package com.tkr.embed.model.mlx;

import com.tkr.embed.model.mlx.TkrImage.NativeDecoder;
import org.bytedeco.javacpp.BytePointer;

/** Decodes a JPEG or TIFF file. Outside the heap it takes the file, one band and what libraries. */
public final class BandDecoder {
  private BandDecoder() {}

  /**
   * All samples of the file's first picture, row by row: 8 bits each of JPEG files (grey; R, G, B;
   * or C, M, Y, K as stored); of TIFF files as stored, 16 bits in this machine's order; of YCbCr
   * ones R, G, B.
   *
   * @param memory bytes that the libraries may allocate
   * @throws DecodeFailed when the file is damaged, or not what the frame says
   * @throws LinkageError when the libraries do not load on this machine
   */
  public static byte[] decode(byte[] file, Frame frame, long memory) throws DecodeFailed {
    TkrImage.load();
    try (BytePointer bytes = new BytePointer(file);
        NativeDecoder decoder = new NativeDecoder(bytes, file.length, memory)) {
      if (!frame.equals(frameOf(decoder))) {
        throw new IllegalStateException("Another picture than the header's");
      }
      return samples(decoder, frame);
    } catch (RuntimeException e) {
      throw new DecodeFailed(e);
    }
  }

  private static Frame frameOf(NativeDecoder decoder) {
    return new Frame(decoder.width(), decoder.height(), Math.toIntExact(decoder.row_bytes()));
  }

  private static byte[] samples(NativeDecoder decoder, Frame frame) {
    byte[] samples = new byte[Math.toIntExact(frame.bytes())];
    int bandBytes = Math.multiplyExact(frame.rowBytes(), decoder.band_rows());
    try (BytePointer band = new BytePointer((long) bandBytes)) {
      for (int at = 0; at < samples.length; at += bandBytes) {
        decoder.read(band);
        band.position(0).get(samples, at, Math.min(bandBytes, samples.length - at));
      }
    }
    return samples;
  }
}
