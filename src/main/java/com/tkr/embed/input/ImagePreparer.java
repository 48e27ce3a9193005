package com.tkr.embed.input;

import com.tkr.embed.model.ImagePixels;
import java.util.List;

final class ImagePreparer {
  private final int factor;

  ImagePreparer(ModelProfile profile, int factor, ImageLimits limits) {
    this.factor = factor;
  }

  List<ImagePixels> prepare(List<EncodedImage> images) {
    if (!images.isEmpty()) throw new UnsupportedOperationException();
    return List.of();
  }

  int[] tokens(List<ImagePixels> pixels) {
    return pixels.stream().mapToInt(p -> p.height() / factor * (p.width() / factor)).toArray();
  }
}
