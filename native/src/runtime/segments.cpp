#include "runtime/segments.h"

#include <map>

#include "nn/pass_limits.h"

namespace tkr::embed {
namespace {

using Prefix = std::shared_ptr<PrefixKeyValues>;

// The most whole steps of so many tokens that cut no image.
int32_t whole_steps(const SequenceInput& sequence, int32_t length,
                    int32_t step) {
  length = length / step * step;
  for (auto image = sequence.images.rbegin(); image != sequence.images.rend();
       ++image) {
    bool cut = length > image->begin && length < image->begin + image->tokens();
    if (cut) length = image->begin / step * step;
  }
  return length;
}

class SegmentPlanner {
 public:
  SegmentPlanner(KeptPrefixes* kept, int32_t prefix_step)
      : kept_(kept), prefix_step_(prefix_step) {}

  std::vector<Segment> plan(std::span<const SequenceInput> sequences) {
    std::vector<Prefix> prefixes;
    for (const SequenceInput& sequence : sequences) {
      prefixes.push_back(kept_ ? prefix_of(sequence) : nullptr);
    }
    for (size_t i = 0; i < sequences.size(); ++i) {
      add_sequence(sequences[i], prefixes[i]);
    }
    return segments_;
  }

 private:
  // The longest of the sequence.
  Prefix prefix_of(const SequenceInput& sequence) {
    int32_t fixed = whole_steps(sequence, sequence.prefix_length, prefix_step_);
    int32_t shared =
        whole_steps(sequence, sequence.shared_length, prefix_step_);
    if (shared <= fixed) return fixed_prefix(sequence, fixed);
    PrefixKey key = prefix_key(sequence, shared);
    Prefix& prefix = batch_prefixes_[key];
    if (!prefix) prefix = kept_->shared.find(key);
    if (!prefix) {
      Prefix read = fixed_prefix(sequence, fixed);
      prefix = add_prefix(sequence, shared, read);
    }
    return prefix;
  }

  Prefix fixed_prefix(const SequenceInput& sequence, int32_t length) {
    if (length == 0) return nullptr;
    PrefixKey key = prefix_key(sequence, length);
    Prefix& prefix = batch_prefixes_[key];
    if (!prefix) prefix = kept_->fixed.find(key);
    if (!prefix) prefix = add_prefix(sequence, length, nullptr);
    return prefix;
  }

  Prefix add_prefix(const SequenceInput& sequence, int32_t length,
                    const Prefix& read) {
    auto prefix = std::make_shared<PrefixKeyValues>();
    prefix->length = length;
    add({0, length, 0, &sequence, read, prefix});
    return prefix;
  }

  void add_sequence(const SequenceInput& sequence, const Prefix& prefix) {
    auto length = static_cast<int32_t>(sequence.input_ids.size());
    add({0, length, 0, &sequence, prefix, nullptr});
  }

  // The rows up to the segment's length, behind those of its prefix.
  void add(Segment segment) {
    segment.begin = rows_;
    segment.skipped = segment.prefix ? segment.prefix->length : 0;
    segment.length -= segment.skipped;
    rows_ += segment.length;
    segments_.push_back(std::move(segment));
  }

  KeptPrefixes* kept_;
  int32_t prefix_step_;
  int32_t rows_ = 0;
  std::vector<Segment> segments_;
  std::map<PrefixKey, Prefix> batch_prefixes_;
};

}  // namespace

size_t pass_size(std::span<const SequenceInput> sequences) {
  int64_t rows = 0;
  size_t count = 0;
  for (const SequenceInput& sequence : sequences) {
    rows += static_cast<int64_t>(sequence.input_ids.size());
    if (count > 0 && rows > kMaxTextRows) break;
    ++count;
  }
  return count;
}

std::vector<Segment> plan_segments(std::span<const SequenceInput> sequences,
                                   KeptPrefixes* kept, int32_t prefix_step) {
  return SegmentPlanner(kept, prefix_step).plan(sequences);
}

std::vector<ImageInput> images_of(const std::vector<Segment>& segments) {
  std::vector<ImageInput> images;
  for (const Segment& segment : segments) {
    int32_t end = segment.skipped + segment.length;
    for (const ImageInput& image : segment.sequence->images) {
      if (image.begin >= segment.skipped && image.begin < end) {
        images.push_back(image);
      }
    }
  }
  return images;
}

void keep_prefixes(const std::vector<Segment>& segments, KeptPrefixes& kept) {
  for (const Segment& segment : segments) {
    if (segment.record == nullptr) continue;
    int32_t length = segment.record->length;
    bool fixed = length <= segment.sequence->prefix_length;
    (fixed ? kept.fixed : kept.shared)
        .keep(prefix_key(*segment.sequence, length), segment.record);
  }
}

}  // namespace tkr::embed
