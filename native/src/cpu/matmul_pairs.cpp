// Any number of rows and quantised weights, in integers (pairs.inl):
//   sum x (s q + b) = s sum x q + b sum x
// with x rounded to 16 bits of its group's greatest. The rows of x are packed
// once; each job takes a tile of weight rows, unpacks 256 columns of a panel to
// pairs in the first-level cache and runs the micro-kernel over all rows of x.
#include <algorithm>
#include <vector>

#include "packed_rows.h"
#include "row_blocks.h"
#include "scratch.h"
#include "thread_pool.h"
#include "tiles.h"

namespace tkr::embed::cpu {
namespace {

// For each kColumns columns, the blocks in turn: pairs [columns / 2, rows],
// scales and sums [groups, rows].
struct Pairs {
  RowBlocks blocks;
  Scratch pairs, scales, sums;

  Pairs(const RowBlocks& blocks, const Weights& w)
      : blocks(blocks),
        pairs(blocks.rows * w.k / 2),
        scales(blocks.rows * w.groups()),
        sums(blocks.rows * w.groups()) {}

  // Where block b's part of the columns from `at` on begins; `count` of them.
  int64_t place(int64_t b, int64_t at, int64_t count) const {
    return at * blocks.rows + blocks.first(b) * count;
  }
};

void pack_block(const Pairs& packed, int64_t b, const float* x,
                const Weights& w) {
  const int64_t rows = packed.blocks.size(b), groups = w.groups();
  const Scratch pairs(rows * w.k / 2), scales(rows * groups),
      sums(rows * groups);
  x += packed.blocks.first(b) * w.k;
  for (int64_t i = 0; i < rows; ++i)
    kernels().to_pairs[w.bits == 8](
        x + i * w.k, w.k, w.group_size, pairs.get() + i * w.k / 2,
        scales.get() + i * groups, sums.get() + i * groups);
  const auto pack = [&](const Scratch& from, int64_t ld, int64_t at,
                        int64_t count, const Scratch& to) {
    kernels().pack_rows(rows, from.get() + at, ld, count,
                        to.get() + packed.place(b, at, count));
  };
  for (int64_t k0 = 0; k0 < w.k; k0 += kColumns) {
    const int64_t columns = std::min(kColumns, w.k - k0);
    const int64_t group = k0 / w.group_size, count = columns / w.group_size;
    pack(pairs, w.k / 2, k0 / 2, columns / 2, packed.pairs);
    pack(scales, groups, group, count, packed.scales);
    pack(sums, groups, group, count, packed.sums);
  }
}

// One panel's weight rows; those beyond `last` repeat the one before.
class Panel {
 public:
  // first: the panel's in the tile's.
  Panel(const Pairs& x, const Tile& tile, int64_t first)
      : x_(x),
        tile_(tile),
        w_(tile.matrix.w),
        first_(first),
        count_(std::min(kernel_.panel_rows, tile.last - tile.first - first)) {
    const void *scales[kMostPanelRows], *biases[kMostPanelRows];
    const int64_t bytes = w_.groups() * size_of(w_.scale_type);
    const int64_t last = tile.first + first + count_;
    for (int64_t i = 0; i < kernel_.panel_rows; ++i) {
      const int64_t row = std::min(tile.first + first + i, last - 1);
      rows_[i] = static_cast<const uint32_t*>(w_.row(row));
      scales[i] = static_cast<const char*>(w_.scales) + row * bytes;
      biases[i] = static_cast<const char*>(w_.biases) + row * bytes;
      start_[i] = tile.matrix.bias ? tile.matrix.bias[row] : 0.0f;
    }
    const auto pack = kernel_.pack[w_.scale_type];
    pack(scales, w_.groups(), 0, w_.groups(), scales_.get());
    pack(biases, w_.groups(), 0, w_.groups(), biases_.get());
  }

  void multiply() {
    for (int64_t k0 = 0; k0 < w_.k; k0 += kColumns) {
      const int64_t columns = std::min(kColumns, w_.k - k0);
      kernel_.pack_pairs[w_.bits == 8](rows_, w_.k, k0, columns, pairs_.get());
      for (int64_t b = tile_.first_block; b < tile_.last_block; ++b)
        add(b, k0, columns);
    }
  }

 private:
  // y += the product of block b's rows and this panel, columns k0 on.
  void add(int64_t b, int64_t k0, int64_t columns) {
    const int64_t m = x_.blocks.size(b), ldy = tile_.ldy;
    float* y = tile_.y + x_.blocks.first(b) * ldy + first_;
    const float* init = k0 == 0 ? start_ : y;
    const int64_t ldinit = k0 == 0 ? 0 : ldy;
    if (count_ % kernel_.lanes == 0) {
      add(b, k0, columns, {init, ldinit, y, ldy});
      return;
    }
    float edge[kMostTileRows * kMostPanelRows];
    for (int64_t i = 0; i < m; ++i)
      std::copy_n(init + i * ldinit, count_, edge + i * kernel_.panel_rows);
    add(b, k0, columns, {edge, kernel_.panel_rows, edge, kernel_.panel_rows});
    for (int64_t i = 0; i < m; ++i)
      std::copy_n(edge + i * kernel_.panel_rows, count_, y + i * ldy);
  }

  struct Result {
    const float* init;
    int64_t ldinit;
    float* y;
    int64_t ldy;
  };

  void add(int64_t b, int64_t k0, int64_t columns, const Result& result) {
    const int64_t size = w_.group_size, m = x_.blocks.size(b);
    const int64_t group = k0 / size, groups = columns / size;
    const int64_t vectors = (count_ + kernel_.lanes - 1) / kernel_.lanes;
    const int64_t at = x_.place(b, group, groups);
    const int64_t panel = group * kernel_.panel_rows;
    kernel_.multiply(m, vectors, groups, x_.sums.get() + at, m,
                     biases_.get() + panel, kernel_.panel_rows, result.init,
                     result.ldinit, result.y, result.ldy);
    kernel_.multiply_pairs(
        m, vectors,
        {groups, size / 2, x_.pairs.get() + x_.place(b, k0 / 2, columns / 2),
         x_.scales.get() + at, pairs_.get(), scales_.get() + panel},
        result.y, result.ldy);
  }

  const Kernels& kernel_ = kernels();
  const Pairs& x_;
  const Tile& tile_;
  const Weights& w_;
  const int64_t first_, count_;
  const uint32_t* rows_[kMostPanelRows];
  float start_[kMostPanelRows];
  const Scratch scales_{w_.groups() * kernel_.panel_rows};
  const Scratch biases_{w_.groups() * kernel_.panel_rows};
  const Scratch pairs_{kColumns / 2 * kernel_.panel_rows};
};

class PackedPairs final : public PackedRows {
 public:
  PackedPairs(const float* x, int64_t m, const Weights& w)
      : x_({m, kernels().tile_rows}, w) {
    ThreadPool::instance().run(blocks(),
                               [&](int64_t b) { pack_block(x_, b, x, w); });
  }

  int64_t blocks() const override { return x_.blocks.blocks; }
  int64_t first_row(int64_t block) const override {
    return x_.blocks.first(block);
  }
  void multiply(const Tile& tile) const override {
    for (int64_t i = 0; i < tile.last - tile.first; i += kernels().panel_rows)
      Panel(x_, tile, i).multiply();
  }

 private:
  Pairs x_;
};

}  // namespace

std::unique_ptr<PackedRows> pack_pairs(const float* x, int64_t m,
                                       const Weights& w) {
  return std::make_unique<PackedPairs>(x, m, w);
}

}  // namespace tkr::embed::cpu
