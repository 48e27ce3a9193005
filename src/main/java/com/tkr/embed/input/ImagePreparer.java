package com.tkr.embed.input;

import com.tkr.embed.error.Cancellation;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.input.image.ImageFile;
import com.tkr.embed.input.image.ImageFormat;
import com.tkr.embed.input.image.ImageLimits;
import com.tkr.embed.input.image.ImageRefused;
import com.tkr.embed.input.pdf.PdfPage;
import com.tkr.embed.input.resize.Alpha;
import com.tkr.embed.input.resize.BicubicResize;
import com.tkr.embed.input.resize.OrientedRows;
import com.tkr.embed.input.resize.PixelRows;
import com.tkr.embed.input.resize.SmartResize;
import com.tkr.embed.input.resize.SmartResize.PixelRange;
import com.tkr.embed.model.ImagePixels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * From encoded images to the pixels that the model sees, in two steps: headers of all images first,
 * which is cheap and tells their token counts, then pixels. Thread-safe.
 */
final class ImagePreparer {
  private final List<PixelRange> stages;
  private final ImageLimits limits;
  private final DecodeBudget budget;
  private final Alpha alpha;

  /**
   * @param stages what each resize may give, in order; the last one's is what the model sees
   */
  ImagePreparer(List<PixelRange> stages, ImageLimits limits) {
    this(stages, limits, Alpha.DROPPED);
  }

  ImagePreparer(List<PixelRange> stages, ImageLimits limits, Alpha alpha) {
    this.alpha = alpha;
    this.stages = stages;
    this.limits = limits;
    this.budget = new DecodeBudget(limits.decodeBytes());
  }

  /**
   * An image whose header was accepted.
   *
   * @param file its header
   * @param orientation what will be applied, 1 for nothing
   * @param sizes that it is resized to, one after the other
   */
  record Accepted(ImageFile file, int orientation, List<SmartResize> sizes) {
    /** At which the model sees it. */
    SmartResize size() {
      return sizes.get(sizes.size() - 1);
    }
  }

  /** Reads and checks the headers. */
  List<Accepted> accept(List<EncodedImage> images) {
    List<Accepted> accepted = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      Ordinal which = new Ordinal(i, images.size());
      try {
        accepted.add(accept(images.get(i)));
      } catch (ImageRefused e) {
        throw which.invalid(e);
      }
    }
    return accepted;
  }

  /**
   * How much images are, by their headers; of PDF files and addresses that were not opened nothing
   * is known.
   *
   * @param tokenSide pixels that a token of the model spans in either direction
   */
  ImageExtent extent(List<EncodedImage> images, int tokenSide) {
    List<Accepted> accepted = accept(images.stream().filter(EncodedImage::isThere).toList());
    long pixels =
        accepted.stream()
            .mapToLong(image -> (long) image.file().width() * image.file().height())
            .sum();
    return new ImageExtent(pixels, Arrays.stream(tokens(accepted, tokenSide)).sum());
  }

  /** What the model sees of images, with their pixels where they are wanted. */
  List<SeenPicture> see(List<EncodedImage> images, boolean withPixels, Cancellation cancellation) {
    cancellation.check();
    List<Accepted> accepted = accept(images);
    List<ImagePixels> pixels = withPixels ? pixels(accepted, cancellation) : List.of();
    return IntStream.range(0, accepted.size())
        .mapToObj(i -> seen(accepted.get(i), pixels.stream().skip(i).findFirst()))
        .toList();
  }

  private static SeenPicture seen(Accepted image, Optional<ImagePixels> pixels) {
    boolean turns = OrientedRows.turns(image.orientation());
    ImageFile file = image.file();
    return new SeenPicture(
        turns ? file.height() : file.width(),
        turns ? file.width() : file.height(),
        image.size().width(),
        image.size().height(),
        pixels);
  }

  /** Tokens of each image, of a model to which one spans so many pixels in either direction. */
  static int[] tokens(List<Accepted> images, int tokenSide) {
    return images.stream().mapToInt(image -> image.size().tokens(tokenSide)).toArray();
  }

  /** Decodes and resizes, one after the other as long as somebody waits for them. */
  List<ImagePixels> pixels(List<Accepted> images, Cancellation cancellation) {
    List<ImagePixels> pixels = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      cancellation.check();
      Ordinal which = new Ordinal(i, images.size());
      try {
        pixels.add(pixels(images.get(i), cancellation));
      } catch (ImageRefused e) {
        throw which.invalid(e);
      }
    }
    return List.copyOf(pixels);
  }

  private Accepted accept(EncodedImage image) throws ImageRefused {
    ImageFile file = open(image);
    limits.check(file.width(), file.height());
    boolean oriented = image.exifOrientation() || file.alwaysOriented();
    int orientation = oriented ? file.orientation() : 1;
    boolean turns = OrientedRows.turns(orientation);
    int width = turns ? file.height() : file.width();
    int height = turns ? file.width() : file.height();
    return new Accepted(file, orientation, sizes(height, width));
  }

  /** A page is drawn for what the model sees. */
  private ImageFile open(EncodedImage image) throws ImageRefused {
    PdfPage page = image.page();
    return page == null
        ? ImageFormat.open(image.bytes())
        : page.picture(stages.get(stages.size() - 1).max());
  }

  private List<SmartResize> sizes(int height, int width) {
    List<SmartResize> sizes = new ArrayList<>();
    SmartResize size = new SmartResize(height, width);
    for (PixelRange stage : stages) {
      size = SmartResize.of(size.height(), size.width(), stage);
      sizes.add(size);
    }
    return List.copyOf(sizes);
  }

  private ImagePixels pixels(Accepted image, Cancellation cancellation) throws ImageRefused {
    SmartResize size = image.size();
    try (DecodeBudget.Share share = budget.take(bytes(image), cancellation)) {
      PixelRows decoded = image.file().decode(alpha, cancellation);
      PixelRows rows = OrientedRows.of(new WantedRows(decoded, cancellation), image.orientation());
      for (SmartResize stage : image.sizes()) {
        rows = BicubicResize.rows(rows, stage);
      }
      return new ImagePixels(size.height(), size.width(), BicubicResize.bytes(rows));
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ImageRefused.unreadable("cannot be decoded");
    } catch (OutOfMemoryError e) {
      throw ImageRefused.unreadable("needs more memory than the server has to decode");
    }
  }

  private static long bytes(Accepted image) {
    ImageFile file = image.file();
    long turned = image.orientation() == 1 ? 0 : 3L * file.width() * file.height();
    return file.decodeBytes() + turned + 3L * image.size().width() * image.size().height();
  }

  /** Which of an input's images is meant. */
  private record Ordinal(int index, int count) {
    InvalidInput invalid(ImageRefused e) {
      String name = count == 1 ? "The image " : "Image %d of %d ".formatted(index + 1, count);
      Map<String, Object> details = new java.util.HashMap<>(e.details());
      details.put("image", index);
      details.put("field", "image[" + index + "]");
      ErrorCode code = e.code();
      return new InvalidInput(code, name + e.getMessage() + ".", details);
    }
  }
}
