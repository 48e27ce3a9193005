// The roofs of x86-64, by AVX-512 where it is there, else by AVX2.
#if defined(__x86_64__)

#include <immintrin.h>

#include "roof_loops.h"

// Twelve sums at once hide an instruction's latency on two ports and fit in the
// sixteen registers of AVX2. They are variables, not an array, so that they
// stay in registers.
#define TKR_SUMS 12
#define TKR_EACH(step)                                                    \
  step(s0) step(s1) step(s2) step(s3) step(s4) step(s5) step(s6) step(s7) \
      step(s8) step(s9) step(s10) step(s11)
// The empty assembly says that a sum may have changed, so that no operation is
// left out or moved.
#define TKR_KEEP(sum) asm volatile("" : "+v"(sum));

// Sums of a type, one operation each a round.
#define TKR_ROOF(function, features, Vector, zero, step)                    \
  __attribute__((target(features))) double function(int64_t rounds) {       \
    Vector s0 = zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, \
           s7 = s0, s8 = s0, s9 = s0, s10 = s0, s11 = s0;                   \
    for (int64_t i = 0; i < rounds; ++i) {                                  \
      TKR_EACH(step) TKR_EACH(TKR_KEEP)                                     \
    }                                                                       \
    return *reinterpret_cast<const float*>(&s0);                            \
  }

namespace tkr::embed::bench {
namespace {

#define TKR_STEP(s) s = _mm256_fmadd_ps(s, s, s);
TKR_ROOF(f32_avx2, "avx2,fma", __m256, _mm256_setzero_ps(), TKR_STEP)
#undef TKR_STEP
#define TKR_STEP(s) s = _mm256_add_epi32(s, _mm256_madd_epi16(s, s));
TKR_ROOF(int16_avx2, "avx2", __m256i, _mm256_setzero_si256(), TKR_STEP)
#undef TKR_STEP
#define TKR_STEP(s) s = _mm256_add_epi16(s, _mm256_maddubs_epi16(s, s));
TKR_ROOF(int8_avx2, "avx2", __m256i, _mm256_setzero_si256(), TKR_STEP)
#undef TKR_STEP
#define TKR_STEP(s) s = _mm512_fmadd_ps(s, s, s);
TKR_ROOF(f32_avx512, "avx512f", __m512, _mm512_setzero_ps(), TKR_STEP)
#undef TKR_STEP
#define TKR_STEP(s) s = _mm512_add_epi32(s, _mm512_madd_epi16(s, s));
TKR_ROOF(int16_avx512, "avx512f,avx512bw", __m512i, _mm512_setzero_si512(),
         TKR_STEP)
#undef TKR_STEP
#define TKR_STEP(s) s = _mm512_dpwssd_epi32(s, s, s);
TKR_ROOF(int16_vnni, "avx512f,avx512vnni", __m512i, _mm512_setzero_si512(),
         TKR_STEP)
#undef TKR_STEP
#define TKR_STEP(s) s = _mm512_dpbusd_epi32(s, s, s);
TKR_ROOF(int8_vnni, "avx512f,avx512vnni", __m512i, _mm512_setzero_si512(),
         TKR_STEP)
#undef TKR_STEP
#define TKR_STEP(s) s = _mm512_dpbf16_ps(s, (__m512bh)s, (__m512bh)s);
TKR_ROOF(bf16_avx512, "avx512f,avx512bf16", __m512, _mm512_setzero_ps(),
         TKR_STEP)
#undef TKR_STEP

constexpr double operations(int products) { return 2.0 * products * TKR_SUMS; }

}  // namespace

std::vector<RoofLoop> roof_loops() {
  __builtin_cpu_init();
  std::vector<RoofLoop> loops;
  if (__builtin_cpu_supports("avx512f"))
    loops.push_back({"f32", "vfmadd, 512 bits", operations(16), f32_avx512});
  else if (__builtin_cpu_supports("fma"))
    loops.push_back({"f32", "vfmadd, 256 bits", operations(8), f32_avx2});
  if (__builtin_cpu_supports("avx512vnni")) {
    loops.push_back(
        {"int16", "vpdpwssd, 512 bits", operations(32), int16_vnni});
    loops.push_back({"int8", "vpdpbusd, 512 bits", operations(64), int8_vnni});
  } else if (__builtin_cpu_supports("avx2")) {
    if (__builtin_cpu_supports("avx512bw"))
      loops.push_back({"int16", "vpmaddwd and vpaddd, 512 bits", operations(32),
                       int16_avx512});
    else
      loops.push_back({"int16", "vpmaddwd and vpaddd, 256 bits", operations(16),
                       int16_avx2});
    loops.push_back(
        {"int8", "vpmaddubsw and vpaddw, 256 bits", operations(32), int8_avx2});
  }
  if (__builtin_cpu_supports("avx512bf16"))
    loops.push_back(
        {"bf16", "vdpbf16ps, 512 bits", operations(32), bf16_avx512});
  return loops;
}

}  // namespace tkr::embed::bench

#endif
