#include <mlx/ops.h>

#include "models/qwen2_vl/qwen2_vl.h"
#include "nn/arrays.h"

namespace tkr::embed::qwen2_vl {
namespace {

namespace mx = mlx::core;

}  // namespace

VisionTower::VisionTower(const VisionConfig& config, const Weights& weights,
                         const Ops& ops)
    : config_(config),
      ops_(ops),
      layers_(config, ops, &Ops::quick_gelu),
      patch_embed_(weights.linear("visual.patch_embed.proj")),
      blocks_(vision_blocks(weights, config.depth, kVisionMlp)),
      ln_q_(weights.norm("visual.merger.ln_q")),
      merger_in_(weights.linear("visual.merger.mlp.0")),
      merger_out_(weights.linear("visual.merger.mlp.2")) {}

mx::array VisionTower::forward(std::span<const ImageInput> images) const {
  std::vector<array> rows;
  for (auto pass : vision_passes(images, config_)) {
    rows.push_back(run_pass(pass));
  }
  return stack_rows(rows);
}

mx::array VisionTower::run_pass(std::span<const ImageInput> images) const {
  PatchLayout layout = patch_layout(images, config_);
  array x = ops_.linear(pixel_rows(images, config_), patch_embed_);
  for (const VisionBlock& block : blocks_) x = layers_.run(block, x, layout);
  array merged = merge(x);
  evaluate_layer({merged});
  return merged;
}

// Joins the merge blocks, which are consecutive rows.
mx::array VisionTower::merge(const array& x) const {
  array normed = ops_.layer_norm(x, ln_q_, VisionLayers::kEps);
  int joined = config_.spatial_merge_size * config_.spatial_merge_size;
  array blocks =
      mx::reshape(normed, {x.shape(0) / joined, config_.embed_dim * joined});
  return ops_.linear(ops_.gelu(ops_.linear(blocks, merger_in_)), merger_out_);
}

}  // namespace tkr::embed::qwen2_vl
