// Attention with an online softmax.
#pragma once

#include <cstdint>

namespace tkr::embed::cpu {

// q and out [queries, query_heads, size], k and v [keys, key_heads, size].
struct AttentionProblem {
  const float* q;
  const float* k;
  const float* v;
  float* out;
  int64_t queries;
  int64_t keys;
  int64_t query_heads;
  int64_t key_heads;
  int64_t size;  // of a head
  float scale;
  bool causal;  // query i sees the keys up to keys - queries + i

  int64_t heads_of_key() const { return query_heads / key_heads; }
};

void attend(const AttentionProblem& problem);

}  // namespace tkr::embed::cpu
