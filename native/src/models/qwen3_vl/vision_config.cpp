#include <algorithm>

#include "checkpoint/config_fields.h"
#include "models/qwen3_vl/qwen3_vl.h"

namespace tkr::embed::qwen3_vl {
namespace {

// What Qwen3-VL's processor normalises by.
constexpr std::array<float, 3> kHalf = {0.5f, 0.5f, 0.5f};

int32_t read_in_channels(const JsonObject& vision) {
  int32_t channels = dimension_or(vision, "in_channels", 3);
  if (channels != 3) {
    vision.fail("in_channels", "expected 3 (red, green, blue)");
  }
  return channels;
}

void check_index(const JsonObject& vision, int64_t index,
                 const TowerConfig& config) {
  const char* key = "deepstack_visual_indexes";
  if (index < 0 || index >= config.vision.depth) {
    vision.fail(key, std::to_string(index) + " is none of the " +
                         std::to_string(config.vision.depth) + " blocks");
  }
  const auto& known = config.deepstack_visual_indexes;
  if (std::find(known.begin(), known.end(), index) != known.end()) {
    vision.fail(key, std::to_string(index) + " stands there twice");
  }
}

void read_deepstack(const JsonObject& vision, TowerConfig& config) {
  const char* key = "deepstack_visual_indexes";
  std::vector<int64_t> indexes = {8, 16, 24};
  if (vision.has(key)) indexes = vision.integers(key);
  for (int64_t index : indexes) {
    check_index(vision, index, config);
    config.deepstack_visual_indexes.push_back(static_cast<int32_t>(index));
  }
}

// What sets Qwen3-VL's tower apart from those of its relatives.
void check_tower(const JsonObject& vision) {
  expect_string(vision, "hidden_act", "gelu_pytorch_tanh");
  expect_string(vision, "model_type", {"qwen3_vl_vision", "qwen3_vl"});
  for (const char* key : {"window_size", "fullatt_block_indexes"}) {
    if (vision.has(key)) vision.fail(key, "another model's vision tower");
  }
  if (!vision.has("rope_parameters")) return;
  expect_number(vision.object("rope_parameters"), "rope_theta", 10000);
}

void check_sizes(const JsonObject& vision, const VisionConfig& config,
                 int32_t text_hidden_size) {
  check_divides(vision, "num_heads", config.embed_dim, config.num_heads);
  check_product(
      vision, "spatial_merge_size",
      {config.embed_dim, config.spatial_merge_size, config.spatial_merge_size});
  check_product(vision, "patch_size",
                {config.in_channels, config.temporal_patch_size,
                 config.patch_size, config.patch_size});
  if (config.head_dim % 4 != 0) {
    vision.fail("num_heads", "the head dimension must be a multiple of 4");
  }
  if (config.hidden_size != text_hidden_size) {
    vision.fail("out_hidden_size", "expected the text decoder's hidden_size " +
                                       std::to_string(text_hidden_size) +
                                       ", found " +
                                       std::to_string(config.hidden_size));
  }
  if (int64_t{config.patch_size} * config.spatial_merge_size > 4096) {
    vision.fail("patch_size", "out of range");
  }
}

VisionConfig read_sizes(const JsonObject& vision) {
  VisionConfig config;
  config.depth = layer_count_or(vision, "depth", 27);
  config.embed_dim = dimension_or(vision, "hidden_size", 1152);
  config.hidden_size = dimension_or(vision, "out_hidden_size", 3584);
  config.num_heads = dimension_or(vision, "num_heads", 16);
  config.head_dim = config.embed_dim / config.num_heads;
  config.mlp_hidden_size = dimension_or(vision, "intermediate_size", 4304);
  config.patch_size = square_or(vision, "patch_size", 16);
  config.temporal_patch_size = square_or(vision, "temporal_patch_size", 2);
  config.spatial_merge_size = dimension_or(vision, "spatial_merge_size", 2);
  config.in_channels = read_in_channels(vision);
  config.image_mean = kHalf;
  config.image_std = kHalf;
  return config;
}

}  // namespace

TowerConfig read_tower_config(const JsonObject& vision,
                              int32_t text_hidden_size) {
  TowerConfig config;
  config.vision = read_sizes(vision);
  check_tower(vision);
  check_sizes(vision, config.vision, text_hidden_size);
  config.num_position_embeddings =
      dimension_or(vision, "num_position_embeddings", 2304);
  read_deepstack(vision, config);
  return config;
}

}  // namespace tkr::embed::qwen3_vl
