// How a batch's sequences are laid out as rows of the text decoder.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "runtime/batch.h"
#include "runtime/prefix_cache.h"

namespace tkr::embed {

// A run of rows that attend to each other, and to a prefix's keys and values.
struct Segment {
  int32_t begin = 0;    // row
  int32_t length = 0;   // rows
  int32_t skipped = 0;  // tokens before them, taken from the prefix
  const SequenceInput* sequence = nullptr;  // whose tokens they are
  std::shared_ptr<PrefixKeyValues> prefix;  // read, nullptr: none
  std::shared_ptr<PrefixKeyValues> record;  // written: this is a prefix

  bool pooled() const { return record == nullptr; }
  std::span<const int32_t> input_ids() const {
    return sequence->input_ids.subspan(skipped, length);
  }
};

// Prefixes that are not kept yet come first, each once, then every sequence
// without its prefix, in order. cache nullptr: whole sequences. New prefixes
// enter the cache only by keep_prefixes, after they are computed.
std::vector<Segment> plan_segments(std::span<const SequenceInput> sequences,
                                   PrefixCache* cache);

void keep_prefixes(const std::vector<Segment>& segments, PrefixCache& cache);

// Rows of all segments.
int32_t row_count(const std::vector<Segment>& segments);

}  // namespace tkr::embed
