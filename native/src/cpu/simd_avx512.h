// Vectors of sixteen floats: AVX-512 F, BW, DQ and VL. The functions are those
// of simd_scalar.h.
#pragma once

#include <immintrin.h>
#include <stdint.h>
#include <string.h>

#define TKR_INLINE static inline __attribute__((always_inline))

namespace tkr::embed::cpu {
namespace {

constexpr int kLanes = 16;
constexpr int kTileRows = 14;

typedef __m512 V;
typedef __m512i I;

TKR_INLINE V load(const float* p) { return _mm512_loadu_ps(p); }
TKR_INLINE I load_words(const void* p) { return _mm512_loadu_si512(p); }
TKR_INLINE void store(float* p, V v) { _mm512_storeu_ps(p, v); }
TKR_INLINE void store(int32_t* p, I v) { _mm512_storeu_si512(p, v); }
TKR_INLINE V set1(float x) { return _mm512_set1_ps(x); }
TKR_INLINE I set1(int32_t x) { return _mm512_set1_epi32(x); }
TKR_INLINE V fma(V a, V b, V c) { return _mm512_fmadd_ps(a, b, c); }

TKR_INLINE V as_float(I v) { return _mm512_castsi512_ps(v); }
TKR_INLINE I as_int(V v) { return _mm512_castps_si512(v); }
TKR_INLINE V select_less(V a, V b, V x, V y) {
  return _mm512_mask_blend_ps(_mm512_cmp_ps_mask(a, b, _CMP_LT_OQ), y, x);
}
TKR_INLINE V max(V a, V b) { return _mm512_max_ps(a, b); }
TKR_INLINE V min(V a, V b) { return _mm512_min_ps(a, b); }

TKR_INLINE V to_float(I v) { return _mm512_cvtepi32_ps(v); }
TKR_INLINE I to_int(V v) { return _mm512_cvtps_epi32(v); }
TKR_INLINE I add(I a, I b) { return _mm512_add_epi32(a, b); }
TKR_INLINE I shift_left(I v, int n) {
  return _mm512_slli_epi32(v, (unsigned)n);
}
TKR_INLINE I shift_right(I v, int n) {
  return _mm512_srli_epi32(v, (unsigned)n);
}
TKR_INLINE I shift_right_signed(I v, int n) {
  return _mm512_srai_epi32(v, (unsigned)n);
}

constexpr bool kHasPairs = true;
constexpr int32_t kFlip8 = 0;
#if defined(__AVX512VNNI__)
constexpr bool kHasQuads8 = true;
constexpr int kNarrowWords = 0;
template <int T>
TKR_INLINE I add_terms(I sum, I a, I b) {
  return T == 2 ? _mm512_dpwssd_epi32(sum, a, b)
                : _mm512_dpbusd_epi32(sum, b, a);
}
TKR_INLINE I widen(I v) { return v; }
#else
constexpr bool kHasQuads8 = false;
constexpr int kNarrowWords = 8;
template <int T>
TKR_INLINE I add_terms(I sum, I a, I b) {
  return T == 2 ? _mm512_add_epi32(sum, _mm512_madd_epi16(a, b))
                : _mm512_add_epi16(sum, _mm512_maddubs_epi16(b, a));
}
TKR_INLINE I widen(I v) { return _mm512_madd_epi16(v, _mm512_set1_epi16(1)); }
#endif

// The low halves of v's words, next to each other.
TKR_INLINE void store_narrow(void* p, I v) {
  _mm256_storeu_si256((__m256i*)p, _mm512_cvtepi32_epi16(v));
}

TKR_INLINE V gather(const float* const* p, int64_t i) {
  return _mm512_setr_ps(p[0][i], p[1][i], p[2][i], p[3][i], p[4][i], p[5][i],
                        p[6][i], p[7][i], p[8][i], p[9][i], p[10][i], p[11][i],
                        p[12][i], p[13][i], p[14][i], p[15][i]);
}
// ratio 1, 2 or 4
TKR_INLINE V spread(const float* s, int64_t ratio) {
  if (ratio == 1) return _mm512_set1_ps(*s);
  const int step = ratio == 2 ? 3 : 2;
  const I lane =
      _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const V four = _mm512_castps128_ps512(_mm_loadu_ps(s));
  return _mm512_permutexvar_ps(_mm512_srli_epi32(lane, (unsigned)step), four);
}

TKR_INLINE V load_bfloat16(const uint16_t* p) {
  const __m256i h = _mm256_loadu_si256((const __m256i*)p);
  return as_float(_mm512_slli_epi32(_mm512_cvtepu16_epi32(h), 16));
}
TKR_INLINE V load_half(const uint16_t* p) {
  return _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i*)p));
}

TKR_INLINE float sum(V v) { return _mm512_reduce_add_ps(v); }

TKR_INLINE void sum_quads(const I* r, I* sums) {
  I a[8], b[4];
#pragma GCC unroll 8
  for (int i = 0; i < 8; ++i)
    a[i] = add(_mm512_unpacklo_epi32(r[2 * i], r[2 * i + 1]),
               _mm512_unpackhi_epi32(r[2 * i], r[2 * i + 1]));
#pragma GCC unroll 4
  for (int i = 0; i < 4; ++i)
    b[i] = add(_mm512_unpacklo_epi64(a[2 * i], a[2 * i + 1]),
               _mm512_unpackhi_epi64(a[2 * i], a[2 * i + 1]));
#pragma GCC unroll 2
  for (int i = 0; i < 2; ++i) {  // quads 2 i and 2 i + 1
    const I c = i == 0 ? _mm512_shuffle_i32x4(b[0], b[1], 0x44)
                       : _mm512_shuffle_i32x4(b[0], b[1], 0xee);
    const I d = i == 0 ? _mm512_shuffle_i32x4(b[2], b[3], 0x44)
                       : _mm512_shuffle_i32x4(b[2], b[3], 0xee);
    sums[2 * i] = _mm512_shuffle_i32x4(c, d, 0x88);
    sums[2 * i + 1] = _mm512_shuffle_i32x4(c, d, 0xdd);
  }
}

TKR_INLINE void transpose(I* r) {
  I a[16];
  for (int i = 0; i < 16; i += 2) {
    a[i] = _mm512_unpacklo_epi32(r[i], r[i + 1]);
    a[i + 1] = _mm512_unpackhi_epi32(r[i], r[i + 1]);
  }
  for (int i = 0; i < 16; i += 4) {
    r[i] = _mm512_unpacklo_epi64(a[i], a[i + 2]);
    r[i + 1] = _mm512_unpackhi_epi64(a[i], a[i + 2]);
    r[i + 2] = _mm512_unpacklo_epi64(a[i + 1], a[i + 3]);
    r[i + 3] = _mm512_unpackhi_epi64(a[i + 1], a[i + 3]);
  }
  for (int i = 0; i < 4; ++i) {
    a[i] = _mm512_shuffle_i32x4(r[i], r[i + 4], 0x88);
    a[i + 4] = _mm512_shuffle_i32x4(r[i], r[i + 4], 0xdd);
    a[i + 8] = _mm512_shuffle_i32x4(r[i + 8], r[i + 12], 0x88);
    a[i + 12] = _mm512_shuffle_i32x4(r[i + 8], r[i + 12], 0xdd);
  }
  for (int i = 0; i < 8; ++i) {
    r[i] = _mm512_shuffle_i32x4(a[i], a[i + 8], 0x88);
    r[i + 8] = _mm512_shuffle_i32x4(a[i], a[i + 8], 0xdd);
  }
}

}  // namespace
}  // namespace tkr::embed::cpu
