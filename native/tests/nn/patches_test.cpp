#include "nn/patches.h"

#include <gtest/gtest.h>

#include <numeric>

#include "tiny_checkpoint.h"

namespace tkr::embed::test {
namespace {

VisionConfig published_vision() {
  return parse_config(
             Json::parse(R"({"model_type": "qwen2_vl", "hidden_size": 256,
      "intermediate_size": 8, "num_hidden_layers": 1,
      "num_attention_heads": 2, "num_key_value_heads": 1,
      "rms_norm_eps": 1e-6, "vocab_size": 200000})"),
             "config.json")
      .vision;
}

// R = 7x + 3y, G = 5x + 11y, B = x^2 + y, modulo 256; columns x, rows y.
std::vector<uint8_t> synthetic(int height, int width) {
  std::vector<uint8_t> rgb;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      rgb.push_back(static_cast<uint8_t>(7 * x + 3 * y));
      rgb.push_back(static_cast<uint8_t>(5 * x + 11 * y));
      rgb.push_back(static_cast<uint8_t>(x * x + y));
    }
  }
  return rgb;
}

ImageInput image_of(const std::vector<uint8_t>& rgb, int height, int width) {
  return {rgb.data(), height, width, height / 28, width / 28};
}

// The normalised value of one level, in double.
double normalised(int level, int channel) {
  constexpr double kMean[] = {0.48145466, 0.4578275, 0.40821073};
  constexpr double kStd[] = {0.26862954, 0.26130258, 0.27577711};
  return (level / 255.0 - kMean[channel]) / kStd[channel];
}

TEST(Patches, rows_and_columns_stand_where_the_processor_puts_them) {
  VisionConfig config = published_vision();
  int height = 84;
  int width = 112;
  auto rgb = synthetic(height, width);
  ImageInput image = image_of(rgb, height, width);
  ASSERT_EQ(patch_count(image, config), 48);
  ASSERT_EQ(patch_row_size(config), 1176);
  std::vector<float> rows(48 * 1176);
  write_patches(image, config, rows.data());
  // Row r: block r / 4, patch r % 4 of its 2x2; 4 blocks a row of blocks.
  for (int row = 0; row < 48; ++row) {
    int top = (row / 4 / 4 * 2 + row % 4 / 2) * 14;
    int left = (row / 4 % 4 * 2 + row % 2) * 14;
    for (int column = 0; column < 1176; ++column) {
      int channel = column / 392;
      int y = column % 196 / 14;
      int x = column % 14;
      int level = rgb[((top + y) * width + left + x) * 3 + channel];
      ASSERT_NEAR(rows[row * 1176 + column], normalised(level, channel), 1e-6)
          << "row " << row << " column " << column;
    }
  }
}

// Of the reference processor, on pixels that lie at the picture's corner.
TEST(Patches, values_are_the_processors) {
  VisionConfig config = published_vision();
  std::vector<uint8_t> black(28 * 28 * 3, 0);
  std::vector<float> rows(4 * 1176);
  write_patches(image_of(black, 28, 28), config, rows.data());
  EXPECT_NEAR(rows[0], -1.792263f, 1e-6);
  EXPECT_NEAR(rows[196], -1.792263f, 1e-6);
  EXPECT_NEAR(rows[392], -1.752097f, 1e-6);
  std::vector<uint8_t> ones(28 * 28 * 3, 1);
  write_patches(image_of(ones, 28, 28), config, rows.data());
  EXPECT_NEAR(rows[3 * 1176], -1.777664f, 1e-6);
}

}  // namespace
}  // namespace tkr::embed::test
