// Rows of x in the form that one way of multiplying reads: packed once, then
// multiplied with tiles of weight rows on all threads.
#pragma once

#include <cstdint>
#include <memory>

#include "matmul.h"
#include "row_blocks.h"
#include "tiles.h"

namespace tkr::embed::cpu {

// Some rows of a matrix and some blocks of the packed rows.
struct Tile {
  const Matrix& matrix;
  int64_t first, last;              // weight rows
  int64_t first_block, last_block;  // of the packed rows
  float* y;  // of the first packed row and the first weight row
  int64_t ldy;
};

class PackedRows {
 public:
  virtual ~PackedRows() = default;
  virtual int64_t blocks() const = 0;
  virtual int64_t first_row(int64_t block) const = 0;
  // Of n weight rows, how many a job takes.
  virtual int64_t tile_rows(int64_t n) const { return cpu::tile_rows(n); }
  // The tile's y = x w^T + bias; on any thread.
  virtual void multiply(const Tile& tile) const = 0;
};

// Rows in blocks of at most a tile's, each packed by any thread.
class PackedBlocks : public PackedRows {
 public:
  explicit PackedBlocks(int64_t m) : blocks_(m, kernels().tile_rows) {}

  int64_t blocks() const final { return blocks_.blocks; }
  int64_t first_row(int64_t block) const final { return blocks_.first(block); }

 protected:
  // Calls pack(block) for each.
  template <class F>
  void for_blocks(const F& pack) const {
    ThreadPool::instance().run(blocks_.blocks, pack);
  }

  const RowBlocks blocks_;
};

// x [m, k] for weights of w's shape and storage: at most kDotRows rows, any
// number, or any number and quantised weights in integers.
std::unique_ptr<PackedRows> pack_few_rows(const float* x, int64_t m,
                                          const Weights& w);
std::unique_ptr<PackedRows> pack_floats(const float* x, int64_t m,
                                        const Weights& w);
std::unique_ptr<PackedRows> pack_words(const float* x, int64_t m,
                                       const Weights& w,
                                       const IntegerKernels& kernel);

// Many rows and dense weights, in integers.
std::unique_ptr<PackedRows> pack_dense(const float* x, int64_t m,
                                       const Weights& w,
                                       const DenseKernels& kernel);

}  // namespace tkr::embed::cpu
