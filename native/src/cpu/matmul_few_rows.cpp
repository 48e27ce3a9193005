// At most kDotRows rows of x: every weight is read once, converted in registers
// and multiplied with the rows' columns. Quantised groups use
//   sum x (s q + b) = s sum x (q - h) + (b + s h) sum x,  h = 2^(bits - 1),
// so that the inner loop sees small signed integers, and one scale a group.
#include <algorithm>
#include <cstring>

#include "packed_rows.h"
#include "scratch.h"

namespace tkr::embed::cpu {
namespace {

int64_t round_up(int64_t n, int64_t to) { return (n + to - 1) / to * to; }

// Rows padded with zeros to `ld` columns.
Scratch padded(const float* x, int64_t m, int64_t k, int64_t ld) {
  Scratch rows(m * ld);
  for (int64_t i = 0; i < m; ++i) {
    float* row = rows.get() + i * ld;
    std::copy_n(x + i * k, k, row);
    std::fill(row + k, row + ld, 0.0f);
  }
  return rows;
}

// Rows in the order in which vectors of words hold columns: column
// lane * per_word + j of a block comes at j * lanes + lane.
Scratch split_words(const Scratch& x, int64_t m, int64_t ld, int64_t per_word) {
  const int64_t lanes = kernels().lanes, block = lanes * per_word;
  Scratch split(m * ld);
  for (int64_t at = 0; at < m * ld; at += block)
    for (int64_t j = 0; j < per_word; ++j)
      for (int64_t lane = 0; lane < lanes; ++lane)
        split.get()[at + j * lanes + lane] = x.get()[at + lane * per_word + j];
  return split;
}

// Sums of groups: [m, ld], padded with zeros.
Scratch group_sums(const float* x, int64_t m, const Weights& w, int64_t ld) {
  Scratch sums(m * ld);
  std::fill_n(sums.get(), m * ld, 0.0f);
  for (int64_t i = 0; i < m; ++i)
    for (int64_t j = 0; j < w.k; ++j)
      sums.get()[i * ld + j / w.group_size] += x[i * w.k + j];
  return sums;
}

// One block of all rows.
class FewRows : public PackedRows {
 public:
  explicit FewRows(int64_t m) : m_(m) {}
  int64_t blocks() const override { return 1; }
  int64_t first_row(int64_t block) const override { return block * m_; }

 protected:
  // y of weight row n.
  void store(const Tile& tile, int64_t n, const float* sums) const {
    const float* bias = tile.matrix.bias;
    for (int64_t i = 0; i < m_; ++i)
      tile.y[i * tile.ldy + n - tile.first] = sums[i] + (bias ? bias[n] : 0.0f);
  }

  const int64_t m_;
};

class FewDense final : public FewRows {
 public:
  FewDense(const float* x, int64_t m, const Weights& w)
      : FewRows(m),
        ld_(round_up(w.k, 4 * kernels().lanes)),
        x_(padded(x, m, w.k, ld_)) {}

  void multiply(const Tile& tile) const override {
    const Weights& w = tile.matrix.w;
    for (int64_t n = tile.first; n < tile.last; ++n) {
      float out[kDotRows];
      kernels().dot[w.type](m_, w.k, x_.get(), ld_, w.row(n), out);
      store(tile, n, out);
    }
  }

 private:
  const int64_t ld_;
  const Scratch x_;
};

// Scales, padded with 4 zeros, and biases of row n for signed integers.
void centred_scales(const Weights& w, int64_t n, float* scales, float* biases) {
  const int64_t groups = w.groups(), at = n * groups * size_of(w.scale_type);
  const auto to_float32 = kernels().to_float32[w.scale_type];
  to_float32(static_cast<const char*>(w.scales) + at, groups, scales);
  to_float32(static_cast<const char*>(w.biases) + at, groups, biases);
  const float middle = static_cast<float>(1 << (w.bits - 1));
  for (int64_t i = 0; i < groups; ++i) biases[i] += middle * scales[i];
  std::fill_n(scales + groups, 4, 0.0f);
}

class FewQuantized final : public FewRows {
 public:
  FewQuantized(const float* x, int64_t m, const Weights& w)
      : FewRows(m),
        ldx_(round_up(w.k, kernels().lanes * (32 / w.bits))),
        ldsums_(round_up(w.groups(), 4 * kernels().lanes)),
        x_(split_words(padded(x, m, w.k, ldx_), m, ldx_, 32 / w.bits)),
        sums_(group_sums(x, m, w, ldsums_)) {}

  void multiply(const Tile& tile) const override {
    const Kernels& kernel = kernels();
    const Weights& w = tile.matrix.w;
    const Scratch buffer(2 * w.groups() + 4);
    float* scales = buffer.get();
    float* biases = scales + w.groups() + 4;
    for (int64_t n = tile.first; n < tile.last; ++n) {
      float out[kDotRows], offset[kDotRows];
      centred_scales(w, n, scales, biases);
      kernel.dot_quantized[w.bits == 8](m_, w.k, x_.get(), ldx_,
                                        static_cast<const uint32_t*>(w.row(n)),
                                        scales, w.group_size, out);
      kernel.dot[kFloat32](m_, w.groups(), sums_.get(), ldsums_, biases,
                           offset);
      for (int64_t i = 0; i < m_; ++i) out[i] += offset[i];
      store(tile, n, out);
    }
  }

 private:
  const int64_t ldx_, ldsums_;
  const Scratch x_;     // split_words
  const Scratch sums_;  // of groups
};

}  // namespace

std::unique_ptr<PackedRows> pack_few_rows(const float* x, int64_t m,
                                          const Weights& w) {
  if (w.bits) return std::make_unique<FewQuantized>(x, m, w);
  return std::make_unique<FewDense>(x, m, w);
}

}  // namespace tkr::embed::cpu
