// A job takes one key head and up to 64 of its rows (a row is a query of one of
// the head's query heads) and walks over the keys in blocks of 128, keeping the
// greatest score, the sum and the weighted values of each row (Dao et al.,
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

constexpr int64_t kRows = 64;
constexpr int64_t kKeys = 128;

class RowsOfHead {
 public:
  RowsOfHead(const AttentionProblem& problem, int64_t head, int64_t first,
             int64_t last)
      : problem_(problem), head_(head), first_(first), last_(last) {
    panels_ = (last - first + width_ - 1) / width_;
    const int64_t d = problem.size, rows = panels_ * width_;
    queries_ = Scratch(rows * d);
    keys_ = Scratch(kKeys * d);
    scores_ = Scratch(rows * kKeys);
    result_ = Scratch(rows * d);
    state_ = Scratch(3 * rows);
    std::fill_n(result_.get(), rows * d, 0.0f);
    std::fill_n(state_.get(), rows, -std::numeric_limits<float>::infinity());
    std::fill_n(state_.get() + rows, 2 * rows, 0.0f);
    pack_queries();
  }

  void attend() {
    const int64_t end = visible(last_ - 1);
    for (int64_t key = 0; key < end; key += kKeys)
      add_keys(key, std::min(kKeys, end - key));
    write();
  }

 private:
  // Row r is query r / heads of the key head's query head r % heads.
  int64_t place(int64_t row) const {
    const int64_t heads = problem_.heads_of_key();
    return (row / heads * problem_.query_heads + head_ * heads + row % heads) *
           problem_.size;
  }

  // Keys that a row sees.
  int64_t visible(int64_t row) const {
    if (!problem_.causal) return problem_.keys;
    return problem_.keys - problem_.queries + row / problem_.heads_of_key() + 1;
  }

  // Panels [size, width], scaled; lanes beyond the last row repeat it.
  void pack_queries() {
    const int64_t d = problem_.size;
    const Scratch rows(width_ * d);
    const void* pointers[2 * 16];
    for (int64_t p = 0; p < panels_; ++p) {
      for (int64_t i = 0; i < width_; ++i) {
        const float* q =
            problem_.q + place(std::min(first_ + p * width_ + i, last_ - 1));
        float* row = rows.get() + i * d;
        for (int64_t j = 0; j < d; ++j) row[j] = q[j] * problem_.scale;
        pointers[i] = row;
      }
      kernel_.pack[kFloat32](pointers, d, 0, d,
                             queries_.get() + p * width_ * d);
    }
  }

  void add_keys(int64_t first, int64_t count) {
    const int64_t d = problem_.size, ld = problem_.key_heads * d;
    const float* k = problem_.k + (first * problem_.key_heads + head_) * d;
    const float* v = problem_.v + (first * problem_.key_heads + head_) * d;
    const RowBlocks blocks(count, kernel_.tile_rows);
    for (int64_t b = 0; b < blocks.blocks; ++b)
      blocks.pack(b, k, ld, d, keys_.get() + blocks.first(b) * d);
    for (int64_t p = 0; p < panels_; ++p) {
      score(p, blocks);
      if (first + count > visible(first_)) mask(p, first, count);
      soften(p, count);
      add_values(p, v, ld, count);
    }
  }

  void score(int64_t p, const RowBlocks& blocks) {
    static const float zeros[2 * 16] = {};
    const int64_t d = problem_.size;
    float* scores = scores_.get() + p * width_ * kKeys;
    for (int64_t b = 0; b < blocks.blocks; ++b)
      kernel_.multiply(blocks.size(b), 2, d, keys_.get() + blocks.first(b) * d,
                       blocks.size(b), queries_.get() + p * width_ * d, width_,
                       zeros, 0, scores + blocks.first(b) * width_, width_);
  }

  void mask(int64_t p, int64_t first, int64_t count) {
    float* scores = scores_.get() + p * width_ * kKeys;
    for (int64_t lane = 0; lane < width_; ++lane) {
      const int64_t row = std::min(first_ + p * width_ + lane, last_ - 1);
      for (int64_t i = std::max<int64_t>(0, visible(row) - first); i < count;
           ++i)
        scores[i * width_ + lane] = -std::numeric_limits<float>::infinity();
    }
  }

  void soften(int64_t p, int64_t count) {
    const int64_t rows = panels_ * width_;
    for (int64_t lane = 0; lane < width_; lane += kernel_.lanes) {
      float* state = state_.get() + p * width_ + lane;
      kernel_.softmax(count, scores_.get() + p * width_ * kKeys + lane, width_,
                      state, state + rows, state + 2 * rows);
      kernel_.scale_columns(problem_.size, state + 2 * rows,
                            result_.get() + p * width_ * problem_.size + lane,
                            width_);
    }
  }

  void add_values(int64_t p, const float* v, int64_t ldv, int64_t count) {
    const RowBlocks columns(problem_.size, kernel_.tile_rows);
    float* result = result_.get() + p * width_ * problem_.size;
    for (int64_t b = 0; b < columns.blocks; ++b) {
      float* c = result + columns.first(b) * width_;
      kernel_.multiply(columns.size(b), 2, count, v + columns.first(b), ldv,
                       scores_.get() + p * width_ * kKeys, width_, c, width_, c,
                       width_);
    }
  }

  void write() {
    const int64_t rows = panels_ * width_, d = problem_.size;
    for (int64_t i = 0; i < last_ - first_; ++i) {
      const float* column =
          result_.get() + i / width_ * width_ * d + i % width_;
      const float factor = 1.0f / state_.get()[rows + i];
      float* out = problem_.out + place(first_ + i);
      for (int64_t j = 0; j < d; ++j) out[j] = column[j * width_] * factor;
    }
  }

  const AttentionProblem& problem_;
  const Kernels& kernel_ = kernels();
  const int64_t width_ = kernel_.panel_rows;
  int64_t head_, first_, last_, panels_;
  Scratch queries_, keys_, scores_, result_;
  Scratch state_;  // of each row: greatest score, sum, correction
};

}  // namespace

void attend(const AttentionProblem& problem) {
  const int64_t rows = problem.queries * problem.heads_of_key();
  const int64_t blocks = (rows + kRows - 1) / kRows;
  // The last rows first: with a causal mask they see the most keys.
  ThreadPool::instance().run(blocks * problem.key_heads, [&](int64_t job) {
    const int64_t block = blocks - 1 - job / problem.key_heads;
    RowsOfHead(problem, job % problem.key_heads, block * kRows,
               std::min(rows, (block + 1) * kRows))
        .attend();
  });
}

}  // namespace tkr::embed::cpu
