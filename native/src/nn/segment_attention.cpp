// Segment by segment: what holds for operations that have nothing better.
#include "nn/arrays.h"
#include "nn/ops.h"

namespace tkr::embed {
namespace {

namespace mx = mlx::core;

// A segment's rows, after those of its prefix.
mx::array with_prefix(const Segment& segment, const mx::array& rows,
                      const std::vector<mx::array>* prefix, size_t layer) {
  mx::array own = row_slice(rows, segment.begin, segment.length);
  return prefix == nullptr ? own : stack_rows({(*prefix)[layer], own});
}

AttentionInput attention_input(const SegmentAttentionInput& input,
                               const Segment& segment,
                               const mx::array& queries) {
  auto* prefix = segment.prefix.get();
  return {queries,
          with_prefix(segment, input.keys, prefix ? &prefix->keys : nullptr,
                      input.layer),
          with_prefix(segment, input.values, prefix ? &prefix->values : nullptr,
                      input.layer),
          !input.pooled};
}

}  // namespace

mx::array Ops::segment_attention(const SegmentAttentionInput& input) const {
  std::vector<array> attended;
  for (const Segment& segment : input.segments) {
    if (input.pooled && !segment.pooled()) continue;
    array queries =
        input.pooled
            ? row_slice(input.queries, static_cast<int>(attended.size()), 1)
            : row_slice(input.queries, segment.begin, segment.length);
    attended.push_back(attention(attention_input(input, segment, queries)));
  }
  return stack_rows(attended);
}

}  // namespace tkr::embed
