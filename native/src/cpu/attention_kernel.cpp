// A job takes one key head and up to 256 of its rows (a row is a query of one
// of the head's query heads) and walks over the keys in blocks of 128, keeping
// the greatest score, the sum and the weighted values of each row (Dao et al.,
// FlashAttention, 2022). Rows are vector lanes: scores are [key, row], the
// result is [column, row], and both products are the matmul's micro-kernel.
#include "attention_kernel.h"

#include <algorithm>
#include <limits>

#include "kernels.h"
#include "row_blocks.h"
#include "scratch.h"
#include "thread_pool.h"

namespace tkr::embed::cpu {
namespace {

constexpr int64_t kLeastRows = 64;
constexpr int64_t kMostRows = 256;
constexpr int64_t kKeys = 128;
constexpr float kInfinity = std::numeric_limits<float>::infinity();

// Rows `first` to `last` of key head `head`.
struct Rows {
  int64_t head, first, last;
};

class RowsOfHead {
 public:
  RowsOfHead(const AttentionProblem& problem, const Rows& rows)
      : problem_(problem),
        rows_(rows),
        padded_((rows.last - rows.first + width_ - 1) / width_ * width_) {
    std::fill_n(result_.get(), padded_ * size_, 0.0f);
    std::fill_n(greatest_.get(), padded_, -kInfinity);
    std::fill_n(sum_.get(), padded_, 0.0f);
    for (int64_t p = 0; p < padded_; p += width_) pack_queries(p);
  }

  void attend() {
    const int64_t end = visible(rows_.last - 1);
    for (int64_t key = 0; key < end; key += kKeys)
      add_keys(key, std::min(kKeys, end - key));
    write();
  }

 private:
  // Row r is query r / heads of the key head's query head r % heads; rows of
  // the padding repeat the last.
  int64_t place(int64_t row) const {
    const int64_t heads = problem_.heads_of_key();
    return (row / heads * problem_.query_heads + rows_.head * heads +
            row % heads) *
           size_;
  }
  int64_t row(int64_t lane) const {
    return std::min(rows_.first + lane, rows_.last - 1);
  }

  // Keys that a row sees.
  int64_t visible(int64_t row) const {
    if (!problem_.causal) return problem_.keys;
    return problem_.keys - problem_.queries + row / problem_.heads_of_key() + 1;
  }

  // The panel [size, width] of the rows from lane p on, scaled.
  void pack_queries(int64_t p) {
    const Scratch rows(width_ * size_);
    const void* pointers[kMostPanelRows];
    for (int64_t i = 0; i < width_; ++i) {
      const float* q = problem_.q + place(row(p + i));
      float* scaled = rows.get() + i * size_;
      for (int64_t j = 0; j < size_; ++j) scaled[j] = q[j] * problem_.scale;
      pointers[i] = scaled;
    }
    kernel_.pack[kFloat32](pointers, size_, 0, size_,
                           queries_.get() + p * size_);
  }

  void add_keys(int64_t first, int64_t count) {
    const int64_t ld = problem_.key_heads * size_;
    const int64_t at = first * ld + rows_.head * size_;
    const RowBlocks blocks(count, kernel_.tile_rows);
    for (int64_t b = 0; b < blocks.blocks; ++b)
      blocks.pack(b, problem_.k + at, ld, size_,
                  keys_.get() + blocks.first(b) * size_);
    for (int64_t i = 0; i < count; ++i)
      std::copy_n(problem_.v + at + i * ld, size_, values_.get() + i * size_);
    for (int64_t p = 0; p < padded_; p += width_) {
      score(p, blocks);
      if (first + count > visible(row(p))) mask(p, first, count);
      soften(p, count);
      add_values(p, count);
    }
  }

  void score(int64_t p, const RowBlocks& blocks) {
    static const float zeros[kMostPanelRows] = {};
    for (int64_t b = 0; b < blocks.blocks; ++b)
      kernel_.multiply(blocks.size(b), 2, size_,
                       keys_.get() + blocks.first(b) * size_, blocks.size(b),
                       queries_.get() + p * size_, width_, zeros, 0,
                       scores_.get() + blocks.first(b) * width_, width_);
  }

  void mask(int64_t p, int64_t first, int64_t count) {
    for (int64_t lane = 0; lane < width_; ++lane)
      for (int64_t i = std::max<int64_t>(0, visible(row(p + lane)) - first);
           i < count; ++i)
        scores_.get()[i * width_ + lane] = -kInfinity;
  }

  void soften(int64_t p, int64_t count) {
    float correction[kMostPanelRows];
    for (int64_t lane = 0; lane < width_; lane += kernel_.lanes) {
      kernel_.softmax(count, scores_.get() + lane, width_,
                      greatest_.get() + p + lane, sum_.get() + p + lane,
                      correction + lane);
      kernel_.scale_columns(size_, correction + lane,
                            result_.get() + p * size_ + lane, width_);
    }
  }

  void add_values(int64_t p, int64_t count) {
    const RowBlocks columns(size_, kernel_.tile_rows);
    for (int64_t b = 0; b < columns.blocks; ++b) {
      float* c = result_.get() + p * size_ + columns.first(b) * width_;
      kernel_.multiply(columns.size(b), 2, count,
                       values_.get() + columns.first(b), size_, scores_.get(),
                       width_, c, width_, c, width_);
    }
  }

  void write() {
    for (int64_t i = 0; i < rows_.last - rows_.first; ++i) {
      const int64_t lane = i % width_;
      const float* column = result_.get() + (i - lane) * size_ + lane;
      const float factor = 1.0f / sum_.get()[i];
      float* out = problem_.out + place(rows_.first + i);
      for (int64_t j = 0; j < size_; ++j) out[j] = column[j * width_] * factor;
    }
  }

  const AttentionProblem& problem_;
  const Rows rows_;
  const Kernels& kernel_ = kernels();
  const int64_t width_ = kernel_.panel_rows, size_ = problem_.size;
  const int64_t padded_;  // rows, to whole panels
  const Scratch queries_{padded_ * size_}, result_{padded_ * size_};  // panels
  const Scratch greatest_{padded_}, sum_{padded_};
  const Scratch keys_{kKeys * size_}, values_{kKeys * size_};
  const Scratch scores_{kKeys * width_};  // of one panel
};

// Rows of a job: fewer when that leaves threads without work.
int64_t rows_of_job(int64_t rows, int64_t heads) {
  const int64_t share = rows * heads / (4 * ThreadPool::instance().size());
  return std::clamp(share / kLeastRows * kLeastRows, kLeastRows, kMostRows);
}

}  // namespace

void attend(const AttentionProblem& problem) {
  const int64_t rows = problem.queries * problem.heads_of_key();
  const int64_t heads = problem.key_heads, size = rows_of_job(rows, heads);
  const int64_t blocks = (rows + size - 1) / size;
  // The last rows first: with a causal mask they see the most keys.
  ThreadPool::instance().run(blocks * heads, [&](int64_t job) {
    const int64_t first = (blocks - 1 - job / heads) * size;
    RowsOfHead(problem, {job % heads, first, std::min(rows, first + size)})
        .attend();
  });
}

}  // namespace tkr::embed::cpu
