// Products with quantised weights in integers: x as 16-bit multiples of a scale
// a group and row, weights as they are stored, both as words of two int16. Sums
// of a group are exact; two terms an instruction and lane are twice the rate of
// float32. Word j of the columns that share a word of weights pairs column j
// with column j + half of them, so that a shift and a mask unpack it.
#pragma once

#include "kernels.h"
#include "load.inl"

namespace tkr::embed::cpu {
namespace {

constexpr int kMostGroup = 128;
constexpr float kMostInt16 = 32767.0f;
constexpr float kLeastInput = 1e-30f;  // what is smaller counts as zero

// The greatest magnitude; not a number when an input is not finite.
TKR_INLINE float greatest_of(const float* x, int64_t n) {
  V most = set1(0.0f), defect = set1(0.0f);
  for (int64_t i = 0; i < n; i += kLanes) {
    const V v = load(x + i);
    most = max(most, max(v, set1(0.0f) - v));
    defect = defect + (v - v);
  }
  float lanes[kLanes];
  store(lanes, most);
  float greatest = 0.0f;
  for (int i = 0; i < kLanes; ++i)
    if (lanes[i] > greatest) greatest = lanes[i];
  return greatest + sum(defect);
}

// Rounds n inputs times factor to integers and returns their sum.
TKR_INLINE float round_group(const float* x, int64_t n, float factor,
                             int32_t* q) {
  V total = set1(0.0f);
  for (int64_t i = 0; i < n; i += kLanes) {
    const I v = to_int(load(x + i) * set1(factor));
    store(q + i, v);
    total = total + to_float(v);
  }
  return sum(total);
}

template <int B>
void to_pairs(const float* x, int64_t k, int64_t group_size, float* pairs,
              float* scales, float* sums) {
  constexpr int kHalf = 16 / B;
  for (int64_t g = 0; g < k / group_size; ++g, x += group_size) {
    int32_t q[kMostGroup];
    const float greatest = greatest_of(x, group_size);
    const float factor = greatest > kLeastInput ? kMostInt16 / greatest : 0.0f;
    scales[g] = greatest / kMostInt16;
    sums[g] = scales[g] * round_group(x, group_size, factor, q);
    for (int64_t at = 0; at < group_size; at += 2 * kHalf)
      for (int j = 0; j < kHalf; ++j, ++pairs) {
        const uint32_t low = (uint32_t)q[at + j] & 0xffffu;
        const uint32_t word = low | (uint32_t)q[at + j + kHalf] << 16;
        memcpy(pairs, &word, sizeof word);
      }
  }
}

// k columns of kLanes rows; out is a panel's left or right half.
template <int B>
TKR_INLINE void pack_pairs_half(const uint32_t* const* rows, int64_t size,
                                int64_t k0, int64_t k, float* out) {
  constexpr int P = 32 / B;
  const I mask = set1(B == 4 ? 0x000f000f : 0x00ff00ff);
  const int64_t words = size / P, end = (k0 + k) / P;
  for (int64_t word = k0 / P; word < end; word += kLanes) {
    I w[kLanes];
#pragma GCC unroll 16
    for (int r = 0; r < kLanes; ++r) {
      const uint32_t* from = rows[r] + word;
      __builtin_prefetch(from + kPrefetchColumns / P);
      w[r] = load_partial(from, 4 * (words - word));
    }
    transpose(w);
    const int64_t last = end - word < kLanes ? end - word : kLanes;
    for (int64_t i = 0; i < last; ++i)
#pragma GCC unroll 4
      for (int j = 0; j < P / 2; ++j, out += kPanelRows)
        store(out, as_float(shift_right(w[i], B * j) & mask));
  }
}

template <int B>
void pack_pairs(const uint32_t* const* rows, int64_t size, int64_t k0,
                int64_t k, float* panel) {
  pack_pairs_half<B>(rows, size, k0, k, panel);
  pack_pairs_half<B>(rows + kLanes, size, k0, k, panel + kLanes);
}

// I as words, the type that GCC's own functions of them have: a tile of I is
// kept in memory by GCC 12 and not in registers.
typedef int32_t Sums __attribute__((vector_size(4 * kLanes)));

// Adds one group's product to c.
template <int R, int C>
void multiply_group(int64_t pairs, const float* a, const float* a_scales,
                    const float* b, const float* b_scales, float* c,
                    int64_t ldc) {
  Sums tile[R][C];
#pragma GCC unroll 16
  for (int i = 0; i < R; ++i)
#pragma GCC unroll 2
    for (int j = 0; j < C; ++j) tile[i][j] = Sums{};
  for (; pairs > 0; --pairs, a += R, b += kPanelRows) {
    I row[C];
#pragma GCC unroll 2
    for (int j = 0; j < C; ++j) row[j] = load_words(b + j * kLanes);
#pragma GCC unroll 16
    for (int i = 0; i < R; ++i) {
      const I factor = as_int(set1(a[i]));
#pragma GCC unroll 2
      for (int j = 0; j < C; ++j)
        tile[i][j] = (Sums)add_pairs((I)tile[i][j], factor, row[j]);
    }
  }
#pragma GCC unroll 16
  for (int i = 0; i < R; ++i)
#pragma GCC unroll 2
    for (int j = 0; j < C; ++j) {
      float* to = c + i * ldc + j * kLanes;
      const V scale = load(b_scales + j * kLanes) * set1(a_scales[i]);
      store(to, fma(to_float((I)tile[i][j]), scale, load(to)));
    }
}

typedef void (*MultiplyGroup)(int64_t, const float*, const float*, const float*,
                              const float*, float*, int64_t);

// The function of `rows` rows, found from R down.
template <int R>
TKR_INLINE MultiplyGroup group_of(int64_t rows, int64_t vectors) {
  if constexpr (R > 1)
    if (rows < R) return group_of<R - 1>(rows, vectors);
  return vectors == 2 ? multiply_group<R, 2> : multiply_group<R, 1>;
}

void multiply_pairs(int64_t rows, int64_t vectors, const PairsProduct& product,
                    float* c, int64_t ldc) {
  const MultiplyGroup multiply = group_of<kTileRows>(rows, vectors);
  for (int64_t g = 0; g < product.groups; ++g)
    multiply(product.pairs, product.a + g * product.pairs * rows,
             product.a_scales + g * rows,
             product.b + g * product.pairs * kPanelRows,
             product.b_scales + g * kPanelRows, c, ldc);
}

}  // namespace
}  // namespace tkr::embed::cpu
