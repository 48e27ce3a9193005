// What config.json says that every architecture has: sizes, quantisation, ids.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace tkr::embed {

// A text decoder with grouped queries and multimodal rotary positions.
struct TextConfig {
  int32_t hidden_size = 0;
  int32_t intermediate_size = 0;
  int32_t num_hidden_layers = 0;
  int32_t num_attention_heads = 0;
  int32_t num_key_value_heads = 0;
  int32_t head_dim = 0;
  int32_t vocab_size = 0;
  int32_t max_position_embeddings = 0;
  float rms_norm_eps = 0;
  double rope_theta = 0;
  // Rotary frequencies that take the temporal, height and width position.
  std::array<int32_t, 3> mrope_section{};
};

// A vision tower over square patches; hidden_size is the width of the rows that
// stand in place of image tokens.
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
  // What a channel's values, 0 to 1, are normalised by.
  std::array<float, 3> image_mean{};
  std::array<float, 3> image_std{};
};

// MLX's affine quantisation: w = scale * q + bias for each group of columns.
struct Quantization {
  int32_t group_size = 0;  // 32 | 64 | 128
  int32_t bits = 0;        // 4 | 8
  bool operator==(const Quantization&) const = default;
};

// How a quantised weight lies in a file, as MLX's converters call it. "affine":
// scales and biases are floats, codes of so many bits a row's stream of bits,
// the lowest first. Of the others, without biases, a value is its float of few
// bits times its group's scale, a byte:
//   mxfp4   groups of 32, E2M1, scales E8M0      (OCP Microscaling Formats
//   v1.0) mxfp8   groups of 32, E4M3, scales E8M0 nvfp4   groups of 16, E2M1,
//   scales E4M3
struct Packing {
  int32_t group_size = 0;
  int32_t bits = 0;
  std::string mode = "affine";
  bool operator==(const Packing&) const = default;
};

// The "quantization" object that MLX converters write.
struct QuantizationConfig {
  std::optional<Packing> whole;
  // By stored module path; nullopt: that module is not quantised.
  std::map<std::string, std::optional<Packing>> modules;
};

struct ModelConfig {
  TextConfig text;
  VisionConfig vision;
  QuantizationConfig quantization;
  int32_t image_token_id = 0;
  // The language model's head is the table of embeddings.
  bool tie_word_embeddings = false;

  // patch_size * spatial_merge_size.
  int32_t image_factor() const {
    return vision.patch_size * vision.spatial_merge_size;
  }
  // Patches that one image token stands for: spatial_merge_size squared.
  int32_t patches_per_token() const {
    return vision.spatial_merge_size * vision.spatial_merge_size;
  }
};

}  // namespace tkr::embed
