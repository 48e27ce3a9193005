package com.tkr.embed.input;

import com.tkr.embed.error.Cancellation;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.input.image.ImageRefused;
import com.tkr.embed.input.pdf.PdfRenderer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The PDF files among the pictures of one request: opened, and their pages put in their place. For
 * one thread, which waits while a file is opened.
 */
public final class Documents {
  private final PdfRenderer renderer;
  private final List<EmbeddingInput> inputs;
  private final Cancellation cancellation;
  private final List<EmbeddingInput> opened = new ArrayList<>();
  private final List<DocumentPage> pages = new ArrayList<>();
  private final Map<byte[], EncodedImage> queries = new IdentityHashMap<>();
  private int pagesLeft;

  /** Of these inputs, none of which is opened yet. */
  public Documents(PdfRenderer renderer, List<EmbeddingInput> inputs, Cancellation cancellation) {
    this.renderer = renderer;
    this.cancellation = cancellation;
    this.inputs = inputs;
    this.pagesLeft = renderer.limits().pages();
  }

  /** Whether there are any. */
  public static boolean areIn(List<EmbeddingInput> inputs) {
    return inputs.stream().flatMap(EmbeddingInput::allImages).anyMatch(Documents::isUnopened);
  }

  private static boolean isUnopened(EncodedImage image) {
    return image.page() == null && PdfRenderer.isPdf(image.bytes());
  }

  /**
   * Opens them.
   *
   * @throws InvalidInput when one cannot be opened
   * @throws java.util.concurrent.CancellationException when nobody waits for them any more
   */
  public OpenedInputs open() {
    for (int i = 0; i < inputs.size(); i++) {
      EmbeddingInput input = inputs.get(i);
      List<EncodedImage> ofQuery = input.queryImages().stream().map(this::ofQuery).toList();
      List<EncodedImage> pictures = pictures(i);
      if (input.eachPage()) {
        for (EncodedImage picture : pictures) {
          add(input.opened(List.of(picture), ofQuery), new DocumentPage(i, picture.pageNumber()));
        }
      } else {
        add(input.opened(pictures, ofQuery), new DocumentPage(i, 0));
      }
    }
    return new OpenedInputs(opened, pages);
  }

  /** Inputs of one request have the same query, whose files are opened once. */
  private EncodedImage ofQuery(EncodedImage image) {
    return isUnopened(image) ? queries.computeIfAbsent(image.bytes(), file -> page(image)) : image;
  }

  private EncodedImage page(EncodedImage file) {
    List<EncodedImage> found = AcceptedPictures.ofQuery(() -> onlyPicture(file));
    if (found.size() > 1) {
      throw new InvalidInput(
          ErrorCode.VALIDATION_ERROR,
          "query: The PDF file has %d pages; a query may have one.".formatted(found.size()),
          Map.of("field", AcceptedPictures.QUERY, "pages", found.size(), "limit", 1));
    }
    return found.get(0);
  }

  private List<EncodedImage> onlyPicture(EncodedImage image) {
    try {
      return pictures(image);
    } catch (ImageRefused e) {
      throw new InvalidInput(e.code(), "The image " + e.getMessage() + ".", e.details());
    }
  }

  private void add(EmbeddingInput input, DocumentPage page) {
    opened.add(input);
    pages.add(page);
  }

  private List<EncodedImage> pictures(int index) {
    List<EncodedImage> images = inputs.get(index).images();
    List<EncodedImage> pictures = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      try {
        pictures.addAll(pictures(images.get(i)));
      } catch (ImageRefused e) {
        throw invalid(index, i, e);
      }
    }
    return pictures;
  }

  private List<EncodedImage> pictures(EncodedImage image) throws ImageRefused {
    if (!isUnopened(image)) {
      return List.of(image);
    }
    List<EncodedImage> found =
        renderer.open(image.bytes(), pagesLeft, cancellation).stream()
            .map(EncodedImage::of)
            .toList();
    pagesLeft -= found.size();
    return found;
  }

  private InvalidInput invalid(int index, int image, ImageRefused e) {
    String name = inputs.get(index).name();
    String prefix = name.isEmpty() || inputs.size() == 1 ? "" : name + ": ";
    int images = inputs.get(index).images().size();
    String which = images == 1 ? "The image " : "Image %d of %d ".formatted(image + 1, images);
    Map<String, Object> details = new HashMap<>(e.details());
    details.put("image", name.isEmpty() ? image : index);
    details.put("field", name.isEmpty() ? "image[" + image + "]" : name);
    ErrorCode code = e.code();
    return new InvalidInput(code, prefix + which + e.getMessage() + ".", details);
  }
}
