// Products of a few rows of x with one row of weights, which is read once and
// converted in registers: bound by memory, not by arithmetic.
#pragma once

#include "kernels.h"
#include "load.inl"

namespace tkr::embed::cpu {
namespace {

// Adds 4 * kLanes columns to sums[R][C].
template <int T, int R, int C>
TKR_INLINE void dot_step(const float* x, int64_t ldx, const void* w, int64_t at,
                         V (*sums)[C]) {
#pragma GCC unroll 4
  for (int j = 0; j < 4; ++j) {
    const V weights = load_weights<T>(w, at + j * kLanes);
#pragma GCC unroll 2
    for (int i = 0; i < R; ++i)
      sums[i][j % C] =
          fma(load(x + i * ldx + j * kLanes), weights, sums[i][j % C]);
  }
}

template <int T, int R>
void dot_rows(int64_t k, const float* x, int64_t ldx, const void* w, float* y) {
  constexpr int64_t step = 4 * kLanes;
  constexpr int C = R == 1 ? 4 : 2;  // independent sums of a row
  constexpr int64_t width = T == kFloat32 ? 4 : 2;
  V sums[R][C];
#pragma GCC unroll 2
  for (int i = 0; i < R; ++i)
#pragma GCC unroll 4
    for (int c = 0; c < C; ++c) sums[i][c] = set1(0.0f);
  int64_t at = 0;
  for (; at + step <= k; at += step)
    dot_step<T, R, C>(x + at, ldx, w, at, sums);
  if (at < k) {
    unsigned char tail[step * width] = {0};
    memcpy(tail, (const unsigned char*)w + at * width,
           (size_t)((k - at) * width));
    dot_step<T, R, C>(x + at, ldx, tail, 0, sums);
  }
#pragma GCC unroll 2
  for (int i = 0; i < R; ++i) {
#pragma GCC unroll 4
    for (int c = 1; c < C; ++c) sums[i][0] = sums[i][0] + sums[i][c];
    y[i] = sum(sums[i][0]);
  }
}

template <int T, int R = kDotRows>
void dot(int64_t rows, int64_t k, const float* x, int64_t ldx, const void* w,
         float* y) {
  if constexpr (R > 1)
    if (rows < R) return dot<T, R - 1>(rows, k, x, ldx, w, y);
  dot_rows<T, R>(k, x, ldx, w, y);
}

// Adds one vector of words, kLanes * 32 / B columns, to sums[R].
template <int B, int R>
TKR_INLINE void dot_words(const float* x, int64_t ldx, I words, V scale,
                          V* sums) {
  words = words ^ set1((int32_t)(B == 4 ? 0x88888888u : 0x80808080u));
  V part[R];
#pragma GCC unroll 8
  for (int j = 0; j < 32 / B; ++j) {
    const V q =
        to_float(shift_right_signed(shift_left(words, 32 - B - B * j), 32 - B));
#pragma GCC unroll 2
    for (int i = 0; i < R; ++i) {
      const V factor = load(x + i * ldx + j * kLanes);
      part[i] = j == 0 ? q * factor : fma(q, factor, part[i]);
    }
  }
#pragma GCC unroll 2
  for (int i = 0; i < R; ++i) sums[i] = fma(scale, part[i], sums[i]);
}

template <int B, int R>
void dot_quantized_rows(int64_t k, const float* x, int64_t ldx,
                        const uint32_t* w, const float* scales,
                        int64_t group_size, float* y) {
  constexpr int64_t step = kLanes * 32 / B;
  const int64_t ratio = group_size >= step ? 1 : step / group_size;
  const int log2_group = __builtin_ctzll((unsigned long long)group_size);
  V sums[R];
#pragma GCC unroll 2
  for (int i = 0; i < R; ++i) sums[i] = set1(0.0f);
  for (int64_t at = 0; at < k; at += step, w += kLanes)
    dot_words<B, R>(x + at, ldx, load_partial(w, (k - at) * B / 8),
                    spread(scales + (at >> log2_group), ratio), sums);
#pragma GCC unroll 2
  for (int i = 0; i < R; ++i) y[i] = sum(sums[i]);
}

template <int B, int R = kDotRows>
void dot_quantized(int64_t rows, int64_t k, const float* x, int64_t ldx,
                   const uint32_t* w, const float* scales, int64_t group_size,
                   float* y) {
  if constexpr (R > 1)
    if (rows < R)
      return dot_quantized<B, R - 1>(rows, k, x, ldx, w, scales, group_size, y);
  dot_quantized_rows<B, R>(k, x, ldx, w, scales, group_size, y);
}

}  // namespace
}  // namespace tkr::embed::cpu
