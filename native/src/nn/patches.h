// Patch rows of an image: normalised, in merge-block order.
#pragma once

#include <cstdint>

#include "checkpoint/config.h"
#include "nn/inputs.h"

namespace tkr::embed {

// Patches of one image.
int64_t patch_count(const ImageInput& image, const VisionConfig& config);

// Values of one patch row: channels * temporal_patch_size * patch_size^2.
int32_t patch_row_size(const VisionConfig& config);

// Writes rows [patch_count, patch_row_size], f32: (pixel / 255 - mean) / std,
// columns ordered channel, frame, y, x, the one frame repeated
// temporal_patch_size times; the patches that the merger joins are consecutive
// rows. Qwen2VLImageProcessor of transformers.
void write_patches(const ImageInput& image, const VisionConfig& config,
                   float* rows);

}  // namespace tkr::embed
