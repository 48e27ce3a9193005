package com.tkr.embed.input.image;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a WebP file, judged as libwebp's demuxer judges them, which Pillow reads with: all
 * of them have to be whole and in their order, also those after the first picture.
 */
final class WebpChunks {
  private static final int FIRST = 12;
  private static final int HEADER = 8;
  private static final int ANIMATION = 2;
  private static final int XMP = 4;
  private static final int EXIF = 8;
  private static final int ALPHA = 16;
  private static final int KNOWN_FLAGS = 0x3E;
  private static final int CONTROL = 6;
  private static final int PLACE = 16;

  int width;
  int height;

  private final FileBytes file;
  private final long end;
  private int flags;
  private boolean extended;
  private boolean controlled;
  private boolean alphaPlane;
  private @Nullable WebpPicture picture;
  private byte @Nullable [] exif;
  private String xmp = "";

  private WebpChunks(FileBytes file) throws ImageRefused {
    this.file = file;
    this.end = HEADER + file.u32(4);
  }

  static WebpChunks read(FileBytes file) throws ImageRefused {
    WebpChunks chunks = new WebpChunks(file);
    file.need(0, chunks.end);
    if (file.has(FIRST, "VP8X")) {
      chunks.readExtended();
    } else {
      chunks.readSimple();
    }
    chunks.picture();
    return chunks;
  }

  /** The first picture. */
  WebpPicture picture() throws ImageRefused {
    if (picture == null) {
      throw file.damaged();
    }
    return picture;
  }

  /** Whether Pillow gives it the mode RGBA. */
  boolean isTransparent() throws ImageRefused {
    return has(ALPHA) || !has(ANIMATION) && (picture().alpha() || alphaPlane);
  }

  /** As EXIF says, or XMP. */
  int orientation() throws ImageRefused {
    return ExifOrientation.of(exif, xmp);
  }

  private void readSimple() throws ImageRefused {
    check(WebpPicture.isLossy(file, FIRST) || WebpPicture.isLossless(file, FIRST));
    Frame frame = new Frame();
    frame.read(FIRST);
    picture = frame.picture;
    width = picture().width();
    height = picture().height();
  }

  private void readExtended() throws ImageRefused {
    extended = true;
    long next = next(FIRST);
    check(next - FIRST >= HEADER + 10);
    flags = file.u8(FIRST + HEADER);
    width = 1 + WebpPicture.u24(file, FIRST + 12);
    height = 1 + WebpPicture.u24(file, FIRST + 15);
    check((flags & ~KNOWN_FLAGS) == 0 && next < end);
    while (next < end) {
      next = readChunk(next);
    }
  }

  private long readChunk(long at) throws ImageRefused {
    long next = next(at);
    if (isPicture(at) || file.has(at, "ALPH")) {
      check(!controlled && !has(ANIMATION) && picture == null);
      return readFrame(at, 0, 0);
    } else if (file.has(at, "ANMF")) {
      return readPlaced(at, next);
    }
    check(!file.has(at, "VP8X"));
    if (file.has(at, "ANIM")) {
      check(next - at >= HEADER + CONTROL);
      controlled = true;
    } else if (file.has(at, "EXIF") && has(EXIF) && exif == null) {
      exif = content(at);
    } else if (file.has(at, "XMP ") && has(XMP) && xmp.isEmpty()) {
      xmp = new String(content(at), StandardCharsets.ISO_8859_1);
    }
    return next;
  }

  /** A frame of an animation; chunks inside it that are no part of it count as outside. */
  private long readPlaced(long at, long next) throws ImageRefused {
    check(controlled && next - at >= HEADER + PLACE);
    int left = 2 * WebpPicture.u24(file, at + HEADER);
    int top = 2 * WebpPicture.u24(file, at + HEADER + 3);
    long frame = at + HEADER + PLACE;
    long after = readFrame(frame, left, top);
    check(after <= next);
    return after;
  }

  private long readFrame(long at, int left, int top) throws ImageRefused {
    Frame frame = new Frame();
    long next = frame.read(at);
    if (frame.picture != null) {
      add(frame.picture.placed(left, top));
    }
    return next;
  }

  private void add(WebpPicture added) throws ImageRefused {
    boolean still = !has(ANIMATION);
    if (still && controlled) {
      return;
    }
    boolean inside =
        added.left() + added.width() <= width && added.top() + added.height() <= height;
    check(inside && !(still && (added.width() < width || added.height() < height)));
    picture = picture == null ? added : picture;
  }

  /** The alpha plane and the picture of one frame. */
  private final class Frame {
    private @Nullable WebpPicture picture;
    private long plane = -1;

    /** Returns where the chunk begins that is no part of it. */
    long read(long from) throws ImageRefused {
      long at = from;
      while (at < end && take(at)) {
        at = next(at);
      }
      check(picture != null || plane < 0);
      check(at == end || at + HEADER <= end);
      return at;
    }

    private boolean take(long at) throws ImageRefused {
      next(at);
      if (file.has(at, "ALPH") && plane < 0) {
        check(picture == null || !extended);
        plane = at;
        alphaPlane = true;
        return true;
      }
      if (!isPicture(at) || picture != null) {
        return false;
      }
      check(plane < 0 || WebpPicture.isLossy(file, at));
      picture = WebpPicture.read(file, at).withPlane(plane);
      return true;
    }
  }

  private boolean isPicture(long at) {
    return WebpPicture.isLossy(file, at) || WebpPicture.isLossless(file, at);
  }

  /** Where the chunk after one begins; damaged when that is not inside the file. */
  private long next(long at) throws ImageRefused {
    check(at + HEADER <= end);
    long length = file.u32(at + 4);
    long next = at + HEADER + length + (length & 1);
    check(next == end || next + HEADER <= end);
    return next;
  }

  private byte[] content(long at) throws ImageRefused {
    return file.copy(at + HEADER, file.u32(at + 4));
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }

  private void check(boolean right) throws ImageRefused {
    if (!right) {
      throw file.damaged();
    }
  }
}
