package com.tkr.embed.standin;

import com.tkr.embed.model.ImagePixels;
import com.tkr.embed.model.ModelInput;
import java.util.SplittableRandom;

/** The stand-in's vector: a pure function of what the model is given, ids and pixels. */
public final class StandInVector {
  private static final int SCALE = 1 << 23;
  private static final long PRIME = 0x100000001B3L;

  private StandInVector() {}

  /** {@code dimensions} floats in [-1, 1). */
  public static float[] of(ModelInput input, int dimensions) {
    SplittableRandom random = new SplittableRandom(fingerprint(input));
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) (random.nextInt(2 * SCALE) - SCALE) / SCALE;
    }
    return vector;
  }

  /** 64 bits of an input (FNV-1a over ids, sizes and pixels). */
  public static long fingerprint(ModelInput input) {
    long hash = 0xCBF29CE484222325L;
    for (int id : input.inputIds()) {
      hash = (hash ^ id) * PRIME;
    }
    for (ImagePixels image : input.images()) {
      hash = (hash ^ image.width()) * PRIME;
      hash = (hash ^ image.height()) * PRIME;
      for (byte value : image.rgb()) {
        hash = (hash ^ value) * PRIME;
      }
    }
    return hash;
  }
}
