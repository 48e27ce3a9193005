// MLX's affine quantisation (mlx/backend/cpu/quantized.cpp, quantize), its
// inverse, and conversions to float32. Compiled without contraction of products
// and sums, so that the results are MLX's bit for bit.
#pragma once

#include "kernels.h"
#include "load.inl"

namespace tkr::embed::cpu {
namespace {

template <int T>
void to_float32(const void* in, int64_t n, float* out) {
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) store(out + i, load_weights<T>(in, i));
  if (i == n) return;
  constexpr int64_t width = T == kFloat32 ? 4 : 2;
  unsigned char tail[kLanes * width] = {0};
  float values[kLanes];
  memcpy(tail, (const unsigned char*)in + i * width, (size_t)((n - i) * width));
  store(values, load_weights<T>(tail, 0));
  memcpy(out + i, values, (size_t)(n - i) * 4);
}

template <int B>
void dequantize(const uint32_t* w, const float* scales, const float* biases,
                int64_t group_size, int64_t k, float* out) {
  constexpr int P = 32 / B;
  for (int64_t i = 0; i < k; i += P, ++w) {
    const float scale = scales[i / group_size], bias = biases[i / group_size];
    for (int j = 0; j < P; ++j)
      out[i + j] =
          scale * (float)(int32_t)(*w >> (B * j) & ((1u << B) - 1)) + bias;
  }
}

// Least and greatest of n values, n a multiple of 16.
TKR_INLINE void range(const float* w, int64_t n, float* least,
                      float* greatest) {
  V low = load(w), high = low;
  for (int64_t i = kLanes; i < n; i += kLanes) {
    low = min(load(w + i), low);
    high = max(load(w + i), high);
  }
  float lows[kLanes], highs[kLanes];
  store(lows, low);
  store(highs, high);
  *least = lows[0];
  *greatest = highs[0];
  for (int i = 1; i < kLanes; ++i) {
    *least = lows[i] < *least ? lows[i] : *least;
    *greatest = highs[i] > *greatest ? highs[i] : *greatest;
  }
}

TKR_INLINE void scale_and_bias(float least, float greatest, float bins,
                               float* scale, float* bias) {
  const bool below = __builtin_fabsf(least) > __builtin_fabsf(greatest);
  const float step = (greatest - least) / bins;
  const float edge = below ? least : greatest;
  *scale = step > 1e-7f ? step : 1e-7f;
  *scale = below ? *scale : -*scale;
  *bias = 0.0f;
  const float zero = __builtin_rintf(edge / *scale);
  if (zero == 0.0f) return;
  *scale = edge / zero;
  *bias = edge;
}

template <int B>
void quantize(const float* w, int64_t group_size, int64_t k, uint32_t* words,
              float* scales, float* biases) {
  constexpr int P = 32 / B;
  constexpr float bins = (float)((1 << B) - 1);
  for (int64_t at = 0; at < k; at += group_size, w += group_size) {
    float least, greatest, scale, bias;
    range(w, group_size, &least, &greatest);
    scale_and_bias(least, greatest, bins, &scale, &bias);
    int32_t q[128];
    for (int64_t i = 0; i < group_size; i += kLanes) {
      const V steps = (load(w + i) - set1(bias)) / set1(scale);
      // a step that is no number, of a range beyond float32, is 0 as there
      store(q + i, to_int(min(max(steps, set1(0.0f)), set1(bins))));
    }
    for (int64_t i = 0; i < group_size; i += P) {
      uint32_t word = 0;
      for (int j = 0; j < P; ++j) word |= (uint32_t)q[i + j] << (B * j);
      *words++ = word;
    }
    *scales++ = scale;
    *biases++ = bias;
  }
}

}  // namespace
}  // namespace tkr::embed::cpu
