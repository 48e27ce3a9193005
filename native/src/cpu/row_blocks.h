// Rows repacked for the micro-kernel: blocks of nearly equal numbers of rows,
// none above `most`, each block as [k, rows of the block].
#pragma once

#include <cstdint>

#include "kernels.h"

namespace tkr::embed::cpu {

struct RowBlocks {
  int64_t rows;
  int64_t blocks;

  RowBlocks(int64_t rows, int64_t most)
      : rows(rows), blocks((rows + most - 1) / most) {}

  int64_t first(int64_t block) const { return block * rows / blocks; }
  int64_t size(int64_t block) const { return first(block + 1) - first(block); }

  // Where a block's part of `count` columns from `at` on begins, of all blocks
  // in turn for so many columns and then for the next.
  int64_t place(int64_t block, int64_t at, int64_t count) const {
    return at * rows + first(block) * count;
  }

  // x[rows of the block, k], row distance ldx, to out[k, rows of the block].
  void pack(int64_t block, const float* x, int64_t ldx, int64_t k,
            float* out) const {
    kernels().pack_rows(size(block), x + first(block) * ldx, ldx, k, out);
  }
};

}  // namespace tkr::embed::cpu
