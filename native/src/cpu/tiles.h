// How products' weight rows are shared out to the threads.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "kernels.h"
#include "matmul.h"
#include "thread_pool.h"

namespace tkr::embed::cpu {

constexpr int64_t kColumns = 256;  // of a panel; a multiple of all group sizes
constexpr int64_t kTileWeights = 64;        // weight rows of a tile, at most
constexpr int64_t kPackedFloats = 1 << 22;  // of x at a time, about

// Weight rows of a tile: fewer when that leaves threads without work.
inline int64_t tile_rows(int64_t n) {
  const int64_t least = kernels().panel_rows;
  int64_t rows = std::max(kTileWeights, least);
  while (rows > least &&
         (n + rows - 1) / rows < 4 * ThreadPool::instance().size())
    rows /= 2;
  return rows;
}

// Rows of x packed and multiplied at a time, about.
inline int64_t rows_at_a_time(int64_t k) {
  return std::clamp<int64_t>(kPackedFloats / k, 192, 1024);
}

// What one job multiplies: weight rows of a product with blocks of x.
struct Share {
  int64_t product;
  int64_t first, last;
  int64_t first_block, last_block;
};

// Calls f(share) on all threads until every weight row of every product, in
// tiles of `rows`, has met every block. Few tiles share out the blocks too.
template <class F>
void for_tiles(std::span<const Product> products, int64_t rows, int64_t blocks,
               const F& f) {
  int64_t tiles = 0;
  const auto tiles_of = [=](const Product& product) {
    return (product.matrix.w.n + rows - 1) / rows;
  };
  for (const Product& product : products) tiles += tiles_of(product);
  const int64_t threads = ThreadPool::instance().size();
  const int64_t parts = std::clamp<int64_t>(
      (2 * threads + tiles - 1) / tiles, 1, std::max<int64_t>(1, blocks / 4));
  ThreadPool::instance().run(tiles * parts, [&](int64_t job) {
    int64_t tile = job / parts, part = job % parts, product = 0;
    while (tile >= tiles_of(products[product]))
      tile -= tiles_of(products[product++]);
    const int64_t n = products[product].matrix.w.n;
    f(Share{product, tile * rows, std::min(n, (tile + 1) * rows),
            part * blocks / parts, (part + 1) * blocks / parts});
  });
}

}  // namespace tkr::embed::cpu
