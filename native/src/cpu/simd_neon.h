// Vectors of four floats: NEON of any arm64 processor, and its dot product
// where the compiler may use it. The functions are those of simd_scalar.h.
#pragma once

#include <arm_neon.h>
#include <stdint.h>
#include <string.h>

#define TKR_INLINE static inline __attribute__((always_inline))

namespace tkr::embed::cpu {
namespace {

constexpr int kLanes = 4;
constexpr int kTileRows = 8;

typedef float32x4_t V;
typedef int32x4_t I;

TKR_INLINE V load(const float* p) { return vld1q_f32(p); }
TKR_INLINE I load_words(const void* p) {
  return vreinterpretq_s32_u8(vld1q_u8((const uint8_t*)p));
}
TKR_INLINE void store(float* p, V v) { vst1q_f32(p, v); }
TKR_INLINE void store(int32_t* p, I v) { vst1q_s32(p, v); }
TKR_INLINE V set1(float x) { return vdupq_n_f32(x); }
TKR_INLINE I set1(int32_t x) { return vdupq_n_s32(x); }
TKR_INLINE V fma(V a, V b, V c) { return vfmaq_f32(c, a, b); }

TKR_INLINE V as_float(I v) { return vreinterpretq_f32_s32(v); }
TKR_INLINE I as_int(V v) { return vreinterpretq_s32_f32(v); }
TKR_INLINE V select_less(V a, V b, V x, V y) {
  return vbslq_f32(vcltq_f32(a, b), x, y);
}
TKR_INLINE V max(V a, V b) { return vmaxq_f32(a, b); }
TKR_INLINE V min(V a, V b) { return vminq_f32(a, b); }

TKR_INLINE V to_float(I v) { return vcvtq_f32_s32(v); }
TKR_INLINE I to_int(V v) { return vcvtnq_s32_f32(v); }
TKR_INLINE I add(I a, I b) { return vaddq_s32(a, b); }
TKR_INLINE I shift_left(I v, int n) { return vshlq_s32(v, vdupq_n_s32(n)); }
TKR_INLINE I shift_right(I v, int n) {
  return vreinterpretq_s32_u32(
      vshlq_u32(vreinterpretq_u32_s32(v), vdupq_n_s32(-n)));
}
TKR_INLINE I shift_right_signed(I v, int n) {
  return vshlq_s32(v, vdupq_n_s32(-n));
}

constexpr bool kHasPairs = false;
constexpr bool kHasQuads8 = true;
constexpr int32_t kFlip8 = (int32_t)0x80808080;
constexpr int kNarrowWords = 0;
template <int T>
TKR_INLINE I add_terms(I sum, I a, I b) {
  static_assert(T == 4);
  const int8x16_t x = vreinterpretq_s8_s32(a), w = vreinterpretq_s8_s32(b);
#if defined(__ARM_FEATURE_DOTPROD)
  return vdotq_s32(sum, x, w);
#else
  const int16x8_t low = vmull_s8(vget_low_s8(x), vget_low_s8(w));
  const int16x8_t high = vmull_s8(vget_high_s8(x), vget_high_s8(w));
  return vpadalq_s16(sum, vpaddq_s16(low, high));
#endif
}
TKR_INLINE I widen(I v) { return v; }

TKR_INLINE V gather(const float* const* p, int64_t i) {
  V v = vld1q_dup_f32(p[0] + i);
  v = vld1q_lane_f32(p[1] + i, v, 1);
  v = vld1q_lane_f32(p[2] + i, v, 2);
  return vld1q_lane_f32(p[3] + i, v, 3);
}
// ratio 1
TKR_INLINE V spread(const float* s, int64_t) { return vld1q_dup_f32(s); }

TKR_INLINE V load_bfloat16(const uint16_t* p) {
  return vreinterpretq_f32_u32(vshll_n_u16(vld1_u16(p), 16));
}
TKR_INLINE V load_half(const uint16_t* p) {
  return vcvt_f32_f16(vreinterpret_f16_u16(vld1_u16(p)));
}

TKR_INLINE float sum(V v) { return vaddvq_f32(v); }

TKR_INLINE void sum_quads(const I* r, I* sums) {
  sums[0] = vpaddq_s32(vpaddq_s32(r[0], r[1]), vpaddq_s32(r[2], r[3]));
}

TKR_INLINE void transpose(I* r) {
  const int32x4x2_t ab = vtrnq_s32(r[0], r[1]);
  const int32x4x2_t cd = vtrnq_s32(r[2], r[3]);
  r[0] = vcombine_s32(vget_low_s32(ab.val[0]), vget_low_s32(cd.val[0]));
  r[1] = vcombine_s32(vget_low_s32(ab.val[1]), vget_low_s32(cd.val[1]));
  r[2] = vcombine_s32(vget_high_s32(ab.val[0]), vget_high_s32(cd.val[0]));
  r[3] = vcombine_s32(vget_high_s32(ab.val[1]), vget_high_s32(cd.val[1]));
}

}  // namespace
}  // namespace tkr::embed::cpu
