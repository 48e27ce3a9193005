// Quantised weights in integers (integers.inl):
//   sum x (s q + b) = s sum x q + b sum x
// with x rounded to 16 or 8 bits of its group's greatest. The rows of x are
// packed once; each job takes a tile of weight rows, lays 256 columns of a
// panel after the other into the first-level cache and multiplies all rows of x
// with them. One row meets the rows of weights where they lie
// (integer_dot.inl).
#include <algorithm>

#include "integer_rows.h"
#include "packed_rows.h"
#include "scratch.h"
#include "thread_pool.h"
#include "tiles.h"

namespace tkr::embed::cpu {
namespace {

constexpr int64_t kJobsOfThread = 8;

// Up to so many terms of a word times blocks of rows, panels are better
// unpacked again for each block (measured on Zen 4).
constexpr int64_t kFewTerms = 4;
constexpr int64_t kMostTile = 256;  // weight rows of a job with many rows

bool are_few(const IntegerRows& x, int64_t blocks) {
  return blocks * x.kernel.terms <= kFewTerms;
}

// Reads memory into the second-level cache.
void prefetch(const void* from, int64_t bytes) {
  constexpr int64_t kLine = 64;
  for (int64_t i = 0; i < bytes; i += kLine)
    __builtin_prefetch(static_cast<const char*>(from) + i, 0, 2);
}

// A tile's panels, one after the other; weight rows beyond the tile repeat its
// last.
class Panels {
 public:
  Panels(const IntegerRows& x, const Tile& tile)
      : x_(x),
        tile_(tile),
        w_(tile.matrix.w),
        kernel_(are_few(x, tile.last_block - tile.first_block) ? x.kernel.few
                                                               : x.kernel.many),
        row_(x.blocks.first(tile.first_block)),
        rows_(x.blocks.first(tile.last_block) - row_) {}

  void multiply() {
    prefetch(w_.row(tile_.first), width_ * w_.k * w_.bits / 8);
    for (int64_t first = tile_.first; first < tile_.last; first += width_) {
      count_ = std::min(width_, tile_.last - first);
      load_scales(first);
      multiply(first);
    }
  }

 private:
  void load_scales(int64_t first) {
    const void *scales[kMostPanelRows], *biases[kMostPanelRows];
    const int64_t groups = w_.groups(), bytes = groups * size_of(w_.scale_type);
    for (int64_t i = 0; i < width_; ++i) {
      const int64_t row = first + std::min(i, count_ - 1);
      weights_[i] = static_cast<const uint32_t*>(w_.row(row));
      scales[i] = static_cast<const char*>(w_.scales) + row * bytes;
      biases[i] = static_cast<const char*>(w_.biases) + row * bytes;
      start_[i] = tile_.matrix.bias ? tile_.matrix.bias[row] : 0.0f;
    }
    prefetch(static_cast<const char*>(scales[0]) + width_ * bytes,
             width_ * bytes);
    prefetch(static_cast<const char*>(biases[0]) + width_ * bytes,
             width_ * bytes);
    const auto pack = kernels().pack[w_.scale_type];
    pack(scales, groups, 0, groups, scales_.get());
    pack(biases, groups, 0, groups, biases_.get());
    const float middle = x_.kernel.middle;
    if (middle == 0.0f) return;
    for (int64_t i = 0; i < groups * width_; ++i)
      biases_.get()[i] += middle * scales_.get()[i];
  }

  void multiply(int64_t first) {
    for (int64_t i = 0; i < rows_; ++i)
      std::copy_n(start_, width_, sums_.get() + i * width_);
    if (x_.is_one())
      for (int64_t lane = 0; lane < count_; lane += kernels().lanes) dot(lane);
    else
      multiply_blocks();
    for (int64_t i = 0; i < rows_; ++i)
      std::copy_n(sums_.get() + i * width_, count_,
                  tile_.y + (row_ + i) * tile_.ldy + first - tile_.first);
  }

  void multiply_blocks() {
    for (int64_t k0 = 0; k0 < w_.k; k0 += kColumns) {
      const int64_t columns = std::min(kColumns, w_.k - k0);
      kernel_.pack(weights_, w_.k, k0, columns, panel_.get());
      for (int64_t b = tile_.first_block; b < tile_.last_block; ++b)
        add(b, k0 / w_.group_size, columns / w_.group_size);
    }
  }

  // Adds the product of block b's rows and these groups of the panel.
  void add(int64_t b, int64_t group, int64_t groups) {
    const int64_t lanes = kernels().lanes,
                  vectors = (count_ + lanes - 1) / lanes;
    const int64_t m = x_.blocks.size(b);
    float* const c = sums_.get() + (x_.blocks.first(b) - row_) * width_;
    IntegerProduct product = product_of(b, group, groups, 0);
    product.b = panel_.get();
    kernel_.multiply(m, vectors, product, c, width_);
    for (const Residual& residual : x_.residuals[b]) {
      const int64_t g = residual.group - group;
      if (g < 0 || g >= groups) continue;
      IntegerProduct rest = product_of(residual, m, 0);
      rest.b = panel_.get() + g * rest.words / kernel_.words * width_;
      kernel_.multiply(m, vectors, rest, c, width_);
    }
  }

  // The products of the row and a vector's weight rows, with what groups left
  // after the kColumns columns that hold them, as for more rows.
  void dot(int64_t lane) {
    const int64_t at_once = kColumns / w_.group_size;
    int64_t done = 0;
    for (const Residual& residual : x_.residuals[0]) {
      const int64_t end =
          std::min(w_.groups(), (residual.group / at_once + 1) * at_once);
      dot(lane, done, product_of(0, done, end - done, lane));
      dot(lane, residual.group, product_of(residual, 1, lane));
      done = end;
    }
    dot(lane, done, product_of(0, done, w_.groups() - done, lane));
  }

  void dot(int64_t lane, int64_t group, const IntegerProduct& product) {
    x_.kernel.dot(weights_ + lane, w_.k, group * w_.group_size, product,
                  sums_.get() + lane);
  }

  // Without b.
  IntegerProduct product_of(int64_t b, int64_t group, int64_t groups,
                            int64_t lane) const {
    const int64_t words = x_.words_of_group(),
                  at = x_.blocks.place(b, group, groups);
    return {groups,
            words,
            x_.words.get() + x_.blocks.place(b, group * words, groups * words),
            x_.scales.get() + at,
            x_.sums.get() + at,
            nullptr,
            scales_.get() + group * width_ + lane,
            biases_.get() + group * width_ + lane};
  }

  IntegerProduct product_of(const Residual& residual, int64_t m,
                            int64_t lane) const {
    const float* scales = residual.values.get();
    const int64_t at = residual.group * width_ + lane;
    return {1,       x_.words_of_group(), scales + 2 * m,    scales, scales + m,
            nullptr, scales_.get() + at,  biases_.get() + at};
  }

  const int64_t width_ = kernels().panel_rows;
  const IntegerRows& x_;
  const Tile& tile_;
  const Weights& w_;
  const PanelKernels& kernel_;
  const int64_t row_, rows_;  // of x: the first, and how many
  int64_t count_ = 0;         // weight rows of this panel
  const uint32_t* weights_[kMostPanelRows];
  float start_[kMostPanelRows];
  const Scratch scales_{w_.groups() * width_}, biases_{w_.groups() * width_};
  const Scratch panel_{kColumns / x_.kernel.terms * width_};
  const Scratch sums_{rows_ * width_};
};

class PackedIntegers final : public PackedBlocks {
 public:
  PackedIntegers(const float* x, int64_t m, const Weights& w,
                 const IntegerKernels& kernel)
      : PackedBlocks(m), x_(blocks_, w, kernel) {
    for_blocks([&](int64_t b) { x_.pack(b, x); });
  }

  // Whole panels, so many that the first, which nobody asked for ahead of time,
  // is one of many.
  int64_t tile_rows(int64_t n) const override {
    const int64_t width = kernels().panel_rows;
    const int64_t jobs = kJobsOfThread * ThreadPool::instance().size();
    const int64_t most = are_few(x_, x_.blocks.blocks) ? n : kMostTile;
    return std::clamp(n / (jobs * width) * width, width,
                      std::max(width, most / width * width));
  }

  void multiply(const Tile& tile) const override {
    Panels(x_, tile).multiply();
  }

 private:
  IntegerRows x_;
};

}  // namespace

std::unique_ptr<PackedRows> pack_words(const float* x, int64_t m,
                                       const Weights& w,
                                       const IntegerKernels& kernel) {
  return std::make_unique<PackedIntegers>(x, m, w, kernel);
}

}  // namespace tkr::embed::cpu
