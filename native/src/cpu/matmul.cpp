#include "matmul.h"

#include <algorithm>

#include "packed_rows.h"
#include "row_blocks.h"
#include "scratch.h"
#include "tiles.h"

namespace tkr::embed::cpu {
namespace {

constexpr int64_t kNormedAtOnce = 1 << 16;  // elements of a job, about

std::unique_ptr<PackedRows> pack(const float* x, int64_t m, const Weights& w,
                                 Activations activations) {
  const bool int8 = activations == Activations::kInt8;
  const IntegerKernels* integers =
      w.bits ? kernels().integers[int8][w.bits == 8] : nullptr;
  if (integers) return pack_words(x, m, w, *integers);
  if (m <= kDotRows) return pack_few_rows(x, m, w);
  const DenseKernels* dense = w.bits ? nullptr : kernels().dense;
  if (dense && m >= kDenseRows) return pack_dense(x, m, w, *dense);
  return pack_floats(x, m, w);
}

bool are_packed_alike(const Weights& a, const Weights& b) {
  return a.k == b.k && a.bits == b.bits &&
         (a.bits == 0 || a.group_size == b.group_size);
}

// Some of the rows, after their norm.
class Chunk {
 public:
  Chunk(const Rows& rows, int64_t k, int64_t first, int64_t count)
      : x_(rows.x + first * k) {
    if (!rows.norm) return;
    normed_ = Scratch(count * k);
    const int64_t at_once = std::max<int64_t>(1, kNormedAtOnce / k);
    ThreadPool::instance().run(
        (count + at_once - 1) / at_once, [&](int64_t job) {
          const int64_t last = std::min(count, (job + 1) * at_once);
          for (int64_t i = job * at_once; i < last; ++i)
            kernels().rms_norm(x_ + i * k, rows.norm, rows.eps, k,
                               normed_.get() + i * k);
        });
    x_ = normed_.get();
  }

  const float* x() const { return x_; }

 private:
  const float* x_;
  Scratch normed_;
};

// What follows the product with a tile of the first matrix: `at` is where the
// tile's y stands in the whole.
void finish(const PackedRows& x, const Product& product, const Tile& tile,
            int64_t at) {
  const int64_t from = x.first_row(tile.first_block),
                to = x.first_row(tile.last_block), n = tile.last - tile.first;
  if (product.up) {
    const Scratch ups((to - from) * n);
    x.multiply({*product.up, tile.first, tile.last, tile.first_block,
                tile.last_block, ups.get() - from * n, n});
    for (int64_t i = from; i < to; ++i) {
      float* y = tile.y + i * tile.ldy;
      kernels().silu_mul(y, ups.get() + (i - from) * n, n, y);
    }
  }
  if (!product.residual) return;
  for (int64_t i = from; i < to; ++i) {
    float* y = tile.y + i * tile.ldy;
    const float* add = product.residual + at + i * tile.ldy;
    for (int64_t j = 0; j < n; ++j) y[j] += add[j];
  }
}

void multiply(const Rows& rows, std::span<const Product> products,
              Activations activations) {
  const Weights& shape = products[0].matrix.w;
  const RowBlocks chunks(rows.count, rows_at_a_time(shape.k));
  int64_t weights = 0;
  for (const Product& product : products) weights += product.matrix.w.n;
  for (int64_t c = 0; c < chunks.blocks; ++c) {
    const int64_t first = chunks.first(c);
    const Chunk chunk(rows, shape.k, first, chunks.size(c));
    const auto x = pack(chunk.x(), chunks.size(c), shape, activations);
    for_tiles(
        products, x->tile_rows(weights), x->blocks(), [&](const Share& share) {
          const Product& product = products[share.product];
          const int64_t n = product.matrix.w.n, at = first * n + share.first;
          const Tile tile{
              product.matrix,   share.first,    share.last, share.first_block,
              share.last_block, product.y + at, n};
          x->multiply(tile);
          finish(*x, product, tile, at);
        });
  }
}

}  // namespace

int64_t size_of(FloatType type) { return type == kFloat32 ? 4 : 2; }

const void* Weights::row(int64_t i) const {
  const int64_t bytes = bits ? k * bits / 8 : k * size_of(type);
  return static_cast<const char*>(data) + i * bytes;
}

void matmul(const Rows& rows, std::span<const Product> products,
            Activations activations) {
  while (!products.empty()) {
    const auto other = std::find_if(
        products.begin(), products.end(), [&](const Product& product) {
          return !are_packed_alike(products[0].matrix.w, product.matrix.w);
        });
    const auto alike = static_cast<size_t>(other - products.begin());
    multiply(rows, products.first(alike), activations);
    products = products.subspan(alike);
  }
}

}  // namespace tkr::embed::cpu
