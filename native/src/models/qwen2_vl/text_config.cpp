#include "checkpoint/config_fields.h"
#include "checkpoint/decoder_fields.h"
#include "models/qwen2_vl/qwen2_vl.h"

namespace tkr::embed::qwen2_vl {
namespace {

constexpr RopeFields kRope = {1e6, {16, 24, 24}, false};

void read_positions(const JsonObject& text, TextConfig& config) {
  RopeFields rope = read_rope(text, kRope);
  config.rope_theta = rope.theta;
  config.mrope_section = rope.mrope_section;
  const auto& section = config.mrope_section;
  if (2 * (section[0] + section[1] + section[2]) != config.head_dim) {
    rope_object(text).value_or(text).fail(
        "mrope_section", "its sum must be half of the head dimension " +
                             std::to_string(config.head_dim));
  }
}

void check_attention(const JsonObject& text, const TextConfig& config) {
  check_divides(text, "num_attention_heads", config.hidden_size,
                config.num_attention_heads);
  check_divides(text, "num_key_value_heads", config.num_attention_heads,
                config.num_key_value_heads);
  if (config.head_dim % 2 != 0) {
    text.fail("num_attention_heads", "the head dimension must be even");
  }
  if (text.has("head_dim") && text.integer("head_dim") != config.head_dim) {
    text.fail("head_dim", "expected hidden_size / num_attention_heads = " +
                              std::to_string(config.head_dim));
  }
  check_every_token_is_seen(text);
}

}  // namespace

TextConfig read_text_config(const JsonObject& text) {
  TextConfig config;
  config.hidden_size = dimension(text, "hidden_size");
  config.intermediate_size = dimension(text, "intermediate_size");
  config.num_hidden_layers = layer_count(text, "num_hidden_layers");
  config.num_attention_heads = dimension(text, "num_attention_heads");
  config.num_key_value_heads = dimension(text, "num_key_value_heads");
  config.vocab_size = dimension(text, "vocab_size");
  config.max_position_embeddings =
      dimension_or(text, "max_position_embeddings", 32768);
  config.head_dim = config.hidden_size / config.num_attention_heads;
  config.rms_norm_eps = static_cast<float>(text.number("rms_norm_eps"));
  if (!(config.rms_norm_eps > 0 && config.rms_norm_eps < 1)) {
    text.fail("rms_norm_eps", "expected a number between 0 and 1");
  }
  expect_string(text, "hidden_act", "silu");
  expect_string(text, "model_type", {"qwen2_vl", "qwen2_vl_text"});
  check_attention(text, config);
  read_positions(text, config);
  return config;
}

}  // namespace tkr::embed::qwen2_vl
