// config.json of a Qwen2-VL checkpoint, flat or with text_config, as
// transformers (configuration_qwen2_vl.py) and mlx-vlm write it.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "checkpoint/json.h"

namespace tkr::embed {

// The Qwen2 text decoder.
struct TextConfig {
  int32_t hidden_size = 0;
  int32_t intermediate_size = 0;
  int32_t num_hidden_layers = 0;
  int32_t num_attention_heads = 0;
  int32_t num_key_value_heads = 0;
  int32_t head_dim = 0;  // hidden_size / num_attention_heads
  int32_t vocab_size = 0;
  int32_t max_position_embeddings = 0;
  float rms_norm_eps = 0;
  double rope_theta = 0;
  // Rotary frequencies that take the temporal, height and width position.
  std::array<int32_t, 3> mrope_section{};
};

// The vision tower; hidden_size is the merger's output width.
struct VisionConfig {
  int32_t depth = 0;
  int32_t embed_dim = 0;
  int32_t hidden_size = 0;
  int32_t num_heads = 0;
  int32_t head_dim = 0;  // embed_dim / num_heads
  int32_t mlp_hidden_size = 0;
  int32_t patch_size = 0;
  int32_t temporal_patch_size = 0;
  int32_t spatial_merge_size = 0;
  int32_t in_channels = 0;
};

// MLX's affine quantisation: w = scale * q + bias for each group of columns.
struct Quantization {
  int32_t group_size = 0;  // 32 | 64 | 128
  int32_t bits = 0;        // 4 | 8
  bool operator==(const Quantization&) const = default;
};

// The "quantization" object that MLX converters write.
struct QuantizationConfig {
  std::optional<Quantization> whole;
  // By stored module path; nullopt: that module is not quantised.
  std::map<std::string, std::optional<Quantization>> modules;
};

struct ModelConfig {
  TextConfig text;
  VisionConfig vision;
  QuantizationConfig quantization;
  int32_t image_token_id = 0;

  // patch_size * spatial_merge_size.
  int32_t image_factor() const;
  // Patches that the merger makes one token of: spatial_merge_size squared.
  int32_t patches_per_token() const;
};

// Reads folder/config.json; throws std::runtime_error naming file and key.
ModelConfig read_config(const std::string& folder);

// The same from parsed JSON; file names it in errors.
ModelConfig parse_config(const Json& json, const std::string& file);

}  // namespace tkr::embed
