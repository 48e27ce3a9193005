// Qwen3-VL, as transformers' modeling_qwen3_vl.py computes it: a Qwen3 decoder
// (heads of their own width, normed queries and keys, no biases) with
// interleaved M-RoPE sections; a vision tower with a table of learned
// positions, tanh GELU and, beside the patch merger, DeepStack (arXiv
// 2406.04334): some blocks' rows, merged, are added to the image tokens after
// the first decoder layers. The last token is pooled.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "checkpoint/json.h"
#include "checkpoint/module_specs.h"
#include "models/architecture.h"
#include "nn/position_table.h"
#include "nn/vision_block.h"

namespace tkr::embed::qwen3_vl {

constexpr VisionMlpNames kVisionMlp{"mlp.linear_fc1", "mlp.linear_fc2"};

// root: config.json with text_config and vision_config, as transformers
// (configuration_qwen3_vl.py) and mlx-vlm write it.
std::unique_ptr<Architecture> parse(const JsonObject& root);

struct TowerConfig {
  VisionConfig vision;
  int32_t num_position_embeddings = 0;
  // For each DeepStack merger the block whose rows it takes; none twice.
  std::vector<int32_t> deepstack_visual_indexes;
};

TextConfig read_text_config(const JsonObject& text);
TowerConfig read_tower_config(const JsonObject& vision,
                              int32_t text_hidden_size);

std::vector<ModuleSpec> module_specs(const TextConfig& text,
                                     const TowerConfig& tower);

// Joins the merge blocks of patch rows, which are consecutive, to rows of image
// tokens.
struct PatchMerger {
  Norm norm;
  Linear fc1;
  Linear fc2;
  bool norms_joined = false;  // over a whole merge block, not each patch
};

class VisionTower {
 public:
  using array = mlx::core::array;

  // ops must outlive the tower.
  VisionTower(const TowerConfig& config, const Weights& weights,
              const Ops& ops);

  // [0]: one row an image token, [tokens, hidden_size], f32, images in order;
  // then what is added to them after each of the first decoder layers,
  // likewise. All images packed, attention within each. Large batches are cut
  // into passes.
  std::vector<array> forward(std::span<const ImageInput> images) const;

 private:
  std::vector<array> run_pass(std::span<const ImageInput> images) const;
  array merge(const PatchMerger& merger, const array& x) const;

  VisionConfig config_;
  std::vector<int32_t> deepstack_visual_indexes_;
  const Ops& ops_;
  VisionLayers layers_;
  Linear patch_embed_;
  PositionTable positions_;
  std::vector<VisionBlock> blocks_;
  PatchMerger merger_;
  std::vector<PatchMerger> deepstack_mergers_;
};

}  // namespace tkr::embed::qwen3_vl
