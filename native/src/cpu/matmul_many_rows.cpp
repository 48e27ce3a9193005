// Any number of rows: the rows of x are packed once; then each job takes a tile
// of weight rows, converts 256 columns of it at a time to a float32 panel in
// the second-level cache and runs the micro-kernel over all rows of x.
#include <algorithm>
#include <vector>

#include "matmul.h"
#include "row_blocks.h"
#include "scratch.h"
#include "thread_pool.h"
#include "tiles.h"

namespace tkr::embed::cpu {
namespace {

struct Chunk {
  const Weights& w;
  const float* bias;
  float* y;  // rows of this chunk
  RowBlocks blocks;
  const float* packed;  // for each kColumns columns, the blocks in turn
};

// Rows of the tile's panels; those beyond n repeat the last.
class Tile {
 public:
  Tile(const Chunk& product, int64_t first, int64_t last)
      : product_(product), first_(first), last_(last) {
    const int64_t width = kernels().panel_rows;
    panels_ = (last - first + width - 1) / width;
    for (int64_t i = 0; i < panels_ * width; ++i)
      rows_.push_back(product.w.row(std::min(first + i, last - 1)));
    if (product.w.bits) find_scales();
    start_ = Scratch(panels_ * width);
    for (int64_t i = 0; i < panels_ * width; ++i)
      start_.get()[i] =
          product.bias && first + i < last ? product.bias[first + i] : 0.0f;
    memory_ = Scratch(panels_ * width * kColumns);
  }

  void multiply(int64_t first_block, int64_t last_block) {
    const int64_t k = product_.w.k;
    for (int64_t k0 = 0; k0 < k; k0 += kColumns) {
      const int64_t columns = std::min(kColumns, k - k0);
      pack(k0, columns);
      for (int64_t b = first_block; b < last_block; ++b)
        for (int64_t p = 0; p < panels_; ++p) add(b, p, k0, columns);
    }
  }

 private:
  void find_scales() {
    const Weights& w = product_.w;
    const int64_t groups = w.groups(), count = last_ - first_;
    const float* scales = in_float32(w.scales, converted_scales_);
    const float* biases = in_float32(w.biases, converted_biases_);
    for (int64_t i = 0; i < static_cast<int64_t>(rows_.size()); ++i) {
      const int64_t at = std::min(i, count - 1) * groups;
      scales_.push_back(scales + at);
      biases_.push_back(biases + at);
    }
  }

  // The tile's rows of scales or biases.
  const float* in_float32(const void* values, Scratch& converted) const {
    const Weights& w = product_.w;
    const int64_t count = (last_ - first_) * w.groups();
    const char* rows = static_cast<const char*>(values) +
                       first_ * w.groups() * size_of(w.scale_type);
    if (w.scale_type == kFloat32) return reinterpret_cast<const float*>(rows);
    converted = Scratch(count);
    kernels().to_float32[w.scale_type](rows, count, converted.get());
    return converted.get();
  }

  void pack(int64_t k0, int64_t columns) {
    const Kernels& kernel = kernels();
    const Weights& w = product_.w;
    for (int64_t p = 0; p < panels_; ++p) {
      const int64_t at = p * kernel.panel_rows;
      float* panel = memory_.get() + at * kColumns;
      if (!w.bits) {
        kernel.pack[w.type](&rows_[at], w.k, k0, columns, panel);
        continue;
      }
      const QuantizedRows rows{
          reinterpret_cast<const uint32_t* const*>(&rows_[at]), &scales_[at],
          &biases_[at], w.group_size};
      kernel.pack_quantized[w.bits == 8](rows, w.k, k0, columns, panel);
    }
  }

  // y += the product of block b's rows and panel p, columns k0 on.
  void add(int64_t b, int64_t p, int64_t k0, int64_t columns) {
    const Kernels& kernel = kernels();
    const int64_t at = p * kernel.panel_rows;
    const int64_t row = product_.blocks.first(b), m = product_.blocks.size(b);
    const int64_t n = std::min(last_ - first_ - at, kernel.panel_rows);
    const int64_t vectors = (n + kernel.lanes - 1) / kernel.lanes;
    const float* a =
        product_.packed + k0 * product_.blocks.rows + row * columns;
    const float* panel = memory_.get() + at * kColumns;
    float* y = product_.y + row * product_.w.n + first_ + at;
    const int64_t ldy = product_.w.n;
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

  const Chunk& product_;
  int64_t first_, last_, panels_;
  std::vector<const void*> rows_;
  std::vector<const float*> scales_, biases_;
  Scratch start_, memory_, converted_scales_, converted_biases_;
};

void multiply(const Chunk& product) {
  for_tiles(product.w.n, product.blocks.blocks,
            [&](int64_t first, int64_t last, int64_t from, int64_t to) {
              Tile(product, first, last).multiply(from, to);
            });
}

// The rows of block b to their places in `packed`.
void pack_columns(const RowBlocks& blocks, int64_t b, const float* x, int64_t k,
                  float* packed) {
  for (int64_t k0 = 0; k0 < k; k0 += kColumns) {
    const int64_t columns = std::min(kColumns, k - k0);
    blocks.pack(b, x + k0, k, columns,
                packed + k0 * blocks.rows + blocks.first(b) * columns);
  }
}

}  // namespace

void matmul_many_rows(const float* x, int64_t m, const Weights& w,
                      const float* bias, float* y) {
  const int64_t most = kernels().tile_rows;
  const RowBlocks chunks(m, rows_at_a_time(w.k));
  for (int64_t c = 0; c < chunks.blocks; ++c) {
    const RowBlocks blocks(chunks.size(c), most);
    const float* rows = x + chunks.first(c) * w.k;
    const Scratch packed(blocks.rows * w.k);
    ThreadPool::instance().run(blocks.blocks, [&](int64_t b) {
      pack_columns(blocks, b, rows, w.k, packed.get());
    });
    multiply({w, bias, y + chunks.first(c) * w.n, blocks, packed.get()});
  }
}

}  // namespace tkr::embed::cpu
