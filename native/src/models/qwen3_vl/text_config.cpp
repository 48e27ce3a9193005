#include "checkpoint/config_fields.h"
#include "checkpoint/decoder_fields.h"
#include "models/qwen3_vl/qwen3_vl.h"

namespace tkr::embed::qwen3_vl {
namespace {

// Qwen3VLTextConfig's defaults, which re-saved files leave out.
constexpr RopeFields kRope = {5e5, {24, 20, 20}, true};

int32_t read_key_value_heads(const JsonObject& text, int32_t heads) {
  const char* key = "num_key_value_heads";
  bool null = !text.has(key) && text.value().contains(key);
  return null ? heads : dimension_or(text, key, 32);
}

void read_sizes(const JsonObject& text, TextConfig& config) {
  config.hidden_size = dimension_or(text, "hidden_size", 4096);
  config.intermediate_size = dimension_or(text, "intermediate_size", 22016);
  config.num_hidden_layers = layer_count_or(text, "num_hidden_layers", 32);
  config.num_attention_heads = dimension_or(text, "num_attention_heads", 32);
  config.num_key_value_heads =
      read_key_value_heads(text, config.num_attention_heads);
  config.head_dim = dimension_or(text, "head_dim", 128);
  config.vocab_size = dimension_or(text, "vocab_size", 151936);
  config.max_position_embeddings =
      dimension_or(text, "max_position_embeddings", 128000);
}

void check_attention(const JsonObject& text, const TextConfig& config) {
  check_divides(text, "num_key_value_heads", config.num_attention_heads,
                config.num_key_value_heads);
  check_product(text, "num_attention_heads",
                {config.num_attention_heads, config.head_dim});
  if (config.head_dim % 2 != 0) {
    text.fail("head_dim",
              "must be even, found " + std::to_string(config.head_dim));
  }
  expect_boolean(text, "attention_bias", false);
  check_every_token_is_seen(text);
}

}  // namespace

TextConfig read_text_config(const JsonObject& text) {
  expect_string(text, "model_type", {"qwen3_vl_text", "qwen3_vl"});
  TextConfig config;
  read_sizes(text, config);
  config.rms_norm_eps =
      static_cast<float>(text.number_or("rms_norm_eps", 1e-6));
  if (!(config.rms_norm_eps > 0 && config.rms_norm_eps < 1)) {
    text.fail("rms_norm_eps", "expected a number between 0 and 1");
  }
  expect_string(text, "hidden_act", "silu");
  check_attention(text, config);
  // As transformers has it, the sections need not fill half of the head: what
  // they leave takes the temporal position.
  RopeFields rope = read_rope(text, kRope);
  config.rope_theta = rope.theta;
  config.mrope_section = rope.mrope_section;
  return config;
}

}  // namespace tkr::embed::qwen3_vl
