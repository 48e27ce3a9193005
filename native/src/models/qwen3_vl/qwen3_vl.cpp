#include "models/qwen3_vl/qwen3_vl.h"

#include <mlx/ops.h>

#include "checkpoint/config_fields.h"
#include "nn/arrays.h"
#include "nn/rotary_tables.h"
#include "nn/text_decoder.h"
#include "nn/token_rows.h"

namespace tkr::embed::qwen3_vl {
namespace {

namespace mx = mlx::core;

TowerConfig read_tower(const JsonObject& root, int32_t text_hidden_size) {
  return read_tower_config(root.object("vision_config"), text_hidden_size);
}

ModelConfig read_config(const JsonObject& root) {
  ModelConfig config;
  config.text = read_text_config(root.object("text_config"));
  config.vision = read_tower(root, config.text.hidden_size).vision;
  config.quantization = read_quantization_config(root);
  config.image_token_id =
      read_token_id(root, {"image_token_id", 151655, config.text.vocab_size});
  config.tie_word_embeddings = read_tie_word_embeddings(root);
  return config;
}

// What is added to the rows of a pass after each of the first layers: nothing
// to those of text.
std::vector<mx::array> layer_additions(const TokenRows& rows,
                                       const Network::ImageFeatures& features) {
  std::vector<mx::array> additions;
  auto text = static_cast<int32_t>(rows.text_ids.size());
  std::vector<int32_t> sources;
  for (int32_t source : rows.sources) {
    sources.push_back(std::max(0, source - text + 1));
  }
  for (size_t i = 1; i < features.size(); ++i) {
    mx::array nothing = mx::zeros({1, features[i].shape(1)});
    additions.push_back(take_rows(stack_rows({nothing, features[i]}), sources));
  }
  return additions;
}

class Qwen3VlNetwork final : public Network {
 public:
  Qwen3VlNetwork(const ModelConfig& config, const TowerConfig& tower,
                 const NetworkParts& parts)
      : image_token_id_(config.image_token_id),
        positions_(parts.positions),
        rotary_{config.text.rope_theta,
                interleaved_axes(config.text.mrope_section,
                                 config.text.head_dim / 2)},
        vision_(tower, parts.weights, parts.ops),
        text_(config.text, parts.weights, parts.ops, parts.pooled_last_layer) {}

  ImageFeatures see(std::span<const ImageInput> images) const override {
    return vision_.forward(images);
  }

  array forward(const ImageFeatures& features,
                const std::vector<Segment>& segments) const override {
    TokenRows rows = token_rows(segments, image_token_id_, positions_);
    text_.pad(rows);
    return text_.last_hidden_states(
        {text_.embed(rows, features), text_rotary(rows.positions, rotary_),
         segments, layer_additions(rows, features)});
  }

 private:
  int32_t image_token_id_;
  PositionMode positions_;
  MultimodalRotary rotary_;
  VisionTower vision_;
  TextDecoder text_;
};

class Qwen3Vl final : public Architecture {
 public:
  explicit Qwen3Vl(const JsonObject& root)
      : Architecture(read_config(root)),
        tower_(read_tower(root, config().text.hidden_size)) {}

  std::vector<ModuleSpec> module_specs() const override {
    return qwen3_vl::module_specs(config().text, tower_);
  }

  // Beside the usual: each DeepStack feature of all image tokens, twice more
  // while passes are stacked or rows dealt out, and its row for every token.
  int64_t pass_bytes(const PassShape& pass) const override {
    int64_t rows = 0;
    for (const ImageInput& image : pass.images) {
      rows += 3 * int64_t{image.tokens()};
    }
    for (const Segment& segment : pass.segments) {
      if (!pass.images.empty()) rows += segment.length;
    }
    int64_t features =
        static_cast<int64_t>(tower_.deepstack_visual_indexes.size());
    return estimate_pass_bytes(pass, config()) +
           rows * features * config().text.hidden_size *
               static_cast<int64_t>(sizeof(float));
  }

  std::unique_ptr<Network> build(const NetworkParts& parts) const override {
    return std::make_unique<Qwen3VlNetwork>(config(), tower_, parts);
  }

 private:
  TowerConfig tower_;
};

}  // namespace

std::unique_ptr<Architecture> parse(const JsonObject& root) {
  return std::make_unique<Qwen3Vl>(root);
}

}  // namespace tkr::embed::qwen3_vl
