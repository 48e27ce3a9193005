#include "attention_rows.h"

#include <limits>

namespace tkr::embed::cpu {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

}  // namespace

AttentionRows::AttentionRows(const AttentionProblem& problem,
                             const HeadRows& rows)
    : problem_(problem),
      rows_(rows),
      padded_((rows.last - rows.first + width_ - 1) / width_ * width_) {
  std::fill_n(result_.get(), padded_ * size_, 0.0f);
  std::fill_n(greatest_.get(), padded_, -kInfinity);
  std::fill_n(sum_.get(), padded_, 0.0f);
}

void AttentionRows::attend() {
  const int64_t end = visible(rows_.last - 1);
  for (int64_t first = 0; first < end; first += kKeysAtOnce) {
    const int64_t count = std::min(kKeysAtOnce, end - first);
    take_keys(first, count);
    for (int64_t p = 0; p < padded_; p += width_) {
      score(p);
      if (first + count > visible(row(p))) mask(p, first, count);
      soften(p, count);
      add_values(p);
    }
  }
  write();
}

// Row r is query r / heads of the key head's query head r % heads; rows of the
// padding repeat the last.
int64_t AttentionRows::place(int64_t row) const {
  const int64_t heads = problem_.heads_of_key();
  return (row / heads * problem_.query_heads + rows_.head * heads +
          row % heads) *
         size_;
}

// Keys that a row sees.
int64_t AttentionRows::visible(int64_t row) const {
  if (!problem_.causal) return problem_.keys;
  return problem_.keys - problem_.queries + row / problem_.heads_of_key() + 1;
}

void AttentionRows::mask(int64_t p, int64_t first, int64_t count) {
  for (int64_t lane = 0; lane < width_; ++lane)
    for (int64_t i = std::max<int64_t>(0, visible(row(p + lane)) - first);
         i < count; ++i)
      scores_.get()[i * width_ + lane] = -kInfinity;
}

void AttentionRows::soften(int64_t p, int64_t count) {
  float correction[kMostPanelRows];
  for (int64_t lane = 0; lane < width_; lane += kernel_.lanes) {
    kernel_.softmax(count, scores_.get() + lane, width_,
                    greatest_.get() + p + lane, sum_.get() + p + lane,
                    correction + lane);
    kernel_.scale_columns(size_, correction + lane, result(p) + lane, width_);
  }
}

void AttentionRows::write() {
  for (int64_t i = 0; i < rows_.last - rows_.first; ++i) {
    const int64_t lane = i % width_;
    const float* column = result(i - lane) + lane;
    const float factor = 1.0f / sum_.get()[i];
    float* out = problem_.out + place(rows_.first + i);
    for (int64_t j = 0; j < size_; ++j) out[j] = column[j * width_] * factor;
  }
}

}  // namespace tkr::embed::cpu
