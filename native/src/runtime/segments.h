// How a batch's sequences are laid out as rows of the text decoder.
#pragma once

#include <span>
#include <vector>

#include "nn/segment.h"
#include "runtime/prefix_cache.h"

namespace tkr::embed {

// Prefixes that are not kept yet come first, each once, then every sequence
// without its prefix, in order. cache nullptr: whole sequences. New prefixes
// enter the cache only by keep_prefixes, after they are computed. prefix_step:
// of a prefix so many tokens are kept as are a multiple of it.
std::vector<Segment> plan_segments(std::span<const SequenceInput> sequences,
                                   PrefixCache* cache, int32_t prefix_step = 1);

void keep_prefixes(const std::vector<Segment>& segments, PrefixCache& cache);

}  // namespace tkr::embed
