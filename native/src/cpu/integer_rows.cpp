// To 8 bits, a group of x with a few great values leaves the rest next to
// nothing. What such groups left is kept for a second product: so they have 16
// bits or so.
#include "integer_rows.h"

#include <algorithm>
#include <utility>

#include "tiles.h"

namespace tkr::embed::cpu {
namespace {

// Block b of the rows x.
class BlockPacking {
 public:
  BlockPacking(IntegerRows& packed, int64_t b, const float* x)
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
    if (packed_.is_one())
      packed_.kernel.split_words(words_.get(), ld, packed_.words.get());
    for (int64_t group = 0; group < groups_; ++group)
      if (is_coarse(group)) add_residual(group);
  }

 private:
  void place(int64_t k0) {
    const Weights& w = packed_.w;
    const int64_t terms = packed_.kernel.terms;
    const int64_t columns = std::min(kColumns, w.k - k0);
    const int64_t group = k0 / w.group_size, count = columns / w.group_size;
    if (!packed_.is_one())
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
    Residual residual{group,
                      Scratch(2 * rows_ + packed_.size_of_words(ld, rows_))};
    float* const scales = residual.values.get();
    const Scratch words(rows_ * ld);
    std::fill_n(words.get(), rows_ * ld, 0.0f);
    std::fill_n(scales, 2 * rows_, 0.0f);
    for (int64_t i = 0; i < rows_; ++i)
      if (coarse_[i * groups_ + group])
        packed_.kernel.residual_to_words(x_ + i * packed_.w.k + group * size,
                                         size, words.get() + i * ld, scales + i,
                                         scales + rows_ + i);
    if (packed_.is_one())
      packed_.kernel.split_words(words.get(), ld, scales + 2);
    else
      kernels().pack_rows(rows_, words.get(), ld, ld, scales + 2 * rows_);
    packed_.residuals[b_].push_back(std::move(residual));
  }

  IntegerRows& packed_;
  const int64_t b_, rows_, groups_ = packed_.w.groups();
  const float* const x_;
  const Scratch words_{rows_ * packed_.w.k / packed_.kernel.terms};
  const Scratch scales_{rows_ * groups_}, sums_{rows_ * groups_};
  std::vector<uint8_t> coarse_ =
      std::vector<uint8_t>(static_cast<size_t>(rows_ * groups_));
};

}  // namespace

IntegerRows::IntegerRows(const RowBlocks& blocks, const Weights& w,
                         const IntegerKernels& kernel)
    : blocks(blocks),
      w(w),
      kernel(kernel),
      words(size_of_words(w.k / kernel.terms, blocks.rows)),
      scales(blocks.rows * w.groups()),
      sums(blocks.rows * w.groups()),
      residuals(blocks.blocks) {}

int64_t IntegerRows::size_of_words(int64_t n, int64_t rows) const {
  if (!is_one()) return n * rows;
  const int64_t vector = kernel.words_of_vector;
  return (n + vector - 1) / vector * vector;
}

void IntegerRows::pack(int64_t b, const float* x) {
  BlockPacking(*this, b, x).pack();
}

}  // namespace tkr::embed::cpu
