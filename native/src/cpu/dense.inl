// Products of floats in integers. Both sides are rounded to multiples of a
// scale a row and group of columns, T neighbours a word: two int16, or four
// int8 that meet four uint8. A lane and instruction take T terms, and the sums
// of a group are exact.
//
// To int16, factors are powers of two, so that bfloat16 weights keep nearly all
// of their bits, and bounded by the group's norm: by Cauchy and Schwarz no sum
// of its products leaves int32. To int8, weights are stored plus 128, and the
// sums of a row's group start at -128 times its integers' sum.
#pragma once

#include "kernels.h"
#include "load.inl"
#include "pack.inl"

namespace tkr::embed::cpu {
namespace {

constexpr float kDenseMost16 = 32767.0f;
constexpr float kDenseMost8 = 127.0f;
constexpr float kLeastMagnitude = 1e-30f;  // what is smaller counts as zero
// Magnitudes whose squares float32 holds.
constexpr float kLeastSquared = 1e-15f;
constexpr float kMostSquared = 1e15f;

constexpr int kWeightOffset = 128;  // of four terms

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
template <int T, bool kPower>
TKR_INLINE float factor_of(const Magnitude& m, float norm) {
  if (!(m.greatest > kLeastMagnitude)) return 0.0f;
  if (T == 4) return kDenseMost8 / m.greatest;
  float factor = norm / m.norm;
  factor = (factor < kDenseMost16 ? factor : kDenseMost16) / m.greatest;
  if (!kPower) return factor;
  uint32_t bits;
  memcpy(&bits, &factor, sizeof bits);
  bits &= 0x7f800000u;
  memcpy(&factor, &bits, sizeof bits);
  return factor;
}

// Rounds columns to words and returns the sum of their integers.
template <int T, int F, bool kPower = true>
TKR_INLINE float round_run(const void* in, int64_t first, int64_t end,
                           float norm, int32_t offset, float* words,
                           float* scale) {
  float x[kDenseGroup];
  int64_t n = 0;
  for (; first + n < end; n += kLanes)
    store(x + n, load_columns<F>(in, first + n, end));
  const Magnitude magnitude = magnitude_of(x, n);
  const float factor = factor_of<T, kPower>(magnitude, norm);
  V total = set1(0.0f);
  for (int64_t i = 0; i < n; i += kLanes) {
    const I q = to_int(load(x + i) * set1(factor));
    if (T == 4) total = total + to_float(q);
    store_narrow<T>(words + i / T, add(q, set1(offset)));
  }
  *scale = factor > 0.0f ? 1.0f / factor : magnitude.greatest;
  return T == 4 ? sum(total) : 0.0f;
}

template <int T>
void round_input(const float* x, int64_t k, float* words, float* scales,
                 float* starts) {
  for (int64_t at = 0; at < k; at += kDenseGroup, ++scales) {
    const int64_t end = at + kDenseGroup < k ? at + kDenseGroup : k;
    const float total = round_run<T, kFloat32>(x, at, end, kInputNorm, 0,
                                               words + at / T, scales);
    if constexpr (T == 4) {
      const int32_t start = -kWeightOffset * (int32_t)total;
      memcpy(starts++, &start, sizeof start);
    }
  }
}

template <int T, int F>
void round_weights(const void* w, int64_t k, float* words, float* scales) {
  constexpr int kOffset = T == 4 ? kWeightOffset : 0;
  for (int64_t at = 0; at < k; at += kDenseGroup, ++scales) {
    const int64_t end = at + kDenseGroup < k ? at + kDenseGroup : k;
    round_run<T, F>(w, at, end, kWeightNorm, kOffset, words + at / T, scales);
  }
}

void round_vector(const float* x, int64_t k, float norm, float* words,
                  float* scale) {
  round_run<2, kFloat32, false>(x, 0, k, norm, 0, words, scale);
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
template <int T, int R, int C>
void multiply_dense_group(const DenseProduct& product, int64_t g,
                          const float* init, int64_t ldinit, float* c,
                          int64_t ldc) {
  DenseSums tile[R][C];
#pragma GCC unroll 16
  for (int i = 0; i < R; ++i) {
    const I start =
        T == 4 ? as_int(set1(product.a_starts[g * R + i])) : set1(0);
#pragma GCC unroll 2
    for (int j = 0; j < C; ++j) tile[i][j] = (DenseSums)start;
  }
  const float* a = product.a + g * product.words * R;
  const float* b = product.b + g * product.words * kPanelRows;
  for (int64_t n = product.words; n > 0; --n, a += R, b += kPanelRows) {
    I row[C];
#pragma GCC unroll 2
    for (int j = 0; j < C; ++j) row[j] = load_words(b + j * kLanes);
#pragma GCC unroll 16
    for (int i = 0; i < R; ++i) {
      const I factor = as_int(set1(a[i]));
#pragma GCC unroll 2
      for (int j = 0; j < C; ++j)
        tile[i][j] = (DenseSums)add_terms<T>((I)tile[i][j], factor, row[j]);
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
template <int T, int R>
TKR_INLINE MultiplyDenseGroup dense_group_of(int64_t rows, int64_t vectors) {
  if constexpr (R > 1)
    if (rows < R) return dense_group_of<T, R - 1>(rows, vectors);
  return vectors == 2 ? multiply_dense_group<T, R, 2>
                      : multiply_dense_group<T, R, 1>;
}

template <int T>
void multiply_dense(int64_t rows, int64_t vectors, const DenseProduct& product,
                    const float* init, int64_t ldinit, float* c, int64_t ldc) {
  const MultiplyDenseGroup multiply =
      dense_group_of<T, kTileRows>(rows, vectors);
  multiply(product, 0, init, ldinit, c, ldc);
  for (int64_t g = 1; g < product.groups; ++g)
    multiply(product, g, c, ldc, c, ldc);
}

template <int T>
constexpr DenseKernels kDenseKernels = {
    .terms = T,
    .round_input = round_input<T>,
    .round_weights = {round_weights<T, kFloat32>, round_weights<T, kFloat16>,
                      round_weights<T, kBFloat16>},
    .round_vector = round_vector,
    .round_columns = round_columns,
    .multiply = multiply_dense<T>,
};

}  // namespace
}  // namespace tkr::embed::cpu
