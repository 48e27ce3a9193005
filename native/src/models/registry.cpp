#include <filesystem>
#include <stdexcept>

#include "checkpoint/config.h"
#include "checkpoint/config_fields.h"

namespace tkr::embed {
namespace {

constexpr int64_t kMaxConfigBytes = 16 << 20;

void check_architecture(const JsonObject& root) {
  std::string type = root.string("model_type");
  if (type == "qwen2_vl") return;
  root.fail("model_type", "the architecture \"" + type +
                              "\" is not supported, only \"qwen2_vl\" is");
}

// The text decoder's fields stand in text_config, at the top, or both: then
// text_config's count.
TextConfig read_text_fields(const JsonObject& root, const std::string& file) {
  if (!root.has("text_config")) return read_text_config(root);
  Json fields = root.value();
  for (const auto& [key, value] : root.object("text_config").value().items()) {
    if (!value.is_null()) fields[key] = value;
  }
  return read_text_config(JsonObject(fields, file, "text_config"));
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
  config.vision = read_vision_config(
      root.has("vision_config") ? root.object("vision_config")
                                : JsonObject(pruned, file, "vision_config"),
      config.text.hidden_size);
  config.quantization = read_quantization_config(root);
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
