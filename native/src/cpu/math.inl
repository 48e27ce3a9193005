// exp, the activations and the softmax.
#pragma once

#include "kernels.h"

namespace tkr::embed::cpu {
namespace {

// e^x by x = n ln 2 + r and a polynomial of degree 6 in r, fitted to a relative
// error of 4e-10 on |r| <= ln 2 / 2. About 1 ulp; 0 below -87.7, 1.7e38 from
// 88.03 on; not a number stays so.
TKR_INLINE V exp(V x) {
  const V limit = set1(88.02969f);  // 127 ln 2; n = -127 makes the power 0
  const V y = min(limit, max(set1(0.0f) - limit, x));
  const I n = to_int(y * set1(1.44269504f));
  const V m = to_float(n);
  V r = fma(m, set1(-0.693359375f), y);  // ln 2, its upper bits
  r = fma(m, set1(2.12194440e-4f), r);   // the rest
  V p = fma(r, set1(1.381461275741458e-3f), set1(8.368710055947304e-3f));
  p = fma(p, r, set1(4.166838899254799e-2f));
  p = fma(p, r, set1(1.666652113199234e-1f));
  p = fma(p, r, set1(4.999999403953552e-1f));
  p = fma(p * r, r, r) + set1(1.0f);
  return p * as_float(shift_left(add(n, set1(127)), 23));
}

// 0 where e^-x leaves what exp() gives: its limit's inverse, 6e-39, would be
// much of a great value.
TKR_INLINE V sigmoid(V x) {
  const V y = set1(1.0f) / (set1(1.0f) + exp(set1(0.0f) - x));
  return select_less(x, set1(-88.0f), set1(0.0f), y);
}

// The standard normal distribution function: erfc(z) / 2 = e^(-z^2) t P(t) / 2
// with z = |x| / sqrt 2, t = 1 / (1 + 0.35 z); P fitted to a relative error of
// 7e-9 on 0 <= z <= 10.
TKR_INLINE V normal_distribution(V x) {
  const V z = max(x, set1(0.0f) - x) * set1(0.70710678f);
  const V t = set1(1.0f) / fma(z, set1(0.35f), set1(1.0f));
  const float c[] = {0.19748377799987793f,   0.19713835418224335f,
                     0.18790240585803986f,   0.15118615329265594f,
                     0.14604224264621735f,   0.0870186910033226f,
                     -0.027705619111657143f, 0.18146122992038727f,
                     -0.1589283049106598f,   0.03840105980634689f};
  V p = set1(c[9]);
#pragma GCC unroll 9
  for (int i = 8; i >= 0; --i) p = fma(p, t, set1(c[i]));
  const V half = set1(0.5f);
  const V tail = half * t * p * exp(x * x * set1(-0.5f));
  return select_less(x, set1(0.0f), tail, set1(1.0f) - tail);
}

// out[i] = f(x[i]), the last few through a buffer.
template <class F>
TKR_INLINE void map(const float* x, int64_t n, float* out, F f) {
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) store(out + i, f(load(x + i)));
  if (i == n) return;
  float tail[kLanes] = {0};
  memcpy(tail, x + i, (size_t)(n - i) * 4);
  store(tail, f(load(tail)));
  memcpy(out + i, tail, (size_t)(n - i) * 4);
}

template <class F>
TKR_INLINE void map(const float* x, const float* y, int64_t n, float* out,
                    F f) {
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes)
    store(out + i, f(load(x + i), load(y + i)));
  if (i == n) return;
  float a[kLanes] = {0}, b[kLanes] = {0};
  memcpy(a, x + i, (size_t)(n - i) * 4);
  memcpy(b, y + i, (size_t)(n - i) * 4);
  store(a, f(load(a), load(b)));
  memcpy(out + i, a, (size_t)(n - i) * 4);
}

void silu_mul(const float* gate, const float* up, int64_t n, float* out) {
  map(gate, up, n, out, [](V g, V u) { return g * sigmoid(g) * u; });
}

void quick_gelu(const float* x, int64_t n, float* out) {
  map(x, n, out, [](V v) { return v * sigmoid(v * set1(1.702f)); });
}

void gelu(const float* x, int64_t n, float* out) {
  map(x, n, out, [](V v) { return v * normal_distribution(v); });
}

// x (1 + tanh(c (x + 0.044715 x^3))) / 2 with c = sqrt(2 / pi), where
// (1 + tanh y) / 2 = sigmoid(2 y).
void gelu_tanh(const float* x, int64_t n, float* out) {
  map(x, n, out, [](V v) {
    const V cubic = fma(v * v, set1(0.0713548162726f), set1(1.59576912161f));
    return v * sigmoid(v * cubic);
  });
}

void softmax(int64_t keys, float* p, int64_t ldp, float* max_of, float* sum_of,
             float* correction) {
  const V before = load(max_of);
  V greatest = before;
  for (int64_t i = 0; i < keys; ++i)
    greatest = max(load(p + i * ldp), greatest);
  V total = set1(0.0f);
  for (int64_t i = 0; i < keys; ++i) {
    const V e = exp(load(p + i * ldp) - greatest);
    store(p + i * ldp, e);
    total = total + e;
  }
  const V factor = exp(before - greatest);
  store(correction, factor);
  store(max_of, greatest);
  store(sum_of, fma(load(sum_of), factor, total));
}

}  // namespace
}  // namespace tkr::embed::cpu
