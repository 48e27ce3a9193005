#include "nn/segment_groups.h"

#include <algorithm>
#include <map>
#include <utility>

#include "nn/row_buckets.h"

namespace tkr::embed {
namespace {

constexpr int32_t kMaxGroupRows = 4096;

using Key = std::pair<const PrefixKeyValues*, int32_t>;

bool is_full(const SegmentGroup& group) {
  return row_bucket(group.size() + 1) * group.length > kMaxGroupRows;
}

void fill(SegmentGroup& group) {
  group.segments.resize(static_cast<size_t>(row_bucket(group.size())),
                        group.segments[0]);
}

}  // namespace

std::vector<int32_t> SegmentGroup::rows() const {
  std::vector<int32_t> rows;
  rows.reserve(segments.size() * static_cast<size_t>(length));
  for (const Segment* segment : segments) {
    for (int32_t i = 0; i < length; ++i) {
      rows.push_back(segment->begin + std::min(i, segment->length - 1));
    }
  }
  return rows;
}

std::vector<SegmentGroup> segment_groups(std::span<const Segment> segments,
                                         bool pooled_only) {
  std::vector<SegmentGroup> groups;
  std::map<Key, size_t> open;
  int32_t number = 0;
  for (const Segment& segment : segments) {
    if (pooled_only && !segment.pooled()) continue;
    Key key{segment.prefix.get(), row_bucket(segment.length)};
    auto found = open.find(key);
    if (found == open.end() || is_full(groups[found->second])) {
      open[key] = groups.size();
      groups.push_back({segment.prefix, key.second, {}, {}});
    }
    SegmentGroup& group = groups[open[key]];
    group.segments.push_back(&segment);
    group.numbers.push_back(number++);
  }
  for (SegmentGroup& group : groups) fill(group);
  return groups;
}

}  // namespace tkr::embed
