// The products of the attention in float32: both are the matmul's
// micro-kernel.
#include "attention_rows.h"
#include "row_blocks.h"

namespace tkr::embed::cpu {
namespace {

class FloatAttention final : public AttentionRows {
 public:
  FloatAttention(const AttentionProblem& problem, const HeadRows& rows)
      : AttentionRows(problem, rows), queries_(padded() * size_) {
    for (int64_t p = 0; p < padded(); p += width_) pack_queries(p);
  }

 private:
  // The panel [size, width] of the rows from lane p on, scaled.
  void pack_queries(int64_t p) {
    const Scratch rows(width_ * size_);
    const void* pointers[kMostPanelRows];
    for (int64_t i = 0; i < width_; ++i) {
      const float* q = query(p + i);
      float* scaled = rows.get() + i * size_;
      for (int64_t j = 0; j < size_; ++j) scaled[j] = q[j] * problem_.scale;
      pointers[i] = scaled;
    }
    kernel_.pack[kFloat32](pointers, size_, 0, size_,
                           queries_.get() + p * size_);
  }

  void take_keys(int64_t first, int64_t count) override {
    count_ = count;
    const int64_t ld = problem_.key_heads * size_;
    const RowBlocks blocks(count, kernel_.tile_rows);
    for (int64_t b = 0; b < blocks.blocks; ++b)
      blocks.pack(b, problem_.k + key_place(first), ld, size_,
                  keys_.get() + blocks.first(b) * size_);
    for (int64_t i = 0; i < count; ++i)
      std::copy_n(problem_.v + key_place(first + i), size_,
                  values_.get() + i * size_);
  }

  void score(int64_t p) override {
    static const float zeros[kMostPanelRows] = {};
    const RowBlocks blocks(count_, kernel_.tile_rows);
    for (int64_t b = 0; b < blocks.blocks; ++b)
      kernel_.multiply(blocks.size(b), 2, size_,
                       keys_.get() + blocks.first(b) * size_, blocks.size(b),
                       queries_.get() + p * size_, width_, zeros, 0,
                       scores_.get() + blocks.first(b) * width_, width_);
  }

  void add_values(int64_t p) override {
    const RowBlocks columns(size_, kernel_.tile_rows);
    for (int64_t b = 0; b < columns.blocks; ++b) {
      float* c = result(p) + columns.first(b) * width_;
      kernel_.multiply(columns.size(b), 2, count_,
                       values_.get() + columns.first(b), size_, scores_.get(),
                       width_, c, width_, c, width_);
    }
  }

  int64_t count_ = 0;
  const Scratch queries_;  // panels
  const Scratch keys_{kKeysAtOnce * size_}, values_{kKeysAtOnce * size_};
};

}  // namespace

std::unique_ptr<AttentionRows> float_attention(const AttentionProblem& problem,
                                               const HeadRows& rows) {
  return std::make_unique<FloatAttention>(problem, rows);
}

}  // namespace tkr::embed::cpu
