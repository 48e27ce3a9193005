// Products in integers of one row of x (integers.inl), along the rows of
// weights: a word of weights is unpacked where it was loaded and meets its
// words of x lane by lane, so that nothing is transposed but a group's sums.
// Those are exact in whatever order they are added, and the groups follow each
// other as for more rows: the results are the same, bit for bit.
#pragma once

#include "integers.inl"
#include "kernels.h"
#include "load.inl"

namespace tkr::embed::cpu {
namespace {

constexpr int kQuads = kLanes / 4;  // of four words, in a vector

// Words of x of the columns of one vector of weights.
template <int B, int T>
constexpr int kWordsOfVector = kWordsOfWord<B, T> * kLanes;

constexpr int at_least_1(int n) { return n > 1 ? n : 1; }

// x's words to the order in which vectors of weights unpack, zeros beyond.
template <int B, int T>
void split_words(const float* words, int64_t n, float* out) {
  constexpr int W = kWordsOfWord<B, T>;
  for (int64_t at = 0; at < n; at += W * kLanes)
    for (int j = 0; j < W; ++j)
      for (int lane = 0; lane < kLanes; ++lane, ++out) {
        const int64_t from = at + lane * W + j;
        *out = from < n ? words[from] : 0.0f;
      }
}

// A constant that GCC 12 keeps in a register; else it makes it again for each
// use.
TKR_INLINE I kept(I v) {
#if defined(__x86_64__)
  asm("" : "+v"(v));
#endif
  return v;
}

// What N vectors of a row of weights add up to with x.
template <int B, int T, int N, bool kWhole>
TKR_INLINE I dot_row(const float* a, const uint32_t* row, int64_t left,
                     I mask) {
  constexpr int W = kWordsOfWord<B, T>;
  Sums sum = {};
#pragma GCC unroll 8
  for (int v = 0; v < N; ++v) {
    I w = kWhole ? load_words(row + v * kLanes)
                 : load_partial(row + v * kLanes, 4 * (left - v * kLanes));
    if constexpr (T == 4 && B == 8 && kFlip8 != 0) w = w ^ set1(kFlip8);
#pragma GCC unroll 4
    for (int j = 0; j < W; ++j)
      sum = (Sums)add_terms<T>((I)sum, load_words(a + (v * W + j) * kLanes),
                               unpack_word<B, T>(w, j, mask));
  }
  return is_narrow<T> ? widen((I)sum) : (I)sum;
}

// The same of kLanes rows, from word `at` of `size` on, by quads (sum_quads).
// Asks for what the next as many rows have there.
template <int B, int T, int N, bool kWhole>
TKR_INLINE void dot_rows(const float* a, const uint32_t* const* rows,
                         int64_t at, int64_t size, I mask, I* sums) {
  constexpr int kLine = 16, kStep = N * kLanes;  // words
  I part[kLanes];
#pragma GCC unroll 16
  for (int r = 0; r < kLanes; ++r) {
    const uint32_t* row = rows[r] + at;
    if (kStep >= kLine || at % kLine == 0)
      for (int i = 0; i == 0 || i < kStep; i += kLine)
        __builtin_prefetch(row + kLanes * size + i);
    part[r] = dot_row<B, T, N, kWhole>(a, row, size - at, mask);
  }
  sum_quads(part, sums);
}

// Adds group g's products to c, the first F groups of `sums`.
template <int F>
TKR_INLINE V add_groups(const IntegerProduct& product, int64_t g, const I* sums,
                        V c) {
  constexpr int kOfGroup = kQuads / F;
  for (int i = 0; i < F && g < product.groups; ++i, ++g) {
    I sum = sums[i * kOfGroup];
    for (int q = 1; q < kOfGroup; ++q) sum = add(sum, sums[i * kOfGroup + q]);
    c = add_group(sum, set1(product.a_scales[g]), set1(product.a_sums[g]),
                  product.b_scales + g * kPanelRows,
                  product.b_biases + g * kPanelRows, c);
  }
  return c;
}

// c [lanes] += the products of x and kLanes rows of weights of `size` words,
// from word `at` on. A group is N vectors, or a vector F groups.
template <int B, int T, int N, int F>
void dot_groups(const uint32_t* const* rows, int64_t size, int64_t at,
                const IntegerProduct& product, float* c) {
  constexpr int kStep = N * kLanes;
  const float* a = product.a;
  const I mask = kept(mask_of_words<B, T>());
  I sums[kQuads];
  V total = load(c);
  for (int64_t g = 0; g < product.groups;
       g += F, at += kStep, a += N * kWordsOfVector<B, T>) {
    if (at + kStep <= size)
      dot_rows<B, T, N, true>(a, rows, at, size, mask, sums);
    else
      dot_rows<B, T, N, false>(a, rows, at, size, mask, sums);
    total = add_groups<F>(product, g, sums, total);
  }
  store(c, total);
}

typedef void (*DotGroups)(const uint32_t* const*, int64_t, int64_t,
                          const IntegerProduct&, float*);

// For groups of so many words of weights.
template <int B, int T>
DotGroups dot_of(int64_t words) {
  constexpr int kMost = kMostGroup * B / 32, kHalf = kMost / 2,
                kLeast = kMost / 4;
  if (words == kMost)
    return dot_groups<B, T, at_least_1(kMost / kLanes),
                      at_least_1(kLanes / kMost)>;
  if (words == kHalf)
    return dot_groups<B, T, at_least_1(kHalf / kLanes),
                      at_least_1(kLanes / kHalf)>;
  return dot_groups<B, T, at_least_1(kLeast / kLanes),
                    at_least_1(kLanes / kLeast)>;
}

template <int B, int T>
void dot_words(const uint32_t* const* rows, int64_t size, int64_t k0,
               const IntegerProduct& product, float* c) {
  constexpr int P = 32 / B;
  dot_of<B, T>(product.words / kWordsOfWord<B, T>)(rows, size / P, k0 / P,
                                                   product, c);
}

template <int B, int T>
constexpr IntegerKernels kIntegerKernels = {
    .terms = T,
    .middle = T == 4 && B == 8 && kFlip8 ? 128.0f : 0.0f,
    .to_words = to_words<B, T>,
    .residual_to_words = residual_to_words<B, T>,
    .few = {kWordsOfWord<B, T>, pack_words<B, T, 1>, multiply_words<B, T>},
    .many = {1, pack_words<B, T, kWordsOfWord<B, T>>,
             multiply_words<32 / T, T>},
    .words_of_vector = kWordsOfVector<B, T>,
    .split_words = split_words<B, T>,
    .dot = dot_words<B, T>,
};

// The table where the instruction set has it.
template <int B, int T, bool kHas>
constexpr const IntegerKernels* integer_kernels() {
  if constexpr (kHas)
    return &kIntegerKernels<B, T>;
  else
    return nullptr;
}

}  // namespace
}  // namespace tkr::embed::cpu
