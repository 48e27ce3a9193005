// Products with quantised weights in integers: x as multiples of a scale a
// group and row, weights as they are stored, both as words of T terms, two
// int16 or four int8 (of the weights: four uint8). Sums of a group are exact;
// T terms an instruction and lane are up to T times the rate of float32. Word j
// of the columns that share a word of weights has their columns j, j + n / T,
// j + 2 n / T ..., so that a shift and a mask unpack it.
//
// Panels hold the words of weights as they are, unpacked as they are
// multiplied, or unpacked ones, which pays for many rows: those are words of
// weights of 32 / T bits. Both ways add the same numbers in the same order: a
// row's result does not depend on how many rows there are.
#pragma once

#include "kernels.h"
#include "load.inl"
#include "pack.inl"

namespace tkr::embed::cpu {
namespace {

constexpr int kMostGroup = 128;
constexpr float kLeastInput = 1e-30f;  // what is smaller counts as zero
constexpr int kSecondLevel = 2;        // cache, of __builtin_prefetch

// I as words, the type that GCC's own functions of them have: a tile of I is
// kept in memory by GCC 12 and not in registers.
typedef int32_t Sums __attribute__((vector_size(4 * kLanes)));

// A sum's start: zero, hidden from GCC 12, which would else keep a tile of them
// in memory.
TKR_INLINE Sums no_sum() {
  Sums zero = {};
#if defined(__x86_64__)
  asm("" : "+v"(zero));
#endif
  return zero;
}

template <int T>
constexpr bool is_narrow = T == 4 && kNarrowWords > 0;

template <int T>
constexpr float kMost = T == 2 ? 32767.0f : 127.0f;

// Words of T terms that a word of weights of B bits unpacks to.
template <int B, int T>
constexpr int kWordsOfWord = 32 / B / T;

// The greatest magnitude; not a number when an input is not finite.
TKR_INLINE float greatest_of(const float* x, int64_t n) {
  V most = set1(0.0f), defect = set1(0.0f);
  for (int64_t i = 0; i < n; i += kLanes) {
    const V v = load(x + i);
    most = max(most, max(v, set1(0.0f) - v));
    defect = defect + (v - v);
  }
  float lanes[kLanes];
  store(lanes, most);
  float greatest = 0.0f;
  for (int i = 0; i < kLanes; ++i)
    if (lanes[i] > greatest) greatest = lanes[i];
  return greatest + sum(defect);
}

// Rounds n inputs times factor to integers and returns their sum.
TKR_INLINE float round_group(const float* x, int64_t n, float factor,
                             int32_t* q) {
  V total = set1(0.0f);
  for (int64_t i = 0; i < n; i += kLanes) {
    const I v = to_int(load(x + i) * set1(factor));
    store(q + i, v);
    total = total + to_float(v);
  }
  return sum(total);
}

template <int B, int T>
TKR_INLINE void store_words(const int32_t* q, int64_t n, float* words) {
  constexpr int W = kWordsOfWord<B, T>, kBits = 32 / T;
  constexpr uint32_t kMask = 0xffffffffu >> (32 - kBits);
  for (int64_t at = 0; at < n; at += W * T)
    for (int j = 0; j < W; ++j, ++words) {
      uint32_t word = 0;
      for (int t = 0; t < T; ++t)
        word |= ((uint32_t)q[at + j + t * W] & kMask) << (kBits * t);
      memcpy(words, &word, sizeof word);
    }
}

template <int B, int T>
TKR_INLINE void quantize_group(const float* x, int64_t n, float* words,
                               float* scale, float* total, int32_t* q) {
  const float greatest = greatest_of(x, n);
  const float factor = greatest > kLeastInput ? kMost<T> / greatest : 0.0f;
  *scale = greatest / kMost<T>;
  *total = *scale * round_group(x, n, factor, q);
  store_words<B, T>(q, n, words);
}

// Whether most of the group rounds to next to nothing beside its greatest.
TKR_INLINE bool is_coarse(const int32_t* q, int64_t n) {
  int64_t small = 0;
  for (int64_t i = 0; i < n; ++i) small += q[i] >= -2 && q[i] <= 2;
  return 2 * small > n && small < n;
}

template <int B, int T>
void to_words(const float* x, int64_t k, int64_t group_size, float* words,
              float* scales, float* sums, uint8_t* coarse) {
  for (int64_t g = 0; g < k / group_size; ++g) {
    int32_t q[kMostGroup];
    quantize_group<B, T>(x + g * group_size, group_size,
                         words + g * group_size / T, scales + g, sums + g, q);
    coarse[g] = T == 4 && is_coarse(q, group_size);
  }
}

// What to_words() left of one group, as a group.
template <int B, int T>
void residual_to_words(const float* x, int64_t group_size, float* words,
                       float* scale, float* total) {
  int32_t q[kMostGroup];
  float rest[kMostGroup];
  quantize_group<B, T>(x, group_size, words, scale, total, q);
  for (int64_t i = 0; i < group_size; i += kLanes)
    store(rest + i, load(x + i) - set1(*scale) * to_float(load_words(q + i)));
  quantize_group<B, T>(rest, group_size, words, scale, total, q);
}

// The bits of an unpacked word's terms.
template <int B, int T>
TKR_INLINE I mask_of_words() {
  return set1(T == 4 ? 0x0f0f0f0f : B == 4 ? 0x000f000f : 0x00ff00ff);
}

// Word j of those that a word of weights unpacks to.
template <int B, int T>
TKR_INLINE I unpack_word(I w, int j, I mask = mask_of_words<B, T>()) {
  if constexpr (B * T == 32) return w;
  return shift_right(w, B * j) & mask;
}

// kLanes words of kLanes rows, transposed: a vector a word, a lane a row. Asks
// for the next panel's, which lie one panel of whole rows ahead: rows are read
// too short a run at a time for the processor's own prefetching.
TKR_INLINE void load_transposed(const uint32_t* const* rows, int64_t size,
                                int64_t word, I* w) {
#pragma GCC unroll 16
  for (int r = 0; r < kLanes; ++r) {
    const uint32_t* from = rows[r] + word;
    __builtin_prefetch(from + kPanelRows * size, 0, kSecondLevel);
    w[r] = load_partial(from, 4 * (size - word));
  }
  transpose(w);
}

// k columns of kLanes rows, as words of W from each; out is a panel's left or
// right half.
template <int B, int T, int W>
TKR_INLINE void pack_words_half(const uint32_t* const* rows, int64_t size,
                                int64_t k0, int64_t k, float* out) {
  constexpr int P = 32 / B;
  constexpr bool kFlips = T == 4 && B == 8 && kFlip8 != 0;
  const int64_t end = (k0 + k) / P;
  for (int64_t word = k0 / P; word < end; word += kLanes) {
    I w[kLanes];
    load_transposed(rows, size / P, word, w);
    const int64_t last = end - word < kLanes ? end - word : kLanes;
    for (int64_t i = 0; i < last; ++i)
#pragma GCC unroll 4
      for (int j = 0; j < W; ++j, out += kPanelRows) {
        if constexpr (kFlips)
          store(out, as_float(w[i] ^ set1(kFlip8)));
        else
          store(out, as_float(W == 1 ? w[i] : unpack_word<B, T>(w[i], j)));
      }
  }
}

template <int B, int T, int W>
void pack_words(const uint32_t* const* rows, int64_t size, int64_t k0,
                int64_t k, float* panel) {
  pack_words_half<B, T, W>(rows, size, k0, k, panel);
  pack_words_half<B, T, W>(rows + kLanes, size, k0, k, panel + kLanes);
}

// c + scales a_scale sum + biases a_sum, of one group.
TKR_INLINE V add_group(I sum, V a_scale, V a_sum, const float* b_scales,
                       const float* b_biases, V c) {
  const V offset = fma(load(b_biases), a_sum, c);
  return fma(to_float(sum), load(b_scales) * a_scale, offset);
}

// Adds the products of `words` words of weights with R rows to tile.
template <int B, int T, int R, int C>
TKR_INLINE void add_words(int64_t words, const float* a, const float* b,
                          Sums (*tile)[C]) {
#pragma GCC unroll 1
  for (; words > 0; --words, b += kPanelRows) {
    I row[C];
#pragma GCC unroll 2
    for (int c = 0; c < C; ++c) row[c] = load_words(b + c * kLanes);
#pragma GCC unroll 4
    for (int j = 0; j < kWordsOfWord<B, T>; ++j, a += R) {
      I part[C];
#pragma GCC unroll 2
      for (int c = 0; c < C; ++c) part[c] = unpack_word<B, T>(row[c], j);
#pragma GCC unroll 16
      for (int i = 0; i < R; ++i) {
        const I factor = as_int(set1(a[i]));
#pragma GCC unroll 2
        for (int c = 0; c < C; ++c)
          tile[i][c] = (Sums)add_terms<T>((I)tile[i][c], factor, part[c]);
      }
    }
  }
}

// Where terms are added in int16: kNarrowWords words, widened then. A function
// of its own and a tile in memory, as there are registers for one tile only.
template <int B, int T, int R, int C>
__attribute__((noinline)) void add_narrow_words(const float* a, const float* b,
                                                Sums (*tile)[C]) {
  Sums narrow[R][C];
#pragma GCC unroll 16
  for (int i = 0; i < R; ++i)
#pragma GCC unroll 2
    for (int j = 0; j < C; ++j) narrow[i][j] = no_sum();
  add_words<B, T, R, C>(kNarrowWords / kWordsOfWord<B, T>, a, b, narrow);
#pragma GCC unroll 16
  for (int i = 0; i < R; ++i)
#pragma GCC unroll 2
    for (int j = 0; j < C; ++j) tile[i][j] += (Sums)widen((I)narrow[i][j]);
}

// Adds group g's product to c.
template <int B, int T, int R, int C>
void multiply_group(const IntegerProduct& product, int64_t g, float* c,
                    int64_t ldc) {
  constexpr int W = kWordsOfWord<B, T>;
  Sums tile[R][C];
#pragma GCC unroll 16
  for (int i = 0; i < R; ++i)
#pragma GCC unroll 2
    for (int j = 0; j < C; ++j) tile[i][j] = Sums{};
  const float* a = product.a + g * product.words * R;
  const float* b = product.b + g * product.words / W * kPanelRows;
  if constexpr (is_narrow<T>) {
    for (int64_t word = 0; word < product.words; word += kNarrowWords)
      add_narrow_words<B, T, R, C>(a + word * R, b + word / W * kPanelRows,
                                   tile);
  } else {
    add_words<B, T, R, C>(product.words / W, a, b, tile);
  }
  const float* a_scales = product.a_scales + g * R;
  const float* a_sums = product.a_sums + g * R;
  const float* b_scales = product.b_scales + g * kPanelRows;
  const float* b_biases = product.b_biases + g * kPanelRows;
#pragma GCC unroll 16
  for (int i = 0; i < R; ++i) {
    const V a_scale = set1(a_scales[i]), a_sum = set1(a_sums[i]);
#pragma GCC unroll 2
    for (int j = 0; j < C; ++j) {
      float* const to = c + i * ldc + j * kLanes;
      store(to, add_group((I)tile[i][j], a_scale, a_sum, b_scales + j * kLanes,
                          b_biases + j * kLanes, load(to)));
    }
  }
}

typedef void (*MultiplyGroup)(const IntegerProduct&, int64_t, float*, int64_t);

// The function of `rows` rows, found from R down.
template <int B, int T, int R>
TKR_INLINE MultiplyGroup group_of(int64_t rows, int64_t vectors) {
  if constexpr (R > 1)
    if (rows < R) return group_of<B, T, R - 1>(rows, vectors);
  return vectors == 2 ? multiply_group<B, T, R, 2> : multiply_group<B, T, R, 1>;
}

template <int B, int T>
void multiply_words(int64_t rows, int64_t vectors,
                    const IntegerProduct& product, float* c, int64_t ldc) {
  const MultiplyGroup multiply = group_of<B, T, kTileRows>(rows, vectors);
  for (int64_t g = 0; g < product.groups; ++g) multiply(product, g, c, ldc);
}

}  // namespace
}  // namespace tkr::embed::cpu
