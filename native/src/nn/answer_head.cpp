#include "nn/answer_head.h"

#include <mlx/ops.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "nn/weights.h"

namespace tkr::embed {
namespace {

namespace mx = mlx::core;

// One row of a matrix, as stored.
StoredTensor row_of(const StoredTensor& matrix, int32_t index) {
  StoredTensor row = matrix;
  size_t bytes = matrix.bytes() / static_cast<size_t>(matrix.location.shape[0]);
  row.location.begin += static_cast<size_t>(index) * bytes;
  row.location.end = row.location.begin + bytes;
  row.location.shape[0] = 1;
  return row;
}

Linear layer_of_row(const PlannedModule& module, int32_t index) {
  PlannedModule row = module;
  row.spec.rows = 1;
  row.weight = row_of(module.weight, index);
  if (module.scales) row.scales = row_of(*module.scales, index);
  if (module.biases) row.biases = row_of(*module.biases, index);
  return load_stored(row);
}

std::vector<float> read_row(const PlannedModule& module, int32_t index,
                            const Ops& ops) {
  mx::array row = ops.embedding(mx::array({0}), layer_of_row(module, index));
  row = mx::contiguous(row);
  row.eval();
  std::vector<float> values(row.data<float>(), row.data<float>() + row.size());
  if (std::all_of(values.begin(), values.end(),
                  [](float v) { return std::isfinite(v); })) {
    return values;
  }
  throw std::runtime_error(module.weight.describe() + ": row " +
                           std::to_string(index) +
                           " not finite: scores are made of it: the file is "
                           "damaged, fetch it again");
}

}  // namespace

AnswerHead::AnswerHead(const PlannedHead& head, const AnswerTokens& tokens,
                       const Ops& ops)
    : difference_(read_row(head.module, tokens.yes, ops)) {
  std::vector<float> no = read_row(head.module, tokens.no, ops);
  for (size_t i = 0; i < no.size(); ++i) difference_[i] -= no[i];
}

float AnswerHead::score(const float* hidden_state) const {
  double sum = 0;
  for (size_t i = 0; i < difference_.size(); ++i) {
    sum += double{hidden_state[i]} * difference_[i];
  }
  return static_cast<float>(sum);
}

}  // namespace tkr::embed
