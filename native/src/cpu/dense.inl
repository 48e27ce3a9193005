// Products of floats in integers. Both sides are rounded to int16 multiples of
// a scale a row and group of columns, two neighbours a word. A lane and
// instruction take two terms, and the sums of a group are exact.
//
// Factors are powers of two, so that bfloat16 weights keep nearly all of their
// bits, and bounded by the group's norm: by Cauchy and Schwarz no sum of its
// products leaves int32.
#pragma once

#include "kernels.h"
#include "load.inl"
#include "pack.inl"

namespace tkr::embed::cpu {
namespace {

constexpr float kDenseMost16 = 32767.0f;
constexpr float kLeastMagnitude = 1e-30f;  // what is smaller counts as zero
// Magnitudes whose squares float32 holds.
constexpr float kLeastSquared = 1e-15f;
constexpr float kMostSquared = 1e15f;

// Columns at .. at + kLanes, zeros from `end` on.
template <int F>
TKR_INLINE V load_columns(const void* in, int64_t at, int64_t end) {
  if (at + kLanes <= end) return load_weights<F>(in, at);
  constexpr int64_t width = F == kFloat32 ? 4 : 2;
  unsigned char some[kLanes * 4] = {0};
  if (at < end)
    memcpy(some, (const unsigned char*)in + at * width,
           (size_t)((end - at) * width));
  return load_weights<F>(some, 0);
}

// A group's greatest magnitude, not a number when a column is not finite, and
// its norm as a multiple of that.
struct Magnitude {
  float greatest;
  float norm;
};

TKR_INLINE Magnitude magnitude_of(const float* x, int64_t n) {
  V most = set1(0.0f), defect = set1(0.0f), square = set1(0.0f);
  for (int64_t i = 0; i < n; i += kLanes) {
    const V v = load(x + i);
    most = max(most, max(v, set1(0.0f) - v));
    defect = defect + (v - v);
    square = fma(v, v, square);
  }
  float lanes[kLanes];
  store(lanes, most);
  float greatest = 0.0f;
  for (int i = 0; i < kLanes; ++i)
    if (lanes[i] > greatest) greatest = lanes[i];
  const bool squared = greatest > kLeastSquared && greatest < kMostSquared;
  return {
      greatest + sum(defect),
      __builtin_sqrtf(squared ? sum(square) / greatest / greatest : (float)n)};
}

// What a group is multiplied with, a power of two for `kPower`; 0 when it
// counts as zero or is not finite.
template <bool kPower>
TKR_INLINE float factor_of(const Magnitude& m, float norm) {
  if (!(m.greatest > kLeastMagnitude)) return 0.0f;
  float factor = norm / m.norm;
  factor = (factor < kDenseMost16 ? factor : kDenseMost16) / m.greatest;
  if (!kPower) return factor;
  uint32_t bits;
  memcpy(&bits, &factor, sizeof bits);
  bits &= 0x7f800000u;
  memcpy(&factor, &bits, sizeof bits);
  return factor;
}

// Rounds the columns of a group to words.
template <int F, bool kPower = true>
TKR_INLINE void round_run(const void* in, int64_t first, int64_t end,
                          float norm, float* words, float* scale) {
  float x[kDenseGroup];
  int64_t n = 0;
  for (; first + n < end; n += kLanes)
    store(x + n, load_columns<F>(in, first + n, end));
  const Magnitude magnitude = magnitude_of(x, n);
  const float factor = factor_of<kPower>(magnitude, norm);
  for (int64_t i = 0; i < n; i += kLanes)
    store_narrow(words + i / 2, to_int(load(x + i) * set1(factor)));
  *scale = factor > 0.0f ? 1.0f / factor : magnitude.greatest;
}

template <int F>
TKR_INLINE void round_row(const void* in, int64_t k, float norm, float* words,
                          float* scales) {
  for (int64_t at = 0; at < k; at += kDenseGroup, ++scales) {
    const int64_t end = at + kDenseGroup < k ? at + kDenseGroup : k;
    round_run<F>(in, at, end, norm, words + at / 2, scales);
  }
}

void round_input(const float* x, int64_t k, float* words, float* scales) {
  round_row<kFloat32>(x, k, kInputNorm, words, scales);
}

template <int F>
void round_weights(const void* w, int64_t k, float* words, float* scales) {
  round_row<F>(w, k, kWeightNorm, words, scales);
}

void round_vector(const float* x, int64_t k, float norm, float* words,
                  float* scale) {
  round_run<kFloat32, false>(x, 0, k, norm, words, scale);
}

// A lane is a column; what is not a number stays in its own.
void round_columns(int64_t k, const float* p, int64_t ld, float* words,
                   float* scales) {
  V square = set1(0.0f);
  for (int64_t i = 0; i < k; ++i)
    square = fma(load(p + i * ld), load(p + i * ld), square);
  float norms[kLanes];
  store(norms, square);
  for (int i = 0; i < kLanes; ++i) {
    const float norm = __builtin_sqrtf(norms[i]);
    norms[i] = norm < kLeastSquared ? kLeastSquared : norm;
    scales[i] = norms[i] / kWeightNorm;
  }
  const V factor = set1(kWeightNorm) / load(norms);
  const I low = set1(0xffff);
  for (int64_t i = 0; i < k; i += 2, p += 2 * ld, words += ld) {
    const I a = to_int(load(p) * factor);
    const I b = i + 1 < k ? to_int(load(p + ld) * factor) : set1(0);
    store(words, as_float((a & low) | shift_left(b, 16)));
  }
}

// I as words, the type that GCC's own functions of them have: a tile of I is
// kept in memory by GCC 12 and not in registers.
typedef int32_t DenseSums __attribute__((vector_size(4 * kLanes)));

// c = init + one group's product.
template <int R, int C>
void multiply_dense_group(const DenseProduct& product, int64_t g,
                          const float* init, int64_t ldinit, float* c,
                          int64_t ldc) {
  DenseSums tile[R][C];
#pragma GCC unroll 16
  for (int i = 0; i < R; ++i)
#pragma GCC unroll 2
    for (int j = 0; j < C; ++j) tile[i][j] = DenseSums{};
  const float* a = product.a + g * product.words * R;
  const float* b = product.b + g * product.words * kPanelRows;
#pragma GCC unroll 4
  for (int64_t n = product.words; n > 0; --n, a += R, b += kPanelRows) {
    I row[C];
#pragma GCC unroll 2
    for (int j = 0; j < C; ++j) row[j] = load_words(b + j * kLanes);
#pragma GCC unroll 16
    for (int i = 0; i < R; ++i) {
      const I factor = as_int(set1(a[i]));
#pragma GCC unroll 2
      for (int j = 0; j < C; ++j)
        tile[i][j] = (DenseSums)add_terms<2>((I)tile[i][j], factor, row[j]);
    }
  }
#pragma GCC unroll 16
  for (int i = 0; i < R; ++i)
#pragma GCC unroll 2
    for (int j = 0; j < C; ++j) {
      const V scale = load(product.b_scales + g * kPanelRows + j * kLanes) *
                      set1(product.a_scales[g * R + i]);
      store(c + i * ldc + j * kLanes,
            fma(to_float((I)tile[i][j]), scale,
                load(init + i * ldinit + j * kLanes)));
    }
}

typedef void (*MultiplyDenseGroup)(const DenseProduct&, int64_t, const float*,
                                   int64_t, float*, int64_t);

// The function of `rows` rows, found from R down.
template <int R>
TKR_INLINE MultiplyDenseGroup dense_group_of(int64_t rows, int64_t vectors) {
  if constexpr (R > 1)
    if (rows < R) return dense_group_of<R - 1>(rows, vectors);
  return vectors == 2 ? multiply_dense_group<R, 2> : multiply_dense_group<R, 1>;
}

void multiply_dense(int64_t rows, int64_t vectors, const DenseProduct& product,
                    const float* init, int64_t ldinit, float* c, int64_t ldc) {
  const MultiplyDenseGroup multiply = dense_group_of<kTileRows>(rows, vectors);
  multiply(product, 0, init, ldinit, c, ldc);
  for (int64_t g = 1; g < product.groups; ++g)
    multiply(product, g, c, ldc, c, ldc);
}

constexpr DenseKernels kDenseKernels = {
    .round_input = round_input,
    .round_weights = {round_weights<kFloat32>, round_weights<kFloat16>,
                      round_weights<kBFloat16>},
    .round_vector = round_vector,
    .round_columns = round_columns,
    .multiply = multiply_dense,
};

}  // namespace
}  // namespace tkr::embed::cpu
