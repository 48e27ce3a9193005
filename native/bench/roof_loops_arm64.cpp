// The roofs of arm64: NEON, and its dot product where the processor has it.
#if defined(__aarch64__)

#include <arm_neon.h>

#include "roof_loops.h"

#if defined(__linux__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif

// Twenty sums at once hide an instruction's latency on four ports. They are
// variables, not an array, so that they stay in registers.
#define TKR_SUMS 20
#define TKR_EACH(step)                                                    \
  step(s0) step(s1) step(s2) step(s3) step(s4) step(s5) step(s6) step(s7) \
      step(s8) step(s9) step(s10) step(s11) step(s12) step(s13) step(s14) \
          step(s15) step(s16) step(s17) step(s18) step(s19)
// The empty assembly says that a sum may have changed, so that no operation is
// left out or moved.
#define TKR_KEEP(sum) asm volatile("" : "+w"(sum));

// Sums of a type, one operation each a round.
#define TKR_ROOF(function, features, Vector, zero, step)                      \
  features double function(int64_t rounds) {                                  \
    Vector s0 = zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0,   \
           s7 = s0, s8 = s0, s9 = s0, s10 = s0, s11 = s0, s12 = s0, s13 = s0, \
           s14 = s0, s15 = s0, s16 = s0, s17 = s0, s18 = s0, s19 = s0;        \
    for (int64_t i = 0; i < rounds; ++i) {                                    \
      TKR_EACH(step) TKR_EACH(TKR_KEEP)                                       \
    }                                                                         \
    return s0[0];                                                             \
  }

#if defined(__clang__)
#define TKR_DOT __attribute__((target("dotprod")))
#else
#define TKR_DOT __attribute__((target("arch=armv8.2-a+dotprod")))
#endif

namespace tkr::embed::bench {
namespace {

#define TKR_STEP(s) s = vfmaq_f32(s, s, s);
TKR_ROOF(f32_neon, , float32x4_t, vdupq_n_f32(0), TKR_STEP)
#undef TKR_STEP
#define TKR_HALF(s) vget_low_s16(vreinterpretq_s16_s32(s))
#define TKR_STEP(s) s = vmlal_s16(s, TKR_HALF(s), TKR_HALF(s));
TKR_ROOF(int16_neon, , int32x4_t, vdupq_n_s32(0), TKR_STEP)
#undef TKR_STEP
#define TKR_STEP(s) \
  s = vdotq_s32(s, vreinterpretq_s8_s32(s), vreinterpretq_s8_s32(s));
TKR_ROOF(int8_dot, TKR_DOT, int32x4_t, vdupq_n_s32(0), TKR_STEP)
#undef TKR_STEP

constexpr double operations(int products) { return 2.0 * products * TKR_SUMS; }

bool has_dot() {
#if defined(__linux__)
  return getauxval(AT_HWCAP) & HWCAP_ASIMDDP;
#else
  return true;  // every processor of Apple's
#endif
}

}  // namespace

std::vector<RoofLoop> roof_loops() {
  std::vector<RoofLoop> loops = {
      {"f32", "fmla, 128 bits", operations(4), f32_neon},
      {"int16", "smlal, 64 bits", operations(4), int16_neon}};
  if (has_dot())
    loops.push_back({"int8", "sdot, 128 bits", operations(16), int8_dot});
  return loops;
}

}  // namespace tkr::embed::bench

#endif
