// The micro-kernel: a tile of the result kept in registers. The sum of this
// call's terms is added to what was there at its end, so that rounding grows
// with the block's length and not with the whole row's.
#pragma once

#include "kernels.h"

namespace tkr::embed::cpu {
namespace {

template <int R, int C>
void multiply_tile(int64_t k, const float* a, int64_t lda, const float* b,
                   int64_t ldb, const float* init, int64_t ldinit, float* c,
                   int64_t ldc) {
  V tile[R][C];
#pragma GCC unroll 16
  for (int i = 0; i < R; ++i)
#pragma GCC unroll 2
    for (int j = 0; j < C; ++j) tile[i][j] = set1(0.0f);
  for (; k > 0; --k, a += lda, b += ldb) {
    V row[C];
#pragma GCC unroll 2
    for (int j = 0; j < C; ++j) row[j] = load(b + j * kLanes);
#pragma GCC unroll 16
    for (int i = 0; i < R; ++i) {
      const V factor = set1(a[i]);
#pragma GCC unroll 2
      for (int j = 0; j < C; ++j) tile[i][j] = fma(factor, row[j], tile[i][j]);
    }
  }
#pragma GCC unroll 16
  for (int i = 0; i < R; ++i)
#pragma GCC unroll 2
    for (int j = 0; j < C; ++j)
      store(c + i * ldc + j * kLanes,
            load(init + i * ldinit + j * kLanes) + tile[i][j]);
}

typedef void (*MultiplyTile)(int64_t, const float*, int64_t, const float*,
                             int64_t, const float*, int64_t, float*, int64_t);

// Calls the tile function of `rows` rows, found from R down.
template <int R>
TKR_INLINE MultiplyTile tile_of(int64_t rows, int64_t vectors) {
  if constexpr (R > 1)
    if (rows < R) return tile_of<R - 1>(rows, vectors);
  return vectors == 2 ? multiply_tile<R, 2> : multiply_tile<R, 1>;
}

void multiply(int64_t rows, int64_t vectors, int64_t k, const float* a,
              int64_t lda, const float* b, int64_t ldb, const float* init,
              int64_t ldinit, float* c, int64_t ldc) {
  tile_of<kTileRows>(rows, vectors)(k, a, lda, b, ldb, init, ldinit, c, ldc);
}

void scale_columns(int64_t rows, const float* factors, float* c, int64_t ldc) {
  const V f = load(factors);
  for (int64_t i = 0; i < rows; ++i) store(c + i * ldc, load(c + i * ldc) * f);
}

}  // namespace
}  // namespace tkr::embed::cpu
