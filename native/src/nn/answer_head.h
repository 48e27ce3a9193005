// A reranker's score: how much more the model would answer yes than no.
#pragma once

#include <cstdint>
#include <vector>

#include "checkpoint/language_head.h"
#include "nn/ops.h"

namespace tkr::embed {

// Ids of the two answers.
struct AnswerTokens {
  int32_t yes = -1;
  int32_t no = -1;
};

class AnswerHead {
 public:
  // Reads the two rows, f32 of what is stored. Throws std::runtime_error where
  // one is not finite.
  AnswerHead(const PlannedHead& head, const AnswerTokens& tokens,
             const Ops& ops);

  // The logit of yes less that of no: hidden_state [hidden_size] after the
  // final norm, times the difference of the rows, summed in f64.
  float score(const float* hidden_state) const;

 private:
  std::vector<float> difference_;  // [hidden_size]
};

}  // namespace tkr::embed
