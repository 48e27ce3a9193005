// The rows of one job of the attention, whatever its products are computed in.
#pragma once

#include <algorithm>
#include <memory>

#include "attention_kernel.h"
#include "kernels.h"
#include "scratch.h"

namespace tkr::embed::cpu {

constexpr int64_t kKeysAtOnce = 128;

// Some rows of a key head; a row is a query of one of the head's query heads.
struct HeadRows {
  int64_t head, first, last;
};

// Walks over the keys in blocks, keeping the greatest score, the sum and the
// weighted values of each row (Dao et al., FlashAttention, 2022). Rows are
// vector lanes: of a panel of them, scores are [key, row] and the result is
// [column, row].
class AttentionRows {
 public:
  AttentionRows(const AttentionProblem& problem, const HeadRows& rows);
  virtual ~AttentionRows() = default;

  void attend();

 protected:
  // From here on the keys first .. first + count are meant.
  virtual void take_keys(int64_t first, int64_t count) = 0;
  // The scores of the panel that begins at lane p.
  virtual void score(int64_t p) = 0;
  // Adds the values, weighted by the scores' exponentials, to its result.
  virtual void add_values(int64_t p) = 0;

  int64_t padded() const { return padded_; }  // rows, to whole panels
  // Where a row's query is, and where a key or value is.
  const float* query(int64_t lane) const {
    return problem_.q + place(row(lane));
  }
  int64_t key_place(int64_t key) const {
    return (key * problem_.key_heads + rows_.head) * size_;
  }
  float* result(int64_t p) const { return result_.get() + p * size_; }

  const AttentionProblem& problem_;
  const Kernels& kernel_ = kernels();
  const int64_t width_ = kernel_.panel_rows, size_ = problem_.size;
  const Scratch scores_{kKeysAtOnce * width_};  // of one panel

 private:
  int64_t place(int64_t row) const;
  int64_t row(int64_t lane) const {
    return std::min(rows_.first + lane, rows_.last - 1);
  }
  int64_t visible(int64_t row) const;
  void mask(int64_t p, int64_t first, int64_t count);
  void soften(int64_t p, int64_t count);
  void write();

  const HeadRows rows_;
  const int64_t padded_;
  const Scratch result_{padded_ * size_};  // panels
  const Scratch greatest_{padded_}, sum_{padded_};
};

// In float32.
std::unique_ptr<AttentionRows> float_attention(const AttentionProblem& problem,
                                               const HeadRows& rows);
// In integers: both sides of both products rounded to int16, the weights and
// values of a block of keys with a scale a row, or a column. Where
// kernels().dense is there and a head's size is at most kDenseGroup.
std::unique_ptr<AttentionRows> integer_attention(
    const AttentionProblem& problem, const HeadRows& rows);

}  // namespace tkr::embed::cpu
