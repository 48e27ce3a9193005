// Weights of any storage as vectors.
#pragma once

#include "kernels.h"

namespace tkr::embed::cpu {
namespace {

// The first `bytes` bytes at p, the rest zero.
TKR_INLINE I load_partial(const void* p, int64_t bytes) {
  if (bytes >= (int64_t)sizeof(I)) return load_words(p);
#if defined(__AVX512BW__)
  const __mmask64 first = bytes > 0 ? ~0ull >> (64 - bytes) : 0;
  return _mm512_maskz_loadu_epi8(first, p);
#endif
  unsigned char buffer[sizeof(I)] = {0};
  if (bytes > 0) memcpy(buffer, p, (size_t)bytes);
  return load_words(buffer);
}

template <int T>
TKR_INLINE V load_weights(const void* w, int64_t i) {
  if constexpr (T == kFloat32) return load((const float*)w + i);
  if constexpr (T == kFloat16) return load_half((const uint16_t*)w + i);
  return load_bfloat16((const uint16_t*)w + i);
}

}  // namespace
}  // namespace tkr::embed::cpu
