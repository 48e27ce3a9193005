#include "nn/mlx_attention.h"

#include <mlx/fast.h>
#include <mlx/ops.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "nn/arrays.h"
#include "nn/pass_limits.h"
#include "nn/segment_groups.h"

namespace tkr::embed {
namespace {

namespace mx = mlx::core;
using Indices = std::vector<int32_t>;

// [B, T, heads, D] to [B, heads, T, D], and back.
mx::array swap_heads(const mx::array& x) {
  return mx::transpose(x, {0, 2, 1, 3});
}

mx::array time_slice(const mx::array& x, int begin, int end) {
  mx::Shape start(4, 0);
  mx::Shape stop = x.shape();
  start[1] = begin;
  stop[1] = end;
  return mx::slice(x, start, stop);
}

// Rows [R, heads, D] as [B, T, heads, D].
mx::array batch_of(const mx::array& x, const Indices& rows, int size) {
  mx::array taken = take_rows(x, rows);
  return mx::reshape(taken, {size, static_cast<int>(rows.size()) / size,
                             x.shape(1), x.shape(2)});
}

// The group's own keys or values, behind those of its prefix.
mx::array behind_prefix(const SegmentGroup& group, const mx::array& own,
                        const mx::array* prefix) {
  if (prefix == nullptr) return own;
  mx::array rows = mx::broadcast_to(
      mx::expand_dims(*prefix, 0),
      {group.size(), prefix->shape(0), prefix->shape(1), prefix->shape(2)});
  return mx::concatenate({rows, own}, 1);
}

// Which keys the last row of each segment sees, [B, 1, 1, S].
mx::array last_row_mask(const SegmentGroup& group) {
  int prefix = group.prefix == nullptr ? 0 : group.prefix->length;
  std::vector<uint8_t> sees;
  for (const Segment* segment : group.segments) {
    for (int i = 0; i < prefix + group.length; ++i) {
      sees.push_back(i < prefix + segment->length);
    }
  }
  return mx::astype(
      mx::array(sees.data(), {group.size(), 1, 1, prefix + group.length}),
      mx::bool_);
}

// The queries of a group: its rows, or the pooled ones' numbers.
Indices query_rows(const SegmentGroup& group, bool pooled) {
  if (!pooled) return group.rows();
  Indices rows = group.numbers;
  rows.resize(static_cast<size_t>(group.size()), rows[0]);
  return rows;
}

// Tells each query where its result lies among all groups' results, of which
// this group's begin at first.
void place(const SegmentGroup& group, bool pooled, int first, Indices& places) {
  for (size_t i = 0; i < group.numbers.size(); ++i) {
    if (pooled) {
      places[static_cast<size_t>(group.numbers[i])] =
          first + static_cast<int>(i);
      continue;
    }
    const Segment& segment = *group.segments[i];
    for (int row = 0; row < segment.length; ++row) {
      places[static_cast<size_t>(segment.begin + row)] =
          first + static_cast<int>(i) * group.length + row;
    }
  }
}

}  // namespace

mx::array MlxAttention::attention(const AttentionInput& input) const {
  Batch batch{mx::expand_dims(input.queries, 0), mx::expand_dims(input.keys, 0),
              mx::expand_dims(input.values, 0), input.causal, std::nullopt};
  return mx::squeeze(run(batch), 0);
}

mx::array MlxAttention::segment_attention(
    const SegmentAttentionInput& input) const {
  std::vector<array> results;
  Indices places(static_cast<size_t>(input.queries.shape(0)), 0);
  int first = 0;
  for (const SegmentGroup& group :
       segment_groups(input.segments, input.pooled)) {
    Indices rows = group.rows();
    Indices queries = query_rows(group, input.pooled);
    auto* prefix = group.prefix.get();
    Batch batch{batch_of(input.queries, queries, group.size()),
                behind_prefix(group, batch_of(input.keys, rows, group.size()),
                              prefix ? &prefix->keys[input.layer] : nullptr),
                behind_prefix(group, batch_of(input.values, rows, group.size()),
                              prefix ? &prefix->values[input.layer] : nullptr),
                !input.pooled, std::nullopt};
    if (input.pooled) batch.mask = last_row_mask(group);
    results.push_back(mx::flatten(run(batch), 0, 1));
    place(group, input.pooled, first, places);
    first += static_cast<int>(queries.size());
  }
  return take_rows(stack_rows(results), places);
}

// Block by block, so that one block's scores are held at a time.
mx::array MlxAttention::run(const Batch& batch) const {
  int count = batch.queries.shape(1);
  int block = block_size(batch);
  if (block >= count) return attend(batch);
  std::vector<array> blocks;
  for (int begin = 0; begin < count; begin += block) {
    int end = std::min(count, begin + block);
    int seen = batch.keys.shape(1) - (batch.causal ? count - end : 0);
    blocks.push_back(attend(
        {time_slice(batch.queries, begin, end), time_slice(batch.keys, 0, seen),
         time_slice(batch.values, 0, seen), batch.causal, std::nullopt}));
    evaluate_layer({blocks.back()});
  }
  return mx::concatenate(blocks, 1);
}

mx::array MlxAttention::attend(const Batch& batch) const {
  float scale = 1.0f / std::sqrt(static_cast<float>(batch.queries.shape(3)));
  array result = mx::fast::scaled_dot_product_attention(
      swap_heads(products_.operand(batch.queries)),
      swap_heads(products_.operand(batch.keys)),
      swap_heads(products_.operand(batch.values)), scale,
      batch.causal ? "causal" : "", batch.mask);
  return mx::astype(swap_heads(products_.operand(result)), mx::float32);
}

// A mask is for one query each: nothing to cut.
int32_t MlxAttention::block_size(const Batch& batch) const {
  if (fused_ || batch.mask) return batch.queries.shape(1);
  int64_t scores = int64_t{batch.queries.shape(0)} * batch.queries.shape(2) *
                   std::max(1, batch.keys.shape(1));
  return static_cast<int32_t>(std::max<int64_t>(1, kMaxScores / scores));
}

}  // namespace tkr::embed
