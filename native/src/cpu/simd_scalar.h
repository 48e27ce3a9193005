// Vectors of four floats in the compiler's own vector extension: SSE2 on any
// x86-64, NEON on arm64, plain code elsewhere. The least instruction set, and
// the meaning of the functions that the other simd_*.h define.
#pragma once

#include <stdint.h>
#include <string.h>

#define TKR_INLINE static inline __attribute__((always_inline))

namespace tkr::embed::cpu {
namespace {

constexpr int kLanes = 4;     // floats of a vector
constexpr int kTileRows = 6;  // rows of the micro-kernel

typedef float V __attribute__((vector_size(16)));
typedef int32_t I __attribute__((vector_size(16)));
typedef uint32_t U __attribute__((vector_size(16)));

TKR_INLINE V load(const float* p) {
  V v;
  memcpy(&v, p, sizeof v);
  return v;
}
TKR_INLINE I load_words(const void* p) {
  I v;
  memcpy(&v, p, sizeof v);
  return v;
}
TKR_INLINE void store(float* p, V v) { memcpy(p, &v, sizeof v); }
TKR_INLINE void store(int32_t* p, I v) { memcpy(p, &v, sizeof v); }
TKR_INLINE V set1(float x) { return V{x, x, x, x}; }
TKR_INLINE I set1(int32_t x) { return I{x, x, x, x}; }
TKR_INLINE V fma(V a, V b, V c) { return a * b + c; }

TKR_INLINE V as_float(I v) { return (V)v; }
TKR_INLINE I as_int(V v) { return (I)v; }
// a < b ? x : y. max and min keep b when a or b is not a number.
TKR_INLINE V select_less(V a, V b, V x, V y) {
  I less = (I)(a < b);
  return (V)((less & (I)x) | (~less & (I)y));
}
TKR_INLINE V max(V a, V b) { return select_less(b, a, a, b); }
TKR_INLINE V min(V a, V b) { return select_less(a, b, a, b); }

TKR_INLINE V to_float(I v) { return __builtin_convertvector(v, V); }
// To the nearest integer, ties to even; |v| < 2^22.
TKR_INLINE I to_int(V v) {
  const V magic = set1(12582912.0f);  // 1.5 * 2^23
  return as_int(v + magic) - as_int(magic);
}
TKR_INLINE I add(I a, I b) { return a + b; }
TKR_INLINE I shift_left(I v, int n) { return v << n; }
TKR_INLINE I shift_right(I v, int n) { return (I)((U)v >> n); }
TKR_INLINE I shift_right_signed(I v, int n) { return v >> n; }

// sum + the products of each word's terms: a and b int16 (T = 2), or a int8 and
// b uint8 (T = 4), int8 where kFlip8 turns 8-bit weights to it. Instruction
// sets with kNarrowWords keep the latter in int16, for 4-bit weights and so
// many words, until widen(); kHasQuads8 tells whether 8-bit weights can be had
// so, and kHasPairs whether T = 2 can.
constexpr bool kHasPairs = false;
constexpr bool kHasQuads8 = true;
constexpr int32_t kFlip8 = 0;
constexpr int kNarrowWords = 0;
template <int T>
TKR_INLINE I add_terms(I sum, I a, I b) {
  static_assert(T == 4);
  for (int t = 0; t < 32; t += 8)
    sum += ((a << (24 - t)) >> 24) * (I)((U)b >> t & 0xff);
  return sum;
}
TKR_INLINE I widen(I v) { return v; }

// { p[0][i], p[1][i], ... }
TKR_INLINE V gather(const float* const* p, int64_t i) {
  return V{p[0][i], p[1][i], p[2][i], p[3][i]};
}
// kLanes / ratio lanes of s[0], as many of s[1], ... ; ratio 1 here.
TKR_INLINE V spread(const float* s, int64_t) { return set1(s[0]); }

TKR_INLINE V load_bfloat16(const uint16_t* p) {
  return (V)(U{p[0], p[1], p[2], p[3]} << 16);
}
TKR_INLINE float half_to_float(uint16_t h) {
  const uint32_t sign = (uint32_t)(h & 0x8000) << 16;
  const uint32_t magnitude = h & 0x7fff;
  uint32_t bits = (magnitude << 13) + (112u << 23);
  float value;
  if (magnitude >= 0x7c00) {
    bits += 112u << 23;  // infinity, not a number
  } else if (magnitude < 0x0400) {
    value = (float)magnitude * 0x1p-24f;  // zero, subnormal
    memcpy(&bits, &value, sizeof bits);
  }
  bits |= sign;
  memcpy(&value, &bits, sizeof value);
  return value;
}
TKR_INLINE V load_half(const uint16_t* p) {
  return V{half_to_float(p[0]), half_to_float(p[1]), half_to_float(p[2]),
           half_to_float(p[3])};
}

TKR_INLINE float sum(V v) { return (v[0] + v[2]) + (v[1] + v[3]); }

// r [kLanes] to sums [kLanes / 4]: lane i of the j-th is the sum of words 4 j
// to 4 j + 3 of r[i].
TKR_INLINE void sum_quads(const I* r, I* sums) {
  const I a = r[0], b = r[1], c = r[2], d = r[3];
  sums[0] = I{a[0] + a[1] + a[2] + a[3], b[0] + b[1] + b[2] + b[3],
              c[0] + c[1] + c[2] + c[3], d[0] + d[1] + d[2] + d[3]};
}

// Rows to columns of kLanes vectors of kLanes words.
TKR_INLINE void transpose(I* r) {
  const I a = r[0], b = r[1], c = r[2], d = r[3];
  r[0] = I{a[0], b[0], c[0], d[0]};
  r[1] = I{a[1], b[1], c[1], d[1]};
  r[2] = I{a[2], b[2], c[2], d[2]};
  r[3] = I{a[3], b[3], c[3], d[3]};
}

}  // namespace
}  // namespace tkr::embed::cpu
