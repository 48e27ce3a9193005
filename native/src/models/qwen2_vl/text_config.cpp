#include <optional>

#include "checkpoint/config_fields.h"
#include "models/qwen2_vl/qwen2_vl.h"

namespace tkr::embed::qwen2_vl {
namespace {

void check_rope_type(const JsonObject& rope, const std::string& key) {
  std::string type = rope.string_or(key, "default");
  if (type == "default" || type == "mrope") return;
  rope.fail(key, "the rotary scaling \"" + type + "\" is not supported");
}

// What a table of angles may say that this one does not do.
void check_rope(const JsonObject& rope) {
  check_rope_type(rope, "type");
  check_rope_type(rope, "rope_type");
  expect_boolean(rope, "mrope_interleaved", false);
  expect_number(rope, "partial_rotary_factor", 1);
}

// rope_parameters (transformers 5) or rope_scaling; nullopt: neither.
std::optional<JsonObject> rope_object(const JsonObject& text) {
  std::optional<JsonObject> first;
  for (const char* key : {"rope_parameters", "rope_scaling"}) {
    if (!text.has(key)) continue;
    JsonObject rope = text.object(key);
    check_rope(rope);
    if (!first) {
      first.emplace(rope);
    } else if (rope.value().value("mrope_section", Json()) !=
               first->value().value("mrope_section", Json())) {
      rope.fail("mrope_section", "contradicts rope_parameters");
    }
  }
  return first;
}

// Everywhere it stands it must be the same: which one counts differs between
// versions of transformers.
double read_rope_theta(const JsonObject& text) {
  std::optional<double> theta;
  auto read = [&](const JsonObject& object) {
    if (!object.has("rope_theta")) return;
    double found = object.number("rope_theta");
    if (theta.value_or(found) != found) {
      object.fail("rope_theta", "stands there with two values");
    }
    theta = found;
  };
  read(text);
  for (const char* key : {"rope_parameters", "rope_scaling"}) {
    if (text.has(key)) read(text.object(key));
  }
  return theta.value_or(1e6);
}

void read_mrope_section(const JsonObject& rope, TextConfig& config) {
  if (!rope.has("mrope_section")) return;
  auto section = rope.integers("mrope_section");
  if (section.size() != 3) rope.fail("mrope_section", "expected 3 integers");
  for (size_t i = 0; i < 3; ++i) {
    if (section[i] < 0 || section[i] > config.head_dim) {
      rope.fail("mrope_section", "values out of range");
    }
    config.mrope_section[i] = static_cast<int32_t>(section[i]);
  }
}

void read_rope(const JsonObject& text, TextConfig& config) {
  config.mrope_section = {16, 24, 24};
  std::string key = "mrope_section";
  auto rope = rope_object(text);
  if (rope) read_mrope_section(*rope, config);
  config.rope_theta = read_rope_theta(text);
  const auto& section = config.mrope_section;
  if (2 * (section[0] + section[1] + section[2]) != config.head_dim) {
    (rope ? *rope : text)
        .fail(key, "its sum must be half of the head dimension " +
                       std::to_string(config.head_dim));
  }
  if (!(config.rope_theta > 0)) text.fail("rope_theta", "must be positive");
}

// Causal attention to every token before, in every layer.
void check_every_token_is_seen(const JsonObject& text) {
  if (text.boolean_or("use_sliding_window", false)) {
    text.fail("use_sliding_window", "sliding windows are not supported");
  }
  expect_boolean(text, "is_causal", true);
  expect_boolean(text, "use_bidirectional_attention", false);
  if (!text.has("layer_types")) return;
  for (const Json& type : text.value().at("layer_types")) {
    if (type.is_string() && type.get<std::string>() == "full_attention") {
      continue;
    }
    text.fail("layer_types",
              type.dump() + " is not supported, only \"full_attention\" is");
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
  config.num_hidden_layers = dimension(text, "num_hidden_layers");
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
  read_rope(text, config);
  return config;
}

}  // namespace tkr::embed::qwen2_vl
