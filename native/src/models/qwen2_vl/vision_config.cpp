#include "checkpoint/config_fields.h"
#include "models/qwen2_vl/qwen2_vl.h"

namespace tkr::embed::qwen2_vl {
namespace {

// CLIP's constants, which Qwen2-VL's processor takes.
constexpr std::array<float, 3> kMean = {0.48145466f, 0.4578275f, 0.40821073f};
constexpr std::array<float, 3> kStd = {0.26862954f, 0.26130258f, 0.27577711f};

int32_t read_in_channels(const JsonObject& vision) {
  const char* key = vision.has("in_channels") ? "in_channels" : "in_chans";
  int32_t channels = dimension_or(vision, key, 3);
  if (channels != 3) vision.fail(key, "expected 3 (red, green, blue)");
  return channels;
}

int32_t read_patch_size(const JsonObject& vision) {
  return square_or(
      vision, vision.has("patch_size") ? "patch_size" : "spatial_patch_size",
      14);
}

constexpr double kMaxHiddenSize = 1 << 24;

int32_t read_mlp_hidden_size(const JsonObject& vision, int32_t embed_dim) {
  double size = embed_dim * vision.number_or("mlp_ratio", 4);
  if (!(size >= 1 && size <= kMaxHiddenSize)) {
    vision.fail("mlp_ratio", "out of range");
  }
  return static_cast<int32_t>(size);
}

// What sets Qwen2-VL's tower apart from those of its successors.
void check_tower(const JsonObject& vision) {
  expect_string(vision, "hidden_act", "quick_gelu");
  expect_string(vision, "model_type", {"qwen2_vl", "qwen2_vl_vision"});
  for (const char* key :
       {"window_size", "fullatt_block_indexes", "deepstack_visual_indexes"}) {
    if (vision.has(key)) vision.fail(key, "another model's vision tower");
  }
  if (!vision.has("rope_parameters")) return;
  expect_number(vision.object("rope_parameters"), "rope_theta", 10000);
}

void check_vision(const JsonObject& vision, const VisionConfig& config,
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
    vision.fail("hidden_size", "expected the text decoder's hidden_size " +
                                   std::to_string(text_hidden_size) +
                                   ", found " +
                                   std::to_string(config.hidden_size));
  }
  if (config.patch_size * config.spatial_merge_size > 4096) {
    vision.fail("patch_size", "out of range");
  }
}

}  // namespace

VisionConfig read_vision_config(const JsonObject& vision,
                                int32_t text_hidden_size) {
  VisionConfig config;
  config.depth = layer_count_or(vision, "depth", 32);
  config.embed_dim = dimension_or(vision, "embed_dim", 1280);
  config.hidden_size = dimension_or(vision, "hidden_size", text_hidden_size);
  config.num_heads = dimension_or(vision, "num_heads", 16);
  config.head_dim = config.embed_dim / config.num_heads;
  config.mlp_hidden_size = read_mlp_hidden_size(vision, config.embed_dim);
  config.patch_size = read_patch_size(vision);
  config.temporal_patch_size = square_or(vision, "temporal_patch_size", 2);
  config.spatial_merge_size = dimension_or(vision, "spatial_merge_size", 2);
  config.in_channels = read_in_channels(vision);
  config.image_mean = kMean;
  config.image_std = kStd;
  check_tower(vision);
  check_vision(vision, config, text_hidden_size);
  return config;
}

}  // namespace tkr::embed::qwen2_vl
