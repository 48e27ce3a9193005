// What config.json says of a text decoder's attention and rotary positions,
// read alike for every architecture.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "checkpoint/json.h"

namespace tkr::embed {

struct RopeFields {
  double theta = 0;
  std::array<int32_t, 3> mrope_section{};
  bool interleaved = false;  // how the sections are dealt out
};

// The first of rope_parameters (transformers 5) and rope_scaling.
std::optional<JsonObject> rope_object(const JsonObject& text);

// fallback: what missing fields stand for, and the only way of dealing the
// sections out. Throws std::runtime_error for a scaling, a table of part of the
// head, and values that contradict each other.
RopeFields read_rope(const JsonObject& text, const RopeFields& fallback);

// Throws where attention is not causal, to every token before, in every layer.
void check_every_token_is_seen(const JsonObject& text);

}  // namespace tkr::embed
