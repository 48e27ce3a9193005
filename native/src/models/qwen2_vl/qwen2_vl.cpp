#include "models/qwen2_vl/qwen2_vl.h"

#include "checkpoint/config_fields.h"
#include "nn/rotary_tables.h"
#include "nn/text_decoder.h"
#include "nn/token_rows.h"

namespace tkr::embed::qwen2_vl {
namespace {

// The text decoder's fields stand in text_config, at the top, or both: then
// text_config's count.
TextConfig read_text_fields(const JsonObject& root) {
  if (!root.has("text_config")) return read_text_config(root);
  Json fields = root.value();
  for (const auto& [key, value] : root.object("text_config").value().items()) {
    if (!value.is_null()) fields[key] = value;
  }
  return read_text_config(JsonObject(fields, root.file(), "text_config"));
}

VisionConfig read_vision_fields(const JsonObject& root,
                                int32_t text_hidden_size) {
  if (root.has("vision_config")) {
    return read_vision_config(root.object("vision_config"), text_hidden_size);
  }
  Json pruned = Json::object();
  return read_vision_config(JsonObject(pruned, root.file(), "vision_config"),
                            text_hidden_size);
}

ModelConfig read_config(const JsonObject& root) {
  ModelConfig config;
  config.text = read_text_fields(root);
  config.vision = read_vision_fields(root, config.text.hidden_size);
  config.quantization = read_quantization_config(root);
  config.image_token_id =
      read_token_id(root, {"image_token_id", 151655, config.text.vocab_size});
  config.tie_word_embeddings = read_tie_word_embeddings(root);
  return config;
}

class Qwen2VlNetwork final : public Network {
 public:
  Qwen2VlNetwork(const ModelConfig& config, const NetworkParts& parts)
      : image_token_id_(config.image_token_id),
        positions_(parts.positions),
        rotary_{config.text.rope_theta,
                contiguous_axes(config.text.mrope_section)},
        vision_(config.vision, parts.weights, parts.ops),
        text_(config.text, parts.weights, parts.ops, parts.pooled_last_layer) {}

  ImageFeatures see(std::span<const ImageInput> images) const override {
    return {vision_.forward(images)};
  }

  array forward(const ImageFeatures& features,
                const std::vector<Segment>& segments) const override {
    TokenRows rows = token_rows(segments, image_token_id_, positions_);
    text_.pad(rows);
    return text_.last_hidden_states({text_.embed(rows, features),
                                     text_rotary(rows.positions, rotary_),
                                     segments,
                                     {}});
  }

 private:
  int32_t image_token_id_;
  PositionMode positions_;
  MultimodalRotary rotary_;
  VisionTower vision_;
  TextDecoder text_;
};

class Qwen2Vl final : public Architecture {
 public:
  explicit Qwen2Vl(const JsonObject& root) : Architecture(read_config(root)) {}

  std::vector<ModuleSpec> module_specs() const override {
    return qwen2_vl::module_specs(config());
  }

  std::unique_ptr<Network> build(const NetworkParts& parts) const override {
    return std::make_unique<Qwen2VlNetwork>(config(), parts);
  }
};

}  // namespace

std::unique_ptr<Architecture> parse(const JsonObject& root) {
  return std::make_unique<Qwen2Vl>(root);
}

}  // namespace tkr::embed::qwen2_vl
