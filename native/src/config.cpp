#include "config.h"

#include <filesystem>
#include <stdexcept>

namespace tkr::embed {
namespace {

constexpr int64_t kMaxConfigBytes = 16 << 20;
constexpr int64_t kMaxDimension = 1 << 24;

int32_t dimension(const JsonObject& object, const std::string& key,
                  int64_t value) {
  if (value >= 1 && value <= kMaxDimension) return static_cast<int32_t>(value);
  object.fail(key, "expected 1 to " + std::to_string(kMaxDimension) +
                       ", found " + std::to_string(value));
}

int32_t dimension(const JsonObject& object, const std::string& key) {
  return dimension(object, key, object.integer(key));
}

int32_t dimension_or(const JsonObject& object, const std::string& key,
                     int64_t fallback) {
  return dimension(object, key, object.integer_or(key, fallback));
}

// config.json of re-saved checkpoints omits values equal to the class default;
// a key written as a one-value list ([14, 14]) is read as that value.
int32_t square_or(const JsonObject& object, const std::string& key,
                  int64_t fallback) {
  if (!object.has(key) || !object.value().at(key).is_array()) {
    return dimension_or(object, key, fallback);
  }
  auto values = object.integers(key);
  if (values.empty()) object.fail(key, "empty list");
  for (int64_t value : values) {
    if (value != values[0]) object.fail(key, "patches are not square");
  }
  return dimension(object, key, values[0]);
}

void check_divides(const JsonObject& object, const std::string& key,
                   int32_t whole, int32_t part) {
  if (whole % part == 0) return;
  object.fail(
      key, std::to_string(part) + " does not divide " + std::to_string(whole));
}

void expect_string(const JsonObject& object, const std::string& key,
                   const char* expected) {
  std::string found = object.string_or(key, expected);
  if (found == expected) return;
  object.fail(
      key, "\"" + found + "\" is not supported, only \"" + expected + "\" is");
}

void check_architecture(const JsonObject& root) {
  std::string type = root.string("model_type");
  if (type == "qwen2_vl") return;
  root.fail("model_type", "the architecture \"" + type +
                              "\" is not supported, only \"qwen2_vl\" is");
}

void check_rope_type(const JsonObject& rope, const std::string& key) {
  std::string type = rope.string_or(key, "default");
  if (type == "default" || type == "mrope") return;
  rope.fail(key, "the rotary scaling \"" + type + "\" is not supported");
}

// rope_parameters (transformers 5) or rope_scaling; nullopt: neither.
std::optional<JsonObject> rope_object(const JsonObject& text) {
  for (const char* key : {"rope_parameters", "rope_scaling"}) {
    if (text.has(key)) return text.object(key);
  }
  return std::nullopt;
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
  config.rope_theta = text.number_or("rope_theta", 1e6);
  std::string key = "mrope_section";
  auto rope = rope_object(text);
  if (rope) {
    check_rope_type(*rope, "type");
    check_rope_type(*rope, "rope_type");
    config.rope_theta = rope->number_or("rope_theta", config.rope_theta);
    read_mrope_section(*rope, config);
  }
  const auto& section = config.mrope_section;
  if (2 * (section[0] + section[1] + section[2]) != config.head_dim) {
    (rope ? *rope : text)
        .fail(key, "its sum must be half of the head dimension " +
                       std::to_string(config.head_dim));
  }
  if (!(config.rope_theta > 0)) text.fail("rope_theta", "must be positive");
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
  if (text.boolean_or("use_sliding_window", false)) {
    text.fail("use_sliding_window", "sliding windows are not supported");
  }
}

TextConfig read_text(const JsonObject& text) {
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
  check_attention(text, config);
  read_rope(text, config);
  return config;
}

// The text decoder's fields stand in text_config, at the top, or both: then
// text_config's count.
TextConfig read_text_fields(const JsonObject& root, const std::string& file) {
  if (!root.has("text_config")) return read_text(root);
  Json fields = root.value();
  for (const auto& [key, value] : root.object("text_config").value().items()) {
    if (!value.is_null()) fields[key] = value;
  }
  return read_text(JsonObject(fields, file, "text_config"));
}

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

int32_t read_mlp_hidden_size(const JsonObject& vision, int32_t embed_dim) {
  double size = embed_dim * vision.number_or("mlp_ratio", 4);
  if (!(size >= 1 && size <= static_cast<double>(kMaxDimension))) {
    vision.fail("mlp_ratio", "out of range");
  }
  return static_cast<int32_t>(size);
}

void check_vision(const JsonObject& vision, const VisionConfig& config,
                  int32_t text_hidden_size) {
  check_divides(vision, "num_heads", config.embed_dim, config.num_heads);
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

VisionConfig read_vision(const JsonObject& vision, int32_t text_hidden_size) {
  VisionConfig config;
  config.depth = dimension_or(vision, "depth", 32);
  config.embed_dim = dimension_or(vision, "embed_dim", 1280);
  config.hidden_size = dimension_or(vision, "hidden_size", text_hidden_size);
  config.num_heads = dimension_or(vision, "num_heads", 16);
  config.head_dim = config.embed_dim / config.num_heads;
  config.mlp_hidden_size = read_mlp_hidden_size(vision, config.embed_dim);
  config.patch_size = read_patch_size(vision);
  config.temporal_patch_size = square_or(vision, "temporal_patch_size", 2);
  config.spatial_merge_size = dimension_or(vision, "spatial_merge_size", 2);
  config.in_channels = read_in_channels(vision);
  expect_string(vision, "hidden_act", "quick_gelu");
  check_vision(vision, config, text_hidden_size);
  return config;
}

std::optional<Quantization> read_quantization(const JsonObject& object) {
  if (object.string_or("mode", "affine") != "affine") {
    object.fail("mode", "only the mode \"affine\" is supported");
  }
  Quantization quantization;
  quantization.group_size = dimension(object, "group_size");
  quantization.bits = dimension(object, "bits");
  return quantization;
}

QuantizationConfig read_quantizations(const JsonObject& object) {
  QuantizationConfig config;
  if (object.has("group_size")) config.whole = read_quantization(object);
  for (const auto& [path, value] : object.value().items()) {
    if (value.is_object()) {
      config.modules[path] = read_quantization(object.object(path));
    } else if (value.is_boolean() && !value.get<bool>()) {
      config.modules[path] = std::nullopt;
    }
  }
  return config;
}

// "quantization" is MLX's; "quantization_config" its copy, or another
// library's format, whose tensors MLX does not read.
QuantizationConfig find_quantization(const JsonObject& root) {
  if (root.has("quantization")) {
    return read_quantizations(root.object("quantization"));
  }
  if (!root.has("quantization_config")) return {};
  JsonObject object = root.object("quantization_config");
  if (object.has("quant_method")) {
    object.fail("quant_method", "the format \"" +
                                    object.string("quant_method") +
                                    "\" is not supported, only MLX's is");
  }
  return read_quantizations(object);
}

int32_t read_image_token_id(const JsonObject& root, int32_t vocab_size) {
  int64_t id = root.integer_or("image_token_id", 151655);
  if (id < 0 || id >= vocab_size) {
    root.fail("image_token_id", std::to_string(id) +
                                    " is not below vocab_size " +
                                    std::to_string(vocab_size));
  }
  return static_cast<int32_t>(id);
}

}  // namespace

int32_t ModelConfig::image_factor() const {
  return vision.patch_size * vision.spatial_merge_size;
}

int32_t ModelConfig::patches_per_token() const {
  return vision.spatial_merge_size * vision.spatial_merge_size;
}

ModelConfig parse_config(const Json& json, const std::string& file) {
  JsonObject root(json, file);
  check_architecture(root);
  ModelConfig config;
  config.text = read_text_fields(root, file);
  Json pruned = Json::object();
  config.vision = read_vision(root.has("vision_config")
                                  ? root.object("vision_config")
                                  : JsonObject(pruned, file, "vision_config"),
                              config.text.hidden_size);
  config.quantization = find_quantization(root);
  config.image_token_id = read_image_token_id(root, config.text.vocab_size);
  return config;
}

ModelConfig read_config(const std::string& folder) {
  std::filesystem::path file = std::filesystem::path(folder) / "config.json";
  if (!std::filesystem::is_directory(folder)) {
    throw std::runtime_error(folder + ": no such folder");
  }
  if (!std::filesystem::exists(file)) {
    throw std::runtime_error(file.string() + ": no such file");
  }
  return parse_config(read_json_file(file.string(), kMaxConfigBytes),
                      file.string());
}

}  // namespace tkr::embed
