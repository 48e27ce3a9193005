// Position ids of the text decoder (M-RoPE) and of the vision tower's patches.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "checkpoint/config.h"
#include "nn/inputs.h"

namespace tkr::embed {

// One token's positions on the temporal, height and width axes.
struct Position {
  int32_t temporal = 0;
  int32_t height = 0;
  int32_t width = 0;
  bool operator==(const Position&) const = default;
};

// Which positions the tokens of images take.
enum class PositionMode {
  kMrope,           // those of their grid
  kOneDimensional,  // the next one on all axes, as every other token
};

// The mode that LoadOptions::positions names: "mrope" or "1d".
PositionMode position_mode(std::string_view name);

// One position a token. A text token takes the next position on all axes. With
// kMrope an image's tokens take (p, p + row, p + column), and the text after it
// goes on at p + max(rows, columns): get_rope_index of transformers'
// modeling_qwen2_vl.py. With kOneDimensional they count on as text does: what
// that file's text model takes when it is given embeddings and no positions.
std::vector<Position> position_ids(const SequenceInput& sequence,
                                   int32_t image_token_id, PositionMode mode);

// Patch coordinates of one image, in the row order of the patches (patches.h):
// merge blocks in raster order, raster order inside a block.
std::vector<Position> patch_positions(const ImageInput& image,
                                      int32_t spatial_merge_size);

}  // namespace tkr::embed
