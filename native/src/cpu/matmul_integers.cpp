// Quantised weights in integers (integers.inl):
//   sum x (s q + b) = s sum x q + b sum x
// with x rounded to 16 or 8 bits of its group's greatest. The rows of x are
// packed once; each job takes a tile of weight rows, lays 256 columns of a
// panel after the other into the first-level cache and multiplies all rows of x
// with them.
//
// To 8 bits, a group of x with a few great values leaves the rest next to
// nothing. What such groups left is added as a second product: so they have 16
// bits or so.
#include <algorithm>
#include <vector>

#include "packed_rows.h"
#include "row_blocks.h"
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

// What one group of a block's rows left: words [words of a group, rows], then
// scales and sums [rows]; zeros for rows that it is not added to.
struct Residual {
  int64_t group;
  Scratch words;
};

// For each kColumns columns, the blocks in turn: words [columns / terms, rows],
// scales and sums [groups, rows].
struct Words {
  RowBlocks blocks;
  const Weights& w;
  const IntegerKernels& kernel;
  Scratch words, scales, sums;
  std::vector<std::vector<Residual>> residuals;  // of each block

  Words(const RowBlocks& blocks, const Weights& w, const IntegerKernels& kernel)
      : blocks(blocks),
        w(w),
        kernel(kernel),
        words(blocks.rows * w.k / kernel.terms),
        scales(blocks.rows * w.groups()),
        sums(blocks.rows * w.groups()),
        residuals(blocks.blocks) {}
  int64_t words_of_group() const { return w.group_size / kernel.terms; }
  bool are_few(int64_t blocks) const {
    return blocks * kernel.terms <= kFewTerms;
  }
};

// Block b of the rows x.
class BlockPacking {
 public:
  BlockPacking(Words& packed, int64_t b, const float* x)
      : packed_(packed),
        b_(b),
        rows_(packed.blocks.size(b)),
        x_(x + packed.blocks.first(b) * packed.w.k) {}

  void pack() {
    const int64_t k = packed_.w.k, ld = k / packed_.kernel.terms;
    for (int64_t i = 0; i < rows_; ++i)
      packed_.kernel.to_words(x_ + i * k, k, packed_.w.group_size,
                              words_.get() + i * ld,
                              scales_.get() + i * groups_,
                              sums_.get() + i * groups_, &coarse_[i * groups_]);
    for (int64_t k0 = 0; k0 < k; k0 += kColumns) place(k0);
    for (int64_t group = 0; group < groups_; ++group)
      if (is_coarse(group)) add_residual(group);
  }

 private:
  void place(int64_t k0) {
    const Weights& w = packed_.w;
    const int64_t terms = packed_.kernel.terms;
    const int64_t columns = std::min(kColumns, w.k - k0);
    const int64_t group = k0 / w.group_size, count = columns / w.group_size;
    place(words_, w.k / terms, k0 / terms, columns / terms, packed_.words);
    place(scales_, groups_, group, count, packed_.scales);
    place(sums_, groups_, group, count, packed_.sums);
  }

  void place(const Scratch& from, int64_t ld, int64_t at, int64_t count,
             const Scratch& to) {
    kernels().pack_rows(rows_, from.get() + at, ld, count,
                        to.get() + packed_.blocks.place(b_, at, count));
  }

  bool is_coarse(int64_t group) const {
    for (int64_t i = 0; i < rows_; ++i)
      if (coarse_[i * groups_ + group]) return true;
    return false;
  }

  void add_residual(int64_t group) {
    const int64_t size = packed_.w.group_size, ld = packed_.words_of_group();
    Residual residual{group, Scratch(rows_ * (ld + 2))};
    float* scales = residual.words.get() + rows_ * ld;
    const Scratch words(rows_ * ld);
    std::fill_n(words.get(), rows_ * ld, 0.0f);
    std::fill_n(scales, 2 * rows_, 0.0f);
    for (int64_t i = 0; i < rows_; ++i)
      if (coarse_[i * groups_ + group])
        packed_.kernel.residual_to_words(x_ + i * packed_.w.k + group * size,
                                         size, words.get() + i * ld, scales + i,
                                         scales + rows_ + i);
    kernels().pack_rows(rows_, words.get(), ld, ld, residual.words.get());
    packed_.residuals[b_].push_back(std::move(residual));
  }

  Words& packed_;
  const int64_t b_, rows_, groups_ = packed_.w.groups();
  const float* const x_;
  const Scratch words_{rows_ * packed_.w.k / packed_.kernel.terms};
  const Scratch scales_{rows_ * groups_}, sums_{rows_ * groups_};
  std::vector<uint8_t> coarse_ =
      std::vector<uint8_t>(static_cast<size_t>(rows_ * groups_));
};

// Reads memory into the second-level cache.
void prefetch(const void* from, int64_t bytes) {
  constexpr int64_t kLine = 64;
  for (int64_t i = 0; i < bytes; i += kLine)
    __builtin_prefetch(static_cast<const char*>(from) + i, 0, 2);
}

// One panel's weight rows; those beyond `last` repeat the one before.
class Panel {
 public:
  // first: the panel's of all weight rows.
  Panel(const Words& x, const Tile& tile, int64_t first)
      : x_(x),
        tile_(tile),
        w_(tile.matrix.w),
        first_(first),
        count_(std::min(width_, tile.last - first)) {
    const void *scales[kMostPanelRows], *biases[kMostPanelRows];
    const int64_t groups = w_.groups(), bytes = groups * size_of(w_.scale_type);
    for (int64_t i = 0; i < width_; ++i) {
      const int64_t row = std::min(first + i, tile.last - 1);
      rows_[i] = static_cast<const uint32_t*>(w_.row(row));
      scales[i] = static_cast<const char*>(w_.scales) + row * bytes;
      biases[i] = static_cast<const char*>(w_.biases) + row * bytes;
      start_[i] = tile.matrix.bias ? tile.matrix.bias[row] : 0.0f;
    }
    prefetch(static_cast<const char*>(scales[0]) + width_ * bytes,
             width_ * bytes);
    prefetch(static_cast<const char*>(biases[0]) + width_ * bytes,
             width_ * bytes);
    const auto pack = kernels().pack[w_.scale_type];
    pack(scales, groups, 0, groups, scales_.get());
    pack(biases, groups, 0, groups, biases_.get());
    const float middle = x.kernel.middle;
    if (middle == 0.0f) return;
    for (int64_t i = 0; i < groups * width_; ++i)
      biases_.get()[i] += middle * scales_.get()[i];
  }

  void multiply() {
    const int64_t first = x_.blocks.first(tile_.first_block);
    const int64_t rows = x_.blocks.first(tile_.last_block) - first;
    const Scratch sums(rows * width_);
    for (int64_t i = 0; i < rows; ++i)
      std::copy_n(start_, width_, sums.get() + i * width_);
    float* const c = sums.get() - first * width_;
    const PanelKernels& kernel =
        x_.are_few(tile_.last_block - tile_.first_block) ? x_.kernel.few
                                                         : x_.kernel.many;
    for (int64_t k0 = 0; k0 < w_.k; k0 += kColumns) {
      const int64_t columns = std::min(kColumns, w_.k - k0);
      kernel.pack(rows_, w_.k, k0, columns, panel_.get());
      for (int64_t b = tile_.first_block; b < tile_.last_block; ++b)
        add(b, k0, columns, kernel, c + x_.blocks.first(b) * width_);
    }
    for (int64_t i = 0; i < rows; ++i)
      std::copy_n(sums.get() + i * width_, count_,
                  tile_.y + (first + i) * tile_.ldy + first_ - tile_.first);
  }

 private:
  // c += the product of block b's rows and this panel, columns k0 on.
  void add(int64_t b, int64_t k0, int64_t columns, const PanelKernels& kernel,
           float* c) {
    const int64_t group = k0 / w_.group_size, groups = columns / w_.group_size;
    const int64_t terms = x_.kernel.terms,
                  at = x_.blocks.place(b, group, groups);
    const int64_t m = x_.blocks.size(b), lanes = kernels().lanes;
    const int64_t vectors = (count_ + lanes - 1) / lanes;
    const IntegerProduct product{
        groups,
        x_.words_of_group(),
        x_.words.get() + x_.blocks.place(b, k0 / terms, columns / terms),
        x_.scales.get() + at,
        x_.sums.get() + at,
        panel_.get(),
        scales_.get() + group * width_,
        biases_.get() + group * width_};
    kernel.multiply(m, vectors, product, c, width_);
    for (const Residual& residual : x_.residuals[b]) {
      const int64_t g = residual.group - group;
      if (g < 0 || g >= groups) continue;
      const float* words = residual.words.get();
      const float* scales = words + m * product.words;
      kernel.multiply(
          m, vectors,
          {1, product.words, words, scales, scales + m,
           product.b + g * product.words / kernel.words * width_,
           product.b_scales + g * width_, product.b_biases + g * width_},
          c, width_);
    }
  }

  const int64_t width_ = kernels().panel_rows;
  const Words& x_;
  const Tile& tile_;
  const Weights& w_;
  const int64_t first_, count_;
  const uint32_t* rows_[kMostPanelRows];
  float start_[kMostPanelRows];
  const Scratch scales_{w_.groups() * width_}, biases_{w_.groups() * width_};
  const Scratch panel_{kColumns / x_.kernel.terms * width_};
};

class PackedWords final : public PackedBlocks {
 public:
  PackedWords(const float* x, int64_t m, const Weights& w,
              const IntegerKernels& kernel)
      : PackedBlocks(m), x_(blocks_, w, kernel) {
    for_blocks([&](int64_t b) { BlockPacking(x_, b, x).pack(); });
  }

  // Whole panels, so many that the first, which nobody asked for ahead of time,
  // is one of many.
  int64_t tile_rows(int64_t n) const override {
    const int64_t width = kernels().panel_rows;
    const int64_t jobs = kJobsOfThread * ThreadPool::instance().size();
    const int64_t most = x_.are_few(x_.blocks.blocks) ? n : kMostTile;
    return std::clamp(n / (jobs * width) * width, width,
                      std::max(width, most / width * width));
  }

  void multiply(const Tile& tile) const override {
    const Weights& w = tile.matrix.w;
    const int64_t width = kernels().panel_rows;
    prefetch(w.row(tile.first), width * w.k * w.bits / 8);
    for (int64_t first = tile.first; first < tile.last; first += width)
      Panel(x_, tile, first).multiply();
  }

 private:
  Words x_;
};

}  // namespace

std::unique_ptr<PackedRows> pack_words(const float* x, int64_t m,
                                       const Weights& w,
                                       const IntegerKernels& kernel) {
  return std::make_unique<PackedWords>(x, m, w, kernel);
}

}  // namespace tkr::embed::cpu
