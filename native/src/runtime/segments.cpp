#include "runtime/segments.h"

#include <map>

namespace tkr::embed {
namespace {

using Ids = PrefixCache::Ids;

class SegmentPlanner {
 public:
  SegmentPlanner(PrefixCache* cache, int32_t prefix_step)
      : cache_(cache), prefix_step_(prefix_step) {}

  std::vector<Segment> plan(std::span<const SequenceInput> sequences) {
    std::vector<std::shared_ptr<PrefixKeyValues>> prefixes;
    for (const SequenceInput& sequence : sequences) {
      prefixes.push_back(prefix_of(sequence));
    }
    for (size_t i = 0; i < sequences.size(); ++i) {
      add_sequence(sequences[i], prefixes[i]);
    }
    return segments_;
  }

 private:
  std::shared_ptr<PrefixKeyValues> prefix_of(const SequenceInput& sequence) {
    int32_t length = sequence.prefix_length / prefix_step_ * prefix_step_;
    if (cache_ == nullptr || length == 0) return nullptr;
    auto span = sequence.prefix().first(static_cast<size_t>(length));
    Ids ids(span.begin(), span.end());
    auto& prefix = batch_prefixes_[ids];
    if (prefix == nullptr) prefix = cache_->find(ids);
    if (prefix == nullptr) prefix = add_prefix(sequence, length);
    return prefix;
  }

  std::shared_ptr<PrefixKeyValues> add_prefix(const SequenceInput& sequence,
                                              int32_t length) {
    auto prefix = std::make_shared<PrefixKeyValues>();
    prefix->length = length;
    segments_.push_back({rows_, prefix->length, 0, &sequence, nullptr, prefix});
    rows_ += prefix->length;
    return prefix;
  }

  void add_sequence(const SequenceInput& sequence,
                    const std::shared_ptr<PrefixKeyValues>& prefix) {
    int32_t skipped = prefix == nullptr ? 0 : prefix->length;
    auto length = static_cast<int32_t>(sequence.input_ids.size()) - skipped;
    segments_.push_back({rows_, length, skipped, &sequence, prefix, nullptr});
    rows_ += length;
  }

  PrefixCache* cache_;
  int32_t prefix_step_;
  int32_t rows_ = 0;
  std::vector<Segment> segments_;
  std::map<Ids, std::shared_ptr<PrefixKeyValues>> batch_prefixes_;
};

}  // namespace

std::vector<Segment> plan_segments(std::span<const SequenceInput> sequences,
                                   PrefixCache* cache, int32_t prefix_step) {
  return SegmentPlanner(cache, prefix_step).plan(sequences);
}

void keep_prefixes(const std::vector<Segment>& segments, PrefixCache& cache) {
  for (const Segment& segment : segments) {
    if (segment.record == nullptr) continue;
    auto ids = segment.input_ids();
    cache.keep(Ids(ids.begin(), ids.end()), segment.record);
  }
}

}  // namespace tkr::embed
