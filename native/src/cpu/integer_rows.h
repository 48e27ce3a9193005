// Rows of x in integers, for products with quantised weights (integers.inl).
#pragma once

#include <cstdint>
#include <vector>

#include "kernels.h"
#include "matmul.h"
#include "row_blocks.h"
#include "scratch.h"

namespace tkr::embed::cpu {

// What one group of a block's rows left: scales and sums [rows], then words
// [words of a group, rows]; zeros for rows that it is not added to.
struct Residual {
  int64_t group;
  Scratch values;
};

// For each kColumns columns, the blocks in turn: words [columns / terms, rows],
// scales and sums [groups, rows]. The words of a single row are split, as
// vectors of weights meet them.
struct IntegerRows {
  RowBlocks blocks;
  const Weights& w;
  const IntegerKernels& kernel;
  Scratch words, scales, sums;
  std::vector<std::vector<Residual>> residuals;  // of each block

  IntegerRows(const RowBlocks& blocks, const Weights& w,
              const IntegerKernels& kernel);

  bool is_one() const { return blocks.rows == 1; }
  int64_t words_of_group() const { return w.group_size / kernel.terms; }
  // Floats of n words of each of so many rows.
  int64_t size_of_words(int64_t n, int64_t rows) const;

  // Rounds the rows of block b of x; on any thread.
  void pack(int64_t b, const float* x);
};

}  // namespace tkr::embed::cpu
