// How a batch's sequences are laid out as rows of the text decoder.
#pragma once

#include <span>
#include <vector>

#include "nn/segment.h"
#include "runtime/prefix_cache.h"

namespace tkr::embed {

// How many of the first sequences one pass takes.
size_t pass_size(std::span<const SequenceInput> sequences);

// Prefixes that are not kept yet come first, each once, one that reads another
// behind it; then every sequence without its prefix, in order. kept nullptr:
// whole sequences. New prefixes are kept only by keep_prefixes, after they are
// computed. prefix_step: of a prefix so many tokens are kept as are a multiple
// of it and cut no image.
std::vector<Segment> plan_segments(std::span<const SequenceInput> sequences,
                                   KeptPrefixes* kept, int32_t prefix_step = 1);

// Those that the segments' own tokens stand for, in the order of rows: not
// those of prefixes that were kept.
std::vector<ImageInput> images_of(const std::vector<Segment>& segments);

void keep_prefixes(const std::vector<Segment>& segments, KeptPrefixes& kept);

}  // namespace tkr::embed
