// At most kDotRows rows of x: every weight is read once, converted in registers
// and multiplied with the rows' columns. Quantised groups use
//   sum x (s q + b) = s sum x (q - h) + (b + s h) sum x,  h = 2^(bits - 1),
// so that the inner loop sees small signed integers, and one scale a group.
#include <algorithm>
#include <cstring>

#include "matmul.h"
#include "scratch.h"
#include "thread_pool.h"

namespace tkr::embed::cpu {
namespace {

constexpr int64_t kRowsOfJob = 64;

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

template <class F>
void for_rows(int64_t n, const F& f) {
  ThreadPool::instance().run(
      (n + kRowsOfJob - 1) / kRowsOfJob, [&](int64_t job) {
        f(job * kRowsOfJob, std::min(n, (job + 1) * kRowsOfJob));
      });
}

void dense(const float* x, int64_t m, const Weights& w, const float* bias,
           float* y) {
  const Kernels& kernel = kernels();
  const int64_t ld = round_up(w.k, 4 * kernel.lanes);
  const Scratch rows = padded(x, m, w.k, ld);
  for_rows(w.n, [&](int64_t first, int64_t last) {
    for (int64_t n = first; n < last; ++n) {
      float out[kDotRows];
      kernel.dot[w.type](m, w.k, rows.get(), ld, w.row(n), out);
      for (int64_t i = 0; i < m; ++i)
        y[i * w.n + n] = out[i] + (bias ? bias[n] : 0.0f);
    }
  });
}

struct QuantizedInput {
  Scratch x;  // split_words
  int64_t ldx;
  Scratch sums;  // of groups
  int64_t ldsums;
};

QuantizedInput prepare(const float* x, int64_t m, const Weights& w) {
  const int64_t lanes = kernels().lanes, per_word = 32 / w.bits;
  const int64_t ldx = round_up(w.k, lanes * per_word);
  const int64_t ldsums = round_up(w.groups(), 4 * lanes);
  return {split_words(padded(x, m, w.k, ldx), m, ldx, per_word), ldx,
          group_sums(x, m, w, ldsums), ldsums};
}

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

void quantized(const float* x, int64_t m, const Weights& w, const float* bias,
               float* y) {
  const Kernels& kernel = kernels();
  const QuantizedInput input = prepare(x, m, w);
  const auto dot = kernel.dot_quantized[w.bits == 8];
  for_rows(w.n, [&](int64_t first, int64_t last) {
    const Scratch buffer(2 * w.groups() + 4);
    float* scales = buffer.get();
    float* biases = scales + w.groups() + 4;
    for (int64_t n = first; n < last; ++n) {
      float out[kDotRows], offset[kDotRows];
      centred_scales(w, n, scales, biases);
      dot(m, w.k, input.x.get(), input.ldx,
          static_cast<const uint32_t*>(w.row(n)), scales, w.group_size, out);
      kernel.dot[kFloat32](m, w.groups(), input.sums.get(), input.ldsums,
                           biases, offset);
      for (int64_t i = 0; i < m; ++i)
        y[i * w.n + n] = out[i] + offset[i] + (bias ? bias[n] : 0.0f);
    }
  });
}

}  // namespace

void matmul_few_rows(const float* x, int64_t m, const Weights& w,
                     const float* bias, float* y) {
  (w.bits ? quantized : dense)(x, m, w, bias, y);
}

}  // namespace tkr::embed::cpu
