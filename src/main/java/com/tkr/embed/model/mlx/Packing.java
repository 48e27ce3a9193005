package com.tkr.embed.model.mlx;

import com.tkr.embed.model.ImagePixels;
import com.tkr.embed.model.ModelInput;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/** A batch in native memory, packed without padding; lives as long as one call. */
final class Packing implements AutoCloseable {
  private final IntPointer inputIds;
  private final IntPointer sequenceLengths;
  private final IntPointer prefixLengths;
  private final IntPointer sharedLengths;
  private final IntPointer imageSizes;
  private final BytePointer pixels;
  private final TkrEmbed.PackedBatch batch;

  Packing(List<ModelInput> inputs) {
    List<ImagePixels> images = inputs.stream().flatMap(input -> input.images().stream()).toList();
    inputIds = new IntPointer(inputs.stream().mapToLong(ModelInput::tokens).sum());
    sequenceLengths = ints(inputs.stream().mapToInt(ModelInput::tokens).toArray());
    prefixLengths = ints(inputs.stream().mapToInt(ModelInput::prefixLength).toArray());
    sharedLengths = ints(inputs.stream().mapToInt(ModelInput::sharedLength).toArray());
    imageSizes = new IntPointer(2L * images.size());
    pixels = new BytePointer(images.stream().mapToLong(image -> image.rgb().length).sum());
    inputs.forEach(this::putIds);
    images.forEach(this::putImage);
    batch =
        new TkrEmbed.PackedBatch()
            .tokens(inputIds.position())
            .sequences(inputs.size())
            .images(images.size())
            .pixel_bytes(pixels.position())
            .input_ids(inputIds.position(0))
            .sequence_lengths(sequenceLengths)
            .prefix_lengths(prefixLengths)
            .shared_lengths(sharedLengths)
            .image_sizes(imageSizes.position(0))
            .pixels(pixels.position(0));
  }

  TkrEmbed.PackedBatch batch() {
    return batch;
  }

  private static IntPointer ints(int[] values) {
    return new IntPointer((long) values.length).put(values, 0, values.length);
  }

  private void putIds(ModelInput input) {
    inputIds
        .put(input.inputIds(), 0, input.tokens())
        .position(inputIds.position() + input.tokens());
  }

  private void putImage(ImagePixels image) {
    imageSizes.put(new int[] {image.height(), image.width()}, 0, 2);
    imageSizes.position(imageSizes.position() + 2);
    pixels.put(image.rgb(), 0, image.rgb().length);
    pixels.position(pixels.position() + image.rgb().length);
  }

  @Override
  public void close() {
    batch.close();
    inputIds.close();
    sequenceLengths.close();
    prefixLengths.close();
    sharedLengths.close();
    imageSizes.close();
    pixels.close();
  }
}
