// How the sequences of a pass lie in the rows of the text decoder.
#pragma once

#include <mlx/array.h>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "nn/inputs.h"

namespace tkr::embed {

// One prefix's keys and values, a layer each: [length, key_value_heads,
// head_dim], rotated, f32.
struct PrefixKeyValues {
  std::vector<mlx::core::array> keys;
  std::vector<mlx::core::array> values;
  int32_t length = 0;
};

// A run of rows that attend to each other, and to a prefix's keys and values.
// One that is recorded may itself read a shorter prefix, which it then holds.
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

}  // namespace tkr::embed
