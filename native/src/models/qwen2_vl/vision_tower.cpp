#include "models/qwen2_vl/vision_tower.h"

#include <mlx/ops.h>
#include <mlx/transforms.h>

#include "nn/arrays.h"
#include "nn/pass_limits.h"
#include "nn/patches.h"
#include "nn/positions.h"
#include "nn/rotary_tables.h"

namespace tkr::embed {
namespace {

namespace mx = mlx::core;

constexpr float kEps = 1e-6f;

// Rows [begin, begin + count) of a layer, sharing its memory.
Linear layer_rows(const Linear& layer, int begin, int count) {
  Linear rows = layer;
  for (auto* part : {&rows.scales, &rows.biases, &rows.bias}) {
    if (*part) *part = row_slice(**part, begin, count);
  }
  rows.weight = row_slice(layer.weight, begin, count);
  return rows;
}

VisionBlock vision_block(const Weights& weights, int32_t index) {
  std::string path = "visual.blocks." + std::to_string(index) + ".";
  const Linear& qkv = weights.linear(path + "attn.qkv");
  int width = qkv.weight.shape(0) / 3;
  return {weights.norm(path + "norm1"),       layer_rows(qkv, 0, width),
          layer_rows(qkv, width, width),      layer_rows(qkv, 2 * width, width),
          weights.linear(path + "attn.proj"), weights.norm(path + "norm2"),
          weights.linear(path + "mlp.fc1"),   weights.linear(path + "mlp.fc2")};
}

std::vector<VisionBlock> vision_blocks(const Weights& weights, int32_t count) {
  std::vector<VisionBlock> blocks;
  for (int32_t i = 0; i < count; ++i) {
    blocks.push_back(vision_block(weights, i));
  }
  return blocks;
}

std::vector<int> patch_counts(std::span<const ImageInput> images,
                              const VisionConfig& config) {
  std::vector<int> counts;
  for (const ImageInput& image : images) {
    counts.push_back(static_cast<int>(patch_count(image, config)));
  }
  return counts;
}

// [patches, patch_row_size] of all images, f32.
mx::array pixel_rows(std::span<const ImageInput> images,
                     const VisionConfig& config) {
  int64_t rows = 0;
  for (int count : patch_counts(images, config)) rows += count;
  int32_t columns = patch_row_size(config);
  std::vector<float> values(static_cast<size_t>(rows * columns));
  float* next = values.data();
  for (const ImageInput& image : images) {
    write_patches(image, config, next);
    next += patch_count(image, config) * columns;
  }
  return mx::array(values.data(), {static_cast<int>(rows), columns});
}

RotaryTable rotary_of(std::span<const ImageInput> images,
                      const VisionConfig& config) {
  std::vector<Position> positions;
  for (const ImageInput& image : images) {
    auto own = patch_positions(image, config.spatial_merge_size);
    positions.insert(positions.end(), own.begin(), own.end());
  }
  return vision_rotary(positions, config);
}

// How many of the first images one pass takes.
size_t pass_size(std::span<const ImageInput> images,
                 const VisionConfig& config) {
  int64_t rows = patch_count(images[0], config);
  size_t count = 1;
  while (count < images.size()) {
    rows += patch_count(images[count], config);
    if (rows > kMaxPatchRows) break;
    ++count;
  }
  return count;
}

}  // namespace

VisionTower::VisionTower(const VisionConfig& config, const Weights& weights,
                         const Ops& ops)
    : config_(config),
      ops_(ops),
      patch_embed_(weights.linear("visual.patch_embed.proj")),
      blocks_(vision_blocks(weights, config.depth)),
      ln_q_(weights.norm("visual.merger.ln_q")),
      merger_in_(weights.linear("visual.merger.mlp.0")),
      merger_out_(weights.linear("visual.merger.mlp.2")) {}

mx::array VisionTower::forward(std::span<const ImageInput> images) const {
  std::vector<array> passes;
  while (!images.empty()) {
    size_t count = pass_size(images, config_);
    passes.push_back(run_pass(images.first(count)));
    images = images.subspan(count);
  }
  return stack_rows(passes);
}

mx::array VisionTower::run_pass(std::span<const ImageInput> images) const {
  RotaryTable rotary = rotary_of(images, config_);
  std::vector<int> lengths = patch_counts(images, config_);
  array x = ops_.linear(pixel_rows(images, config_), patch_embed_);
  for (const VisionBlock& block : blocks_) {
    x = run_block(block, x, rotary, lengths);
  }
  array merged = merge(x);
  evaluate_layer({merged});
  return merged;
}

mx::array VisionTower::run_block(const VisionBlock& block, const array& x,
                                 const RotaryTable& rotary,
                                 const std::vector<int>& lengths) const {
  array y = mx::add(x, attention(block, ops_.layer_norm(x, block.norm1, kEps),
                                 rotary, lengths));
  y = mx::add(y, mlp(block, ops_.layer_norm(y, block.norm2, kEps)));
  evaluate_layer({y});
  return y;
}

mx::array VisionTower::attention(const VisionBlock& block, const array& x,
                                 const RotaryTable& rotary,
                                 const std::vector<int>& lengths) const {
  auto heads = [&](const Linear& layer) {
    return mx::reshape(ops_.linear(x, layer),
                       {x.shape(0), config_.num_heads, config_.head_dim});
  };
  array q = ops_.rotary(heads(block.q), rotary);
  array k = ops_.rotary(heads(block.k), rotary);
  array v = heads(block.v);
  std::vector<array> attended;
  int begin = 0;
  for (int length : lengths) {
    attended.push_back(ops_.attention({row_slice(q, begin, length),
                                       row_slice(k, begin, length),
                                       row_slice(v, begin, length), false}));
    begin += length;
  }
  return ops_.linear(
      mx::reshape(stack_rows(attended), {x.shape(0), config_.embed_dim}),
      block.proj);
}

mx::array VisionTower::mlp(const VisionBlock& block, const array& x) const {
  std::vector<array> parts;
  for (int begin = 0; begin < x.shape(0); begin += kMaxMlpRows) {
    array rows = row_slice(x, begin, std::min(kMaxMlpRows, x.shape(0) - begin));
    parts.push_back(
        ops_.linear(ops_.quick_gelu(ops_.linear(rows, block.fc1)), block.fc2));
    if (rows.shape(0) < x.shape(0)) evaluate_layer({parts.back()});
  }
  return stack_rows(parts);
}

// Joins the merge blocks, which are consecutive rows.
mx::array VisionTower::merge(const array& x) const {
  array normed = ops_.layer_norm(x, ln_q_, kEps);
  int joined = config_.spatial_merge_size * config_.spatial_merge_size;
  array blocks =
      mx::reshape(normed, {x.shape(0) / joined, config_.embed_dim * joined});
  return ops_.linear(ops_.gelu(ops_.linear(blocks, merger_in_)), merger_out_);
}

}  // namespace tkr::embed
