// Weight rows to float32 panels [k, 2 * kLanes]: kLanes rows are read a vector
// each and transposed, quantised ones as whole words, so that a lane is a row.
#pragma once

#include "kernels.h"
#include "load.inl"

namespace tkr::embed::cpu {
namespace {

constexpr int kPanelRows = 2 * kLanes;

template <int B>
TKR_INLINE V unpack(I words, int index) {
  const I mask = set1((1 << B) - 1);
  return to_float(shift_right(words, B * index) & mask);
}

// k columns of kLanes rows; out is a panel's left or right half.
template <int B>
TKR_INLINE void pack_quantized_half(const QuantizedRows& rows, int first,
                                    int64_t size, int64_t k0, int64_t k,
                                    float* out) {
  constexpr int P = 32 / B;
  const int64_t words = size / P;
  V scale, bias;
  for (int64_t k1 = 0; k1 < k; k1 += kLanes * P) {
    const int64_t word = (k0 + k1) / P;
    I w[kLanes];
#pragma GCC unroll 16
    for (int r = 0; r < kLanes; ++r)
      w[r] = load_partial(rows.words[first + r] + word, 4 * (words - word));
    transpose(w);
    const int64_t left = (k - k1) / P;
    for (int64_t i = 0; i < (left < kLanes ? left : kLanes); ++i) {
      const int64_t column = k0 + k1 + i * P;
      if (i == 0 || column % rows.group_size == 0) {
        scale = gather(rows.scales + first, column / rows.group_size);
        bias = gather(rows.biases + first, column / rows.group_size);
      }
      float* o = out + (k1 + i * P) * kPanelRows;
#pragma GCC unroll 8
      for (int j = 0; j < P; ++j)
        store(o + j * kPanelRows, fma(unpack<B>(w[i], j), scale, bias));
    }
  }
}

template <int B>
void pack_quantized(const QuantizedRows& rows, int64_t size, int64_t k0,
                    int64_t k, float* panel) {
  pack_quantized_half<B>(rows, 0, size, k0, k, panel);
  pack_quantized_half<B>(rows, kLanes, size, k0, k, panel + kLanes);
}

template <int T>
TKR_INLINE I load_as_words(const void* row, int64_t k, int64_t size) {
  if constexpr (T == kFloat32)
    return load_partial((const float*)row + k, 4 * (size - k));
  if constexpr (T == kBFloat16)
    return load_partial((const uint16_t*)row + k, 2 * (size - k));
  const uint16_t* p = (const uint16_t*)row + k;
  if (size - k >= kLanes) return as_int(load_half(p));
  uint16_t buffer[kLanes] = {0};
  if (size > k) memcpy(buffer, p, 2 * (size_t)(size - k));
  return as_int(load_half(buffer));
}

// A word is one column, or two of bfloat16.
template <int T>
TKR_INLINE void store_word(I w, int64_t columns, float* out) {
  if constexpr (T != kBFloat16) {
    store(out, as_float(w));
  } else {
    store(out, as_float(shift_left(w, 16)));
    if (columns > 1)
      store(out + kPanelRows, as_float(w & set1((int32_t)0xffff0000)));
  }
}

template <int T>
void pack(const void* const* rows, int64_t size, int64_t k0, int64_t k,
          float* panel) {
  constexpr int P = T == kBFloat16 ? 2 : 1;
  for (int64_t k1 = 0; k1 < k; k1 += kLanes * P) {
#pragma GCC unroll 2
    for (int half = 0; half < 2; ++half) {
      I w[kLanes];
#pragma GCC unroll 16
      for (int r = 0; r < kLanes; ++r)
        w[r] = load_as_words<T>(rows[half * kLanes + r], k0 + k1, size);
      transpose(w);
      const int64_t left = (k - k1 + P - 1) / P;
      for (int64_t i = 0; i < (left < kLanes ? left : kLanes); ++i)
        store_word<T>(w[i], k - k1 - i * P,
                      panel + (k1 + i * P) * kPanelRows + half * kLanes);
    }
  }
}

}  // namespace
}  // namespace tkr::embed::cpu
