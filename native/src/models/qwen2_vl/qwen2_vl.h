// Qwen2-VL (arXiv 2409.12191), as transformers' modeling_qwen2_vl.py computes
// it: a Qwen2 decoder with contiguous M-RoPE sections, a vision tower with
// quick GELU and one patch merger. The last token is pooled.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "checkpoint/json.h"
#include "checkpoint/module_specs.h"
#include "models/architecture.h"
#include "nn/vision_block.h"

namespace tkr::embed::qwen2_vl {

constexpr VisionMlpNames kVisionMlp{"mlp.fc1", "mlp.fc2"};

// root: config.json, flat or with text_config, as transformers
// (configuration_qwen2_vl.py) and mlx-vlm write it.
std::unique_ptr<Architecture> parse(const JsonObject& root);

TextConfig read_text_config(const JsonObject& text);
VisionConfig read_vision_config(const JsonObject& vision,
                                int32_t text_hidden_size);

std::vector<ModuleSpec> module_specs(const ModelConfig& config);

class VisionTower {
 public:
  using array = mlx::core::array;

  // ops must outlive the tower.
  VisionTower(const VisionConfig& config, const Weights& weights,
              const Ops& ops);

  // One row an image token, [tokens, hidden_size], f32, images in order: all
  // images packed, attention within each. Large batches are cut into passes.
  array forward(std::span<const ImageInput> images) const;

 private:
  array run_pass(std::span<const ImageInput> images) const;
  array merge(const array& x) const;

  VisionConfig config_;
  const Ops& ops_;
  VisionLayers layers_;
  Linear patch_embed_;
  std::vector<VisionBlock> blocks_;
  Norm ln_q_;
  Linear merger_in_;
  Linear merger_out_;
};

}  // namespace tkr::embed::qwen2_vl
