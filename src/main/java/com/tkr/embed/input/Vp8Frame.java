package com.tkr.embed.input;

import com.tkr.embed.input.Vp8LoopFilter.Edge;
import com.tkr.embed.input.Vp8LoopFilter.Strength;
import java.util.Arrays;

/**
 * Decodes a VP8 key frame, the picture inside a lossy WebP file (RFC 6386), to the planes that
 * libwebp decodes it to, bit for bit.
 */
final class Vp8Frame {
  private final FileBytes file;
  private final Vp8Header header;
  private final Vp8Modes modes;
  private final Vp8Coefficients coefficients;
  private final Vp8Plane[] planes;
  private final Vp8Prediction[] predictions;
  private final Vp8Transform[] transforms;

  /** Per macroblock; {@code null} where nothing is filtered. */
  private final Strength[] strengths;

  private final boolean[] inner;

  private Vp8Frame(FileBytes file, Vp8Header header) {
    this.file = file;
    this.header = header;
    this.modes = new Vp8Modes(header);
    this.coefficients = new Vp8Coefficients(header);
    int columns = header.columns();
    int rows = header.rows();
    this.planes =
        new Vp8Plane[] {
          new Vp8Plane(16 * columns, 16 * rows),
          new Vp8Plane(8 * columns, 8 * rows),
          new Vp8Plane(8 * columns, 8 * rows)
        };
    this.predictions =
        new Vp8Prediction[] {
          new Vp8Prediction(planes[0], 16),
          new Vp8Prediction(planes[1], 8),
          new Vp8Prediction(planes[2], 8)
        };
    this.transforms = Arrays.stream(planes).map(Vp8Transform::new).toArray(Vp8Transform[]::new);
    this.strengths = new Strength[columns * rows];
    this.inner = new boolean[columns * rows];
  }

  /**
   * Decodes the frame that fills the bytes {@code from} to {@code to}.
   *
   * @throws ImageRefused when it is damaged or truncated
   */
  static Vp8Rows decode(FileBytes file, int from, int to) throws ImageRefused {
    Vp8Header header = Vp8Header.read(file, from, to);
    Vp8Frame frame = new Vp8Frame(file, header);
    for (int row = 0; row < header.rows(); row++) {
      frame.decodeRow(row);
    }
    frame.filter();
    return new Vp8Rows(header.width, header.height, frame.planes);
  }

  private void decodeRow(int row) throws ImageRefused {
    Vp8Bits partition = header.coefficients[row % header.coefficients.length];
    Vp8Macroblock block = new Vp8Macroblock();
    modes.startRow();
    coefficients.startRow(partition);
    for (int column = 0; column < header.columns(); column++) {
      modes.read(block, column);
      coefficients.read(block, column);
      if (partition.exhausted() || header.modes.exhausted()) {
        throw file.damaged();
      }
      reconstruct(block, column, row);
      noteFilter(block, row * header.columns() + column);
    }
  }

  private void reconstruct(Vp8Macroblock block, int column, int row) {
    if (block.subBlocks) {
      reconstructSubBlocks(block, column, row);
    } else {
      predictions[0].whole(block.lumaModes[0], column, row);
      addResidue(block, planes[0].at(16 * column, 16 * row), new Part(0, 0, 4));
    }
    for (int plane = 1; plane < 3; plane++) {
      predictions[plane].whole(block.chromaMode, column, row);
      int at = planes[plane].at(8 * column, 8 * row);
      addResidue(block, at, new Part(plane, 12 + 4 * plane, 2));
    }
  }

  /**
   * A macroblock's part of a plane.
   *
   * @param plane which
   * @param first its first block
   * @param side blocks per row
   */
  private record Part(int plane, int first, int side) {}

  private void addResidue(Vp8Macroblock block, int at, Part part) {
    if (!block.coded) {
      return;
    }
    Vp8Plane plane = planes[part.plane()];
    for (int i = 0; i < part.side() * part.side(); i++) {
      int pixel = at + i / part.side() * 4 * plane.stride() + i % part.side() * 4;
      transforms[part.plane()].add(block.coefficients, part.first() + i, pixel);
    }
  }

  private void reconstructSubBlocks(Vp8Macroblock block, int column, int row) {
    Vp8Plane luma = planes[0];
    int[] right = aboveRight(column, row);
    int[] own = new int[4];
    for (int i = 0; i < 16; i++) {
      int at = luma.at(16 * column + i % 4 * 4, 16 * row + i / 4 * 4);
      for (int x = 0; i % 4 < 3 && x < 4; x++) {
        own[x] = luma.get(at - luma.stride() + 4 + x);
      }
      predictions[0].subBlock(block.lumaModes[i], at, i % 4 < 3 ? own : right);
      if (block.coded) {
        transforms[0].add(block.coefficients, i, at);
      }
    }
  }

  /** The four samples above the macroblock to the right serve all sub-blocks of the last column. */
  private int[] aboveRight(int column, int row) {
    Vp8Plane luma = planes[0];
    boolean last = column == header.columns() - 1;
    int[] right = new int[4];
    for (int x = 0; x < 4; x++) {
      int from = last ? 16 * column + 15 : 16 * column + 16 + x;
      right[x] = row == 0 ? 127 : luma.get(luma.at(from, 16 * row - 1));
    }
    return right;
  }

  private void noteFilter(Vp8Macroblock block, int index) {
    int level = header.filterLevels[block.segment][block.subBlocks ? 1 : 0];
    strengths[index] = level == 0 ? null : Strength.of(level, header.sharpness);
    inner[index] = block.subBlocks || block.coded;
  }

  private void filter() {
    for (int plane = 0; plane < (header.simpleFilter ? 1 : 3); plane++) {
      Vp8LoopFilter filter = new Vp8LoopFilter(planes[plane], header.simpleFilter);
      for (int i = 0; i < strengths.length; i++) {
        if (strengths[i] != null) {
          filter(filter, planes[plane], i);
        }
      }
    }
  }

  private void filter(Vp8LoopFilter filter, Vp8Plane plane, int index) {
    int size = plane == planes[0] ? 16 : 8;
    int column = index % header.columns();
    int row = index / header.columns();
    int at = plane.at(size * column, size * row);
    int stride = plane.stride();
    if (column > 0) {
      filter.between(new Edge(at, stride, 1, size), strengths[index]);
    }
    for (int x = 4; inner[index] && x < size; x += 4) {
      filter.inside(new Edge(at + x, stride, 1, size), strengths[index]);
    }
    if (row > 0) {
      filter.between(new Edge(at, 1, stride, size), strengths[index]);
    }
    for (int y = 4; inner[index] && y < size; y += 4) {
      filter.inside(new Edge(at + y * stride, 1, stride, size), strengths[index]);
    }
  }
}
