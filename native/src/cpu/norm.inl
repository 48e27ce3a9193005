// Normalisations and the rotary embedding, a row or a head at a time.
#pragma once

#include "kernels.h"
#include "math.inl"

namespace tkr::embed::cpu {
namespace {

// Sum of f(x[i]) in four vectors.
template <class F>
TKR_INLINE float sum_of(const float* x, int64_t n, F f) {
  V sums[4] = {set1(0.0f), set1(0.0f), set1(0.0f), set1(0.0f)};
  int64_t i = 0;
  for (; i + 4 * kLanes <= n; i += 4 * kLanes)
#pragma GCC unroll 4
    for (int j = 0; j < 4; ++j) sums[j] = sums[j] + f(load(x + i + j * kLanes));
  for (; i + kLanes <= n; i += kLanes) sums[0] = sums[0] + f(load(x + i));
  float rest = 0.0f;
  for (; i < n; ++i) {
    float first[kLanes];
    store(first, f(set1(x[i])));
    rest += first[0];
  }
  return sum((sums[0] + sums[1]) + (sums[2] + sums[3])) + rest;
}

// 1 / sqrt(mean square + eps); not a number where the squares overflow, which
// would make every value 0.
TKR_INLINE V scale_of(float square, int64_t n, float eps) {
  const float overflow = square - square;
  return set1(1.0f / __builtin_sqrtf(square / (float)n + eps) + overflow);
}

void rms_norm(const float* x, const float* weight, float eps, int64_t n,
              float* out) {
  const float square = sum_of(x, n, [](V v) { return v * v; });
  const V scale = scale_of(square, n, eps);
  map(x, weight, n, out, [=](V v, V w) { return v * scale * w; });
}

void layer_norm(const float* x, const float* weight, const float* bias,
                float eps, int64_t n, float* out) {
  const V mean = set1(sum_of(x, n, [](V v) { return v; }) / (float)n);
  const float square =
      sum_of(x, n, [=](V v) { return (v - mean) * (v - mean); });
  const V scale = scale_of(square, n, eps);
  map(x, weight, n, out, [=](V v, V w) { return (v - mean) * scale * w; });
  map(out, bias, n, out, [](V v, V b) { return v + b; });
}

void rotary(const float* x, const float* cos, const float* sin, int64_t half,
            float* out) {
  int64_t i = 0;
  for (; i + kLanes <= half; i += kLanes) {
    const V a = load(x + i), b = load(x + half + i);
    const V c = load(cos + i), s = load(sin + i);
    store(out + i, a * c - b * s);
    store(out + half + i, b * c + a * s);
  }
  for (; i < half; ++i) {
    const float a = x[i], b = x[half + i];
    out[i] = a * cos[i] - b * sin[i];
    out[half + i] = b * cos[i] + a * sin[i];
  }
}

}  // namespace
}  // namespace tkr::embed::cpu
