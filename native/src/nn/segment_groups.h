// Segments that one attention call can take together.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "nn/segment.h"

namespace tkr::embed {

// Segments of one prefix and one padded length, as rows of a batch [size,
// length]: a segment's rows, then its last row again and again; then the first
// segment again until size is a row_bucket().
struct SegmentGroup {
  std::shared_ptr<PrefixKeyValues> prefix;  // nullptr: none
  int32_t length = 0;                       // padded
  std::vector<const Segment*> segments;     // size of them
  // Which of the given segments they are; fewer than size.
  std::vector<int32_t> numbers;

  int32_t size() const { return static_cast<int32_t>(segments.size()); }
  // The pass's row of each row of the batch, [size * length].
  std::vector<int32_t> rows() const;
};

// In groups of at most max(length, 4096) rows.
std::vector<SegmentGroup> segment_groups(std::span<const Segment> segments,
                                         bool pooled_only);

}  // namespace tkr::embed
