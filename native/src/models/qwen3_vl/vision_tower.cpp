#include <mlx/ops.h>

#include <algorithm>
#include <cmath>

#include "models/qwen3_vl/qwen3_vl.h"
#include "nn/arrays.h"

namespace tkr::embed::qwen3_vl {
namespace {

namespace mx = mlx::core;

PatchMerger patch_merger(const Weights& weights, const std::string& path,
                         bool norms_joined) {
  return {weights.norm(path + ".norm"), weights.linear(path + ".linear_fc1"),
          weights.linear(path + ".linear_fc2"), norms_joined};
}

std::vector<PatchMerger> deepstack_mergers(const Weights& weights,
                                           size_t count) {
  std::vector<PatchMerger> mergers;
  for (size_t i = 0; i < count; ++i) {
    std::string path = "visual.deepstack_merger_list." + std::to_string(i);
    mergers.push_back(patch_merger(weights, path, true));
  }
  return mergers;
}

// Of the grid that the table's first rows are, as transformers rounds it.
int32_t grid_side(int32_t num_position_embeddings) {
  return static_cast<int32_t>(std::sqrt(num_position_embeddings));
}

// Each feature's rows of all passes.
std::vector<mx::array> stack_features(
    const std::vector<std::vector<mx::array>>& passes) {
  std::vector<mx::array> features;
  for (size_t i = 0; i < passes[0].size(); ++i) {
    std::vector<mx::array> rows;
    for (const auto& pass : passes) rows.push_back(pass[i]);
    features.push_back(stack_rows(rows));
  }
  return features;
}

}  // namespace

VisionTower::VisionTower(const TowerConfig& config, const Weights& weights,
                         const Ops& ops)
    : config_(config.vision),
      deepstack_visual_indexes_(config.deepstack_visual_indexes),
      ops_(ops),
      layers_(config.vision, ops, &Ops::gelu_tanh),
      patch_embed_(weights.linear("visual.patch_embed.proj")),
      positions_(weights.linear("visual.pos_embed"),
                 grid_side(config.num_position_embeddings), ops),
      blocks_(vision_blocks(weights, config.vision.depth, kVisionMlp)),
      merger_(patch_merger(weights, "visual.merger", false)),
      deepstack_mergers_(
          deepstack_mergers(weights, deepstack_visual_indexes_.size())) {}

std::vector<mx::array> VisionTower::forward(
    std::span<const ImageInput> images) const {
  std::vector<std::vector<array>> passes;
  for (auto pass : vision_passes(images, config_)) {
    passes.push_back(run_pass(pass));
  }
  return stack_features(passes);
}

// The mergers' features are in the order of the blocks.
std::vector<mx::array> VisionTower::run_pass(
    std::span<const ImageInput> images) const {
  PatchLayout layout = patch_layout(images, config_);
  array x = mx::add(ops_.linear(pixel_rows(images, config_), patch_embed_),
                    positions_.rows(images, config_.spatial_merge_size));
  std::vector<array> features;
  const auto& indexes = deepstack_visual_indexes_;
  for (size_t i = 0; i < blocks_.size(); ++i) {
    x = layers_.run(blocks_[i], x, layout);
    auto found = std::find(indexes.begin(), indexes.end(), i);
    if (found == indexes.end()) continue;
    auto merger = static_cast<size_t>(found - indexes.begin());
    features.push_back(merge(deepstack_mergers_[merger], x));
    evaluate_layer({features.back()});
  }
  features.insert(features.begin(), merge(merger_, x));
  evaluate_layer(features);
  return features;
}

mx::array VisionTower::merge(const PatchMerger& merger, const array& x) const {
  int joined = config_.spatial_merge_size * config_.spatial_merge_size;
  mx::Shape blocks = {x.shape(0) / joined, config_.embed_dim * joined};
  array rows = merger.norms_joined ? mx::reshape(x, blocks) : x;
  rows = mx::reshape(ops_.layer_norm(rows, merger.norm, VisionLayers::kEps),
                     blocks);
  return ops_.linear(ops_.gelu(ops_.linear(rows, merger.fc1)), merger.fc2);
}

}  // namespace tkr::embed::qwen3_vl
