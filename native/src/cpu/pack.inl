// Weight rows to float32 panels [k, 2 * kLanes]: kLanes rows are read a vector
// each and transposed, quantised ones as whole words, so that a lane is a row.
#pragma once

#include "kernels.h"
#include "load.inl"

namespace tkr::embed::cpu {
namespace {

constexpr int kPanelRows = 2 * kLanes;

// Rows are read a block of columns at a time, too short a run for the
// processor's own prefetching; so each asks for the next block.
constexpr int kPrefetchColumns = 256;

template <int B>
TKR_INLINE V unpack(I words, int index) {
  const I mask = set1((1 << B) - 1);
  return to_float(shift_right(words, B * index) & mask);
}

// One word of kLanes rows: 32 / B rows of a panel's half.
template <int B>
TKR_INLINE void store_word(I words, V scale, V bias, float* out) {
#pragma GCC unroll 8
  for (int j = 0; j < 32 / B; ++j)
    store(out + j * kPanelRows, fma(unpack<B>(words, j), scale, bias));
}

// k columns of kLanes rows; out is a panel's left or right half.
template <int B>
TKR_INLINE void pack_quantized_half(const QuantizedRows& rows, int first,
                                    int64_t size, int64_t k0, int64_t k,
                                    float* out) {
  constexpr int P = 32 / B;
  const int64_t words = size / P, end = (k0 + k) / P;
  const int64_t in_group = rows.group_size / P;  // a power of two
  const int log2_in_group = __builtin_ctz((unsigned)in_group);
  for (int64_t word = k0 / P; word < end; word += kLanes) {
    I w[kLanes];
#pragma GCC unroll 16
    for (int r = 0; r < kLanes; ++r) {
      const uint32_t* from = rows.words[first + r] + word;
      __builtin_prefetch(from + kPrefetchColumns / P);
      w[r] = load_partial(from, 4 * (words - word));
    }
    transpose(w);
    const int64_t last = end - word < kLanes ? end - word : kLanes;
    for (int64_t i = 0; i < last;) {
      const int64_t group = (word + i) >> log2_in_group;
      const V scale = gather(rows.scales + first, group);
      const V bias = gather(rows.biases + first, group);
      const int64_t stop = ((group + 1) << log2_in_group) - word;
      for (; i < last && i < stop; ++i, out += P * kPanelRows)
        store_word<B>(w[i], scale, bias, out);
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
TKR_INLINE void store_columns(I w, int64_t columns, float* out) {
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
      for (int r = 0; r < kLanes; ++r) {
        const void* row = rows[half * kLanes + r];
        __builtin_prefetch((const unsigned char*)row +
                           (k0 + k1 + kPrefetchColumns) *
                               (T == kFloat32 ? 4 : 2));
        w[r] = load_as_words<T>(row, k0 + k1, size);
      }
      transpose(w);
      const int64_t left = (k - k1 + P - 1) / P;
      for (int64_t i = 0; i < (left < kLanes ? left : kLanes); ++i)
        store_columns<T>(w[i], k - k1 - i * P,
                         panel + (k1 + i * P) * kPanelRows + half * kLanes);
    }
  }
}

// Stores whole vectors in rising order: what the last one of a column writes
// too much, the next column overwrites; at the end there is no next column.
void pack_rows(int64_t rows, const float* x, int64_t ldx, int64_t k,
               float* out) {
  constexpr int kMostGroups = (kTileRows + kLanes - 1) / kLanes;
  const int64_t groups = (rows + kLanes - 1) / kLanes;
  float* const end = out + rows * k;
  for (int64_t k0 = 0; k0 < k; k0 += kLanes) {
    I tile[kMostGroups][kLanes];
    for (int64_t g = 0; g < groups; ++g) {
      for (int64_t i = 0; i < kLanes; ++i) {
        const int64_t row = g * kLanes + i;
        tile[g][i] = load_partial(x + (row < rows ? row : rows - 1) * ldx + k0,
                                  4 * (k - k0));
      }
      transpose(tile[g]);
    }
    for (int64_t j = 0; j < kLanes && k0 + j < k; ++j)
      for (int64_t g = 0; g < groups; ++g) {
        float* to = out + (k0 + j) * rows + g * kLanes;
        if (end - to >= kLanes) {
          store(to, as_float(tile[g][j]));
        } else {
          float last[kLanes];
          store(last, as_float(tile[g][j]));
          for (int64_t i = 0; to + i < end; ++i) to[i] = last[i];
        }
      }
  }
}

}  // namespace
}  // namespace tkr::embed::cpu
