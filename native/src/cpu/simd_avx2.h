// Vectors of eight floats: AVX2, FMA and F16C, and AVX-VNNI where the compiler
// may use it. The functions are those of simd_scalar.h.
#pragma once

#include <immintrin.h>
#include <stdint.h>
#include <string.h>

#define TKR_INLINE static inline __attribute__((always_inline))

namespace tkr::embed::cpu {
namespace {

constexpr int kLanes = 8;
constexpr int kTileRows = 6;

typedef __m256 V;
typedef __m256i I;

TKR_INLINE V load(const float* p) { return _mm256_loadu_ps(p); }
TKR_INLINE I load_words(const void* p) {
  return _mm256_loadu_si256((const __m256i*)p);
}
TKR_INLINE void store(float* p, V v) { _mm256_storeu_ps(p, v); }
TKR_INLINE void store(int32_t* p, I v) { _mm256_storeu_si256((__m256i*)p, v); }
TKR_INLINE V set1(float x) { return _mm256_set1_ps(x); }
TKR_INLINE I set1(int32_t x) { return _mm256_set1_epi32(x); }
TKR_INLINE V fma(V a, V b, V c) { return _mm256_fmadd_ps(a, b, c); }

TKR_INLINE V as_float(I v) { return _mm256_castsi256_ps(v); }
TKR_INLINE I as_int(V v) { return _mm256_castps_si256(v); }
TKR_INLINE V select_less(V a, V b, V x, V y) {
  return _mm256_blendv_ps(y, x, _mm256_cmp_ps(a, b, _CMP_LT_OQ));
}
TKR_INLINE V max(V a, V b) { return _mm256_max_ps(a, b); }
TKR_INLINE V min(V a, V b) { return _mm256_min_ps(a, b); }

TKR_INLINE V to_float(I v) { return _mm256_cvtepi32_ps(v); }
TKR_INLINE I to_int(V v) { return _mm256_cvtps_epi32(v); }
TKR_INLINE I add(I a, I b) { return _mm256_add_epi32(a, b); }
TKR_INLINE I shift_left(I v, int n) { return _mm256_slli_epi32(v, n); }
TKR_INLINE I shift_right(I v, int n) { return _mm256_srli_epi32(v, n); }
TKR_INLINE I shift_right_signed(I v, int n) { return _mm256_srai_epi32(v, n); }

constexpr bool kHasPairs = true;
constexpr int32_t kFlip8 = 0;
#if defined(__AVXVNNI__)
constexpr bool kHasQuads8 = true;
constexpr int kNarrowWords = 0;
template <int T>
TKR_INLINE I add_terms(I sum, I a, I b) {
  return T == 2 ? _mm256_dpwssd_avx_epi32(sum, a, b)
                : _mm256_dpbusd_avx_epi32(sum, b, a);
}
TKR_INLINE I widen(I v) { return v; }
#else
constexpr bool kHasQuads8 = false;
constexpr int kNarrowWords = 8;
template <int T>
TKR_INLINE I add_terms(I sum, I a, I b) {
  return T == 2 ? _mm256_add_epi32(sum, _mm256_madd_epi16(a, b))
                : _mm256_add_epi16(sum, _mm256_maddubs_epi16(b, a));
}
TKR_INLINE I widen(I v) {
  I ones = _mm256_set1_epi16(1);
  asm("" : "+x"(ones));  // GCC 12 makes it again for each use
  return _mm256_madd_epi16(v, ones);
}
#endif

// The low halves of v's words, next to each other.
TKR_INLINE void store_narrow(void* p, I v) {
  v = _mm256_and_si256(v, set1(0xffff));
  v = _mm256_packus_epi32(v, v);
  _mm_storeu_si128((__m128i*)p,
                   _mm_unpacklo_epi64(_mm256_castsi256_si128(v),
                                      _mm256_extracti128_si256(v, 1)));
}

TKR_INLINE V gather(const float* const* p, int64_t i) {
  return _mm256_setr_ps(p[0][i], p[1][i], p[2][i], p[3][i], p[4][i], p[5][i],
                        p[6][i], p[7][i]);
}
// ratio 1 or 2
TKR_INLINE V spread(const float* s, int64_t ratio) {
  if (ratio == 1) return _mm256_broadcast_ss(s);
  return _mm256_setr_m128(_mm_broadcast_ss(s), _mm_broadcast_ss(s + 1));
}

TKR_INLINE V load_bfloat16(const uint16_t* p) {
  const __m128i h = _mm_loadu_si128((const __m128i*)p);
  return as_float(_mm256_slli_epi32(_mm256_cvtepu16_epi32(h), 16));
}
TKR_INLINE V load_half(const uint16_t* p) {
  return _mm256_cvtph_ps(_mm_loadu_si128((const __m128i*)p));
}

TKR_INLINE float sum(V v) {
  __m128 a = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  a = _mm_add_ps(a, _mm_movehl_ps(a, a));
  return _mm_cvtss_f32(_mm_add_ss(a, _mm_movehdup_ps(a)));
}

TKR_INLINE void sum_quads(const I* r, I* sums) {
  I a[4], b[2];
#pragma GCC unroll 4
  for (int i = 0; i < 4; ++i)
    a[i] = add(_mm256_unpacklo_epi32(r[2 * i], r[2 * i + 1]),
               _mm256_unpackhi_epi32(r[2 * i], r[2 * i + 1]));
#pragma GCC unroll 2
  for (int i = 0; i < 2; ++i)
    b[i] = add(_mm256_unpacklo_epi64(a[2 * i], a[2 * i + 1]),
               _mm256_unpackhi_epi64(a[2 * i], a[2 * i + 1]));
  sums[0] = _mm256_permute2x128_si256(b[0], b[1], 0x20);
  sums[1] = _mm256_permute2x128_si256(b[0], b[1], 0x31);
}

TKR_INLINE void transpose(I* r) {
  V a[8], b[8];
  for (int i = 0; i < 4; ++i) {
    a[2 * i] = as_float(_mm256_unpacklo_epi32(r[2 * i], r[2 * i + 1]));
    a[2 * i + 1] = as_float(_mm256_unpackhi_epi32(r[2 * i], r[2 * i + 1]));
  }
  for (int i = 0; i < 8; i += 4) {
    b[i] = _mm256_shuffle_ps(a[i], a[i + 2], 0x44);
    b[i + 1] = _mm256_shuffle_ps(a[i], a[i + 2], 0xee);
    b[i + 2] = _mm256_shuffle_ps(a[i + 1], a[i + 3], 0x44);
    b[i + 3] = _mm256_shuffle_ps(a[i + 1], a[i + 3], 0xee);
  }
  for (int i = 0; i < 4; ++i) {
    r[i] = as_int(_mm256_permute2f128_ps(b[i], b[i + 4], 0x20));
    r[i + 4] = as_int(_mm256_permute2f128_ps(b[i], b[i + 4], 0x31));
  }
}

}  // namespace
}  // namespace tkr::embed::cpu
