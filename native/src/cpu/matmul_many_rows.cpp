// Any number of rows: the rows of x are packed once; then each job takes a tile
// of weight rows, converts 256 columns of it at a time to a float32 panel in
// the second-level cache and runs the micro-kernel over all rows of x.
#include <algorithm>
#include <vector>

#include "packed_rows.h"
#include "row_blocks.h"
#include "scratch.h"
#include "thread_pool.h"
#include "tiles.h"

namespace tkr::embed::cpu {
namespace {

// For each kColumns columns, the blocks in turn.
struct Floats {
  RowBlocks blocks;
  int64_t k;
  Scratch packed;
};

// Rows of the tile's panels; those beyond n repeat the last.
class Panels {
 public:
  Panels(const Floats& x, const Tile& tile)
      : x_(x), tile_(tile), w_(tile.matrix.w) {
    const int64_t width = kernels().panel_rows, first = tile.first;
    const float* bias = tile.matrix.bias;
    panels_ = (tile.last - first + width - 1) / width;
    for (int64_t i = 0; i < panels_ * width; ++i)
      rows_.push_back(w_.row(std::min(first + i, tile.last - 1)));
    if (w_.bits) find_scales();
    start_ = Scratch(panels_ * width);
    for (int64_t i = 0; i < panels_ * width; ++i)
      start_.get()[i] = bias && first + i < tile.last ? bias[first + i] : 0.0f;
    memory_ = Scratch(panels_ * width * kColumns);
  }

  void multiply() {
    for (int64_t k0 = 0; k0 < w_.k; k0 += kColumns) {
      const int64_t columns = std::min(kColumns, w_.k - k0);
      pack(k0, columns);
      for (int64_t b = tile_.first_block; b < tile_.last_block; ++b)
        for (int64_t p = 0; p < panels_; ++p) add(b, p, k0, columns);
    }
  }

 private:
  void find_scales() {
    const int64_t groups = w_.groups(), count = tile_.last - tile_.first;
    const float* scales = in_float32(w_.scales, converted_scales_);
    const float* biases = in_float32(w_.biases, converted_biases_);
    for (int64_t i = 0; i < static_cast<int64_t>(rows_.size()); ++i) {
      const int64_t at = std::min(i, count - 1) * groups;
      scales_.push_back(scales + at);
      biases_.push_back(biases + at);
    }
  }

  // The tile's rows of scales or biases.
  const float* in_float32(const void* values, Scratch& converted) const {
    const int64_t count = (tile_.last - tile_.first) * w_.groups();
    const char* rows = static_cast<const char*>(values) +
                       tile_.first * w_.groups() * size_of(w_.scale_type);
    if (w_.scale_type == kFloat32) return reinterpret_cast<const float*>(rows);
    converted = Scratch(count);
    kernels().to_float32[w_.scale_type](rows, count, converted.get());
    return converted.get();
  }

  void pack(int64_t k0, int64_t columns) {
    const Kernels& kernel = kernels();
    for (int64_t p = 0; p < panels_; ++p) {
      const int64_t at = p * kernel.panel_rows;
      float* panel = memory_.get() + at * kColumns;
      if (!w_.bits) {
        kernel.pack[w_.type](&rows_[at], w_.k, k0, columns, panel);
        continue;
      }
      const QuantizedRows rows{
          reinterpret_cast<const uint32_t* const*>(&rows_[at]), &scales_[at],
          &biases_[at], w_.group_size};
      kernel.pack_quantized[w_.bits == 8](rows, w_.k, k0, columns, panel);
    }
  }

  // y += the product of block b's rows and panel p, columns k0 on.
  void add(int64_t b, int64_t p, int64_t k0, int64_t columns) {
    const Kernels& kernel = kernels();
    const int64_t at = p * kernel.panel_rows;
    const int64_t row = x_.blocks.first(b), m = x_.blocks.size(b);
    const int64_t n =
        std::min(tile_.last - tile_.first - at, kernel.panel_rows);
    const int64_t vectors = (n + kernel.lanes - 1) / kernel.lanes;
    const float* a = x_.packed.get() + k0 * x_.blocks.rows + row * columns;
    const float* panel = memory_.get() + at * kColumns;
    const int64_t ldy = tile_.ldy;
    float* y = tile_.y + row * ldy + at;
    const float* init = k0 == 0 ? start_.get() + at : y;
    const int64_t ldinit = k0 == 0 ? 0 : ldy;
    if (n == vectors * kernel.lanes) {
      kernel.multiply(m, vectors, columns, a, m, panel, kernel.panel_rows, init,
                      ldinit, y, ldy);
      return;
    }
    float edge[kMostTileRows * kMostPanelRows];
    for (int64_t i = 0; i < m; ++i)
      std::copy_n(init + i * ldinit, n, edge + i * kernel.panel_rows);
    kernel.multiply(m, vectors, columns, a, m, panel, kernel.panel_rows, edge,
                    kernel.panel_rows, edge, kernel.panel_rows);
    for (int64_t i = 0; i < m; ++i)
      std::copy_n(edge + i * kernel.panel_rows, n, y + i * ldy);
  }

  const Floats& x_;
  const Tile& tile_;
  const Weights& w_;
  int64_t panels_;
  std::vector<const void*> rows_;
  std::vector<const float*> scales_, biases_;
  Scratch start_, memory_, converted_scales_, converted_biases_;
};

class PackedFloats final : public PackedBlocks {
 public:
  PackedFloats(const float* x, int64_t m, int64_t k)
      : PackedBlocks(m), x_{blocks_, k, Scratch(m * k)} {
    for_blocks([&](int64_t b) { pack(b, x); });
  }

  void multiply(const Tile& tile) const override {
    Panels(x_, tile).multiply();
  }

 private:
  // The rows of block b to their places.
  void pack(int64_t b, const float* x) {
    for (int64_t k0 = 0; k0 < x_.k; k0 += kColumns) {
      const int64_t columns = std::min(kColumns, x_.k - k0);
      x_.blocks.pack(b, x + k0, x_.k, columns,
                     x_.packed.get() + x_.blocks.place(b, k0, columns));
    }
  }

  Floats x_;
};

}  // namespace

std::unique_ptr<PackedRows> pack_floats(const float* x, int64_t m,
                                        const Weights& w) {
  return std::make_unique<PackedFloats>(x, m, w.k);
}

}  // namespace tkr::embed::cpu
