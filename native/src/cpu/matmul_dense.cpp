// Many rows and dense weights, in integers (dense.inl): both sides are rounded
// to int16 with a scale a row and group. The rows of x are packed
// once; each job takes a tile of weight rows, rounds 256 columns of a panel in
// the first-level cache and adds the products of all rows of x to sums of its
// own, which stay in the second-level cache until they are whole.
#include <algorithm>
#include <cstdint>

#include "packed_rows.h"
#include "row_blocks.h"
#include "scratch.h"
#include "thread_pool.h"
#include "tiles.h"

namespace tkr::embed::cpu {
namespace {

int64_t groups_of(int64_t columns) {
  return (columns + kDenseGroup - 1) / kDenseGroup;
}

// For each kColumns columns, the blocks in turn: words [words, rows] and
// scales [groups, rows].
struct DenseRows {
  RowBlocks blocks;
  int64_t k;
  const DenseKernels& kernel;
  Scratch words, scales;

  DenseRows(const RowBlocks& blocks, int64_t k, const DenseKernels& kernel)
      : blocks(blocks),
        k(k),
        kernel(kernel),
        words(blocks.rows * words_of(k)),
        scales(blocks.rows * groups_of(k)) {}

  int64_t words_of(int64_t columns) const { return (columns + 1) / 2; }
};

// Block b of the rows x.
class BlockPacking {
 public:
  BlockPacking(DenseRows& packed, int64_t b, const float* x)
      : packed_(packed), b_(b), x_(x + packed.blocks.first(b) * packed.k) {}

  void pack() {
    const int64_t k = packed_.k;
    for (int64_t i = 0; i < rows_; ++i)
      packed_.kernel.round_input(x_ + i * k, k, words_.get() + i * ld_,
                                 scales_.get() + i * groups_);
    for (int64_t k0 = 0; k0 < k; k0 += kColumns) place(k0);
  }

 private:
  void place(int64_t k0) {
    const int64_t columns = std::min(kColumns, packed_.k - k0);
    const int64_t group = k0 / kDenseGroup, groups = groups_of(columns);
    place(words_, ld_, k0 / 2, packed_.words_of(columns), packed_.words);
    place(scales_, groups_, group, groups, packed_.scales);
  }

  void place(const Scratch& from, int64_t ld, int64_t at, int64_t count,
             const Scratch& to) {
    kernels().pack_rows(rows_, from.get() + at, ld, count,
                        to.get() + packed_.blocks.place(b_, at, count));
  }

  DenseRows& packed_;
  const int64_t b_;
  const float* const x_;
  const int64_t rows_ = packed_.blocks.size(b_);
  const int64_t groups_ = groups_of(packed_.k);
  const int64_t ld_ = packed_.words_of(packed_.k);
  const Scratch words_{rows_ * ld_ + kernels().lanes};
  const Scratch scales_{rows_ * groups_};
};

// Up to panel_rows of a tile's weight rows, from its `first`th; those beyond
// the tile repeat its last.
class Panel {
 public:
  Panel(const DenseRows& x, const Tile& tile, int64_t first)
      : x_(x),
        tile_(tile),
        w_(tile.matrix.w),
        first_(first),
        count_(std::min(width_, tile.last - tile.first - first)),
        first_row_(x.blocks.first(tile.first_block)),
        rows_(x.blocks.first(tile.last_block) - first_row_) {
    const float* bias = tile.matrix.bias;
    for (int64_t i = 0; i < width_; ++i) start_[i] = bias ? bias[row(i)] : 0.0f;
  }

  void multiply() {
    for (int64_t k0 = 0; k0 < x_.k; k0 += kColumns) {
      const int64_t columns = std::min(kColumns, x_.k - k0);
      round(k0, columns);
      for (int64_t b = tile_.first_block; b < tile_.last_block; ++b) {
        add(b, k0, columns);
      }
    }
    for (int64_t i = 0; i < rows_; ++i)
      std::copy_n(sums_.get() + i * width_, count_,
                  tile_.y + (first_row_ + i) * tile_.ldy + first_);
  }

 private:
  int64_t row(int64_t i) const {
    return tile_.first + first_ + std::min(i, count_ - 1);
  }

  void round(int64_t k0, int64_t columns) {
    const int64_t words = x_.words_of(columns), groups = groups_of(columns);
    const int64_t ld = kColumns / 2;
    const void* rows[kMostPanelRows];
    for (int64_t i = 0; i < width_; ++i) {
      float scales[kColumns / kDenseGroup];
      float* const rounded = rounded_.get() + i * ld;
      rows[i] = rounded;
      x_.kernel.round_weights[w_.type](
          static_cast<const char*>(w_.row(row(i))) + k0 * size_of(w_.type),
          columns, rounded, scales);
      for (int64_t g = 0; g < groups; ++g) scales_[g * width_ + i] = scales[g];
    }
    kernels().pack[kFloat32](rows, words, 0, words, panel_.get());
  }

  // Block b's part of the columns from k0 on: whole groups and a shorter one.
  void add(int64_t b, int64_t k0, int64_t columns) {
    const int64_t whole = columns / kDenseGroup, rest = columns % kDenseGroup;
    const int64_t group = k0 / kDenseGroup, m = x_.blocks.size(b);
    const float* a =
        x_.words.get() + x_.blocks.place(b, k0 / 2, x_.words_of(columns));
    const int64_t at = x_.blocks.place(b, group, groups_of(columns));
    DenseProduct product{
        whole,  x_.words_of(kDenseGroup), a, x_.scales.get() + at, panel_.get(),
        scales_};
    if (whole > 0) add(b, product, k0 == 0);
    if (rest == 0) return;
    product.a += whole * product.words * m;
    product.b += whole * product.words * width_;
    product.a_scales += whole * m;
    product.b_scales += whole * width_;
    product.groups = 1;
    product.words = x_.words_of(rest);
    add(b, product, k0 == 0 && whole == 0);
  }

  void add(int64_t b, const DenseProduct& product, bool is_first) {
    const int64_t lanes = kernels().lanes;
    float* const c = sums_.get() + (x_.blocks.first(b) - first_row_) * width_;
    x_.kernel.multiply(x_.blocks.size(b), (count_ + lanes - 1) / lanes, product,
                       is_first ? start_ : c, is_first ? 0 : width_, c, width_);
  }

  const DenseRows& x_;
  const Tile& tile_;
  const Weights& w_;
  const int64_t width_ = kernels().panel_rows;
  const int64_t first_, count_;
  const int64_t first_row_, rows_;  // of x
  float start_[kMostPanelRows];
  float scales_[kColumns / kDenseGroup * kMostPanelRows];
  const int64_t words_ = kColumns / 2 * width_;
  const Scratch rounded_{words_ + kernels().lanes}, panel_{words_};
  const Scratch sums_{rows_ * width_};
};

class PackedDense final : public PackedBlocks {
 public:
  PackedDense(const float* x, int64_t m, int64_t k, const DenseKernels& kernel)
      : PackedBlocks(m), x_(blocks_, k, kernel) {
    for_blocks([&](int64_t b) { BlockPacking(x_, b, x).pack(); });
  }

  void multiply(const Tile& tile) const override {
    for (int64_t i = 0; i < tile.last - tile.first; i += kernels().panel_rows)
      Panel(x_, tile, i).multiply();
  }

 private:
  DenseRows x_;
};

}  // namespace

std::unique_ptr<PackedRows> pack_dense(const float* x, int64_t m,
                                       const Weights& w,
                                       const DenseKernels& kernel) {
  return std::make_unique<PackedDense>(x, m, w.k, kernel);
}

}  // namespace tkr::embed::cpu
