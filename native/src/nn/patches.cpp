#include "nn/patches.h"

#include <array>
#include <cstring>
#include <vector>

#include "nn/positions.h"

namespace tkr::embed {
namespace {

using Levels = std::array<std::array<float, 256>, 3>;

// The normalised value of each of the 256 levels of each channel.
Levels normalised_levels(const VisionConfig& config) {
  Levels levels;
  for (size_t channel = 0; channel < 3; ++channel) {
    for (size_t level = 0; level < 256; ++level) {
      float value = static_cast<float>(level) * (1.0f / 255.0f);
      levels[channel][level] =
          (value - config.image_mean[channel]) / config.image_std[channel];
    }
  }
  return levels;
}

// One channel of the patch whose top left pixel is given: [patch, patch].
void write_channel(const uint8_t* pixel, int64_t stride,
                   const std::array<float, 256>& levels, int32_t patch,
                   float* out) {
  for (int32_t y = 0; y < patch; ++y) {
    for (int32_t x = 0; x < patch; ++x) {
      out[y * patch + x] = levels[pixel[y * stride + 3 * x]];
    }
  }
}

void repeat_frame(float* frame, int32_t values, int32_t frames) {
  for (int32_t i = 1; i < frames; ++i) {
    std::memcpy(frame + i * values, frame, sizeof(float) * values);
  }
}

}  // namespace

int64_t patch_count(const ImageInput& image, const VisionConfig& config) {
  return int64_t{image.tokens()} * config.spatial_merge_size *
         config.spatial_merge_size;
}

int32_t patch_row_size(const VisionConfig& config) {
  return config.in_channels * config.temporal_patch_size * config.patch_size *
         config.patch_size;
}

void write_patches(const ImageInput& image, const VisionConfig& config,
                   float* rows) {
  const Levels levels = normalised_levels(config);
  int32_t patch = config.patch_size;
  int32_t values = patch * patch;
  int64_t stride = int64_t{3} * image.width;
  for (const Position& position :
       patch_positions(image, config.spatial_merge_size)) {
    const uint8_t* corner = image.pixels + position.height * patch * stride +
                            int64_t{3} * position.width * patch;
    for (size_t channel = 0; channel < 3; ++channel) {
      write_channel(corner + channel, stride, levels[channel], patch, rows);
      repeat_frame(rows, values, config.temporal_patch_size);
      rows += values * config.temporal_patch_size;
    }
  }
}

}  // namespace tkr::embed
