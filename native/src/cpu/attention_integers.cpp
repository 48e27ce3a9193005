// The products of the attention in integers (dense.inl): keys are the inputs
// and queries the weights of the scores; values, a row a column of the head,
// are the inputs of the result, and the scores' exponentials its weights.
#include "attention_rows.h"
#include "row_blocks.h"

namespace tkr::embed::cpu {
namespace {

class IntegerAttention final : public AttentionRows {
 public:
  IntegerAttention(const AttentionProblem& problem, const HeadRows& rows)
      : AttentionRows(problem, rows),
        queries_(padded() * words_),
        query_scales_(padded()) {
    for (int64_t p = 0; p < padded(); p += width_) pack_queries(p);
  }

 private:
  // The panel [words, width] of the rows from lane p on, scaled.
  void pack_queries(int64_t p) {
    const Scratch rounded(width_ * words_ + kernel_.lanes);
    const void* pointers[kMostPanelRows];
    float scaled[kDenseGroup];
    for (int64_t i = 0; i < width_; ++i) {
      const float* q = query(p + i);
      for (int64_t j = 0; j < size_; ++j) scaled[j] = q[j] * problem_.scale;
      float* words = rounded.get() + i * words_;
      dense_.round_vector(scaled, size_, kEqualNorm, words,
                          query_scales_.get() + p + i);
      pointers[i] = words;
    }
    kernel_.pack[kFloat32](pointers, words_, 0, words_,
                           queries_.get() + p * words_);
  }

  void take_keys(int64_t first, int64_t count) override {
    count_ = count;
    for (int64_t i = 0; i < count; ++i)
      dense_.round_vector(problem_.k + key_place(first + i), size_, kEqualNorm,
                          rounded_.get() + i * words_, key_scales_ + i);
    pack({count, kernel_.tile_rows}, words_, keys_);
    transpose_values(first);
    const int64_t words = weight_words();
    for (int64_t j = 0; j < size_; ++j)
      dense_.round_vector(columns_.get() + j * kKeysAtOnce, count, kInputNorm,
                          rounded_.get() + j * words, value_scales_ + j);
    pack({size_, kernel_.tile_rows}, words, values_);
  }

  // The rounded rows to blocks [words, rows].
  void pack(const RowBlocks& blocks, int64_t words, const Scratch& out) {
    for (int64_t b = 0; b < blocks.blocks; ++b)
      blocks.pack(b, rounded_.get(), words, words,
                  out.get() + blocks.first(b) * words);
  }

  // A panel of values at a time to columns [size, kKeysAtOnce].
  void transpose_values(int64_t first) {
    for (int64_t at = 0; at < count_; at += width_) {
      const void* rows[kMostPanelRows];
      for (int64_t i = 0; i < width_; ++i)
        rows[i] = problem_.v + key_place(first + std::min(at + i, count_ - 1));
      kernel_.pack[kFloat32](rows, size_, 0, size_, panel_.get());
      for (int64_t j = 0; j < size_; ++j)
        std::copy_n(panel_.get() + j * width_, width_,
                    columns_.get() + j * kKeysAtOnce + at);
    }
  }

  void score(int64_t p) override {
    static const float zeros[kMostPanelRows] = {};
    const RowBlocks blocks(count_, kernel_.tile_rows);
    for (int64_t b = 0; b < blocks.blocks; ++b) {
      const int64_t first = blocks.first(b);
      dense_.multiply(
          blocks.size(b), 2,
          {1, words_, keys_.get() + first * words_, key_scales_ + first,
           queries_.get() + p * words_, query_scales_.get() + p},
          zeros, 0, scores_.get() + first * width_, width_);
    }
  }

  void add_values(int64_t p) override {
    float scales[kMostPanelRows];
    for (int64_t lane = 0; lane < width_; lane += kernel_.lanes)
      dense_.round_columns(count_, scores_.get() + lane, width_,
                           weights_.get() + lane, scales + lane);
    const RowBlocks columns(size_, kernel_.tile_rows);
    for (int64_t b = 0; b < columns.blocks; ++b) {
      const int64_t first = columns.first(b);
      float* c = result(p) + first * width_;
      dense_.multiply(
          columns.size(b), 2,
          {1, weight_words(), values_.get() + first * weight_words(),
           value_scales_ + first, weights_.get(), scales},
          c, width_, c, width_);
    }
  }

  int64_t weight_words() const { return (count_ + 1) / 2; }

  const DenseKernels& dense_ = *kernel_.dense;
  const int64_t words_ = (size_ + 1) / 2;  // of a query or key
  int64_t count_ = 0;
  const Scratch queries_, query_scales_;  // panels
  const Scratch keys_{kKeysAtOnce * words_};
  const Scratch values_{kKeysAtOnce / 2 * size_};
  const Scratch rounded_{kKeysAtOnce / 2 * kDenseGroup + kernel_.lanes};
  const Scratch columns_{kKeysAtOnce * size_}, panel_{width_ * size_};
  const Scratch weights_{kKeysAtOnce / 2 * width_};
  float key_scales_[kKeysAtOnce];
  float value_scales_[kDenseGroup];
};

}  // namespace

std::unique_ptr<AttentionRows> integer_attention(
    const AttentionProblem& problem, const HeadRows& rows) {
  return std::make_unique<IntegerAttention>(problem, rows);
}

}  // namespace tkr::embed::cpu
