#include "nn/vision_block.h"

#include <mlx/ops.h>

#include <array>
#include <memory>

#include "nn/arrays.h"
#include "nn/pass_limits.h"
#include "nn/patches.h"
#include "nn/positions.h"
#include "nn/rotary_tables.h"
#include "nn/stacked_linears.h"

namespace tkr::embed {
namespace {

namespace mx = mlx::core;

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

// A stored qkv's rows in thirds, sharing its memory.
std::array<Linear, 3> split_qkv(const Linear& qkv) {
  auto whole = std::make_shared<const Linear>(qkv);
  int width = qkv.weight.shape(0) / 3;
  return {layer_rows(whole, 0, width), layer_rows(whole, width, width),
          layer_rows(whole, 2 * width, width)};
}

VisionBlock vision_block(const Weights& weights, const std::string& path,
                         const VisionMlpNames& mlp) {
  auto [q, k, v] = split_qkv(weights.linear(path + "attn.qkv"));
  return {weights.norm(path + "norm1"),
          q,
          k,
          v,
          weights.linear(path + "attn.proj"),
          weights.norm(path + "norm2"),
          weights.linear(path + mlp.fc1),
          weights.linear(path + mlp.fc2)};
}

}  // namespace

std::vector<VisionBlock> vision_blocks(const Weights& weights, int32_t count,
                                       const VisionMlpNames& mlp) {
  std::vector<VisionBlock> blocks;
  for (int32_t i = 0; i < count; ++i) {
    blocks.push_back(vision_block(weights, vision_block_path(i), mlp));
  }
  return blocks;
}

PatchLayout patch_layout(std::span<const ImageInput> images,
                         const VisionConfig& config) {
  std::vector<int> lengths;
  std::vector<Position> positions;
  for (const ImageInput& image : images) {
    lengths.push_back(static_cast<int>(patch_count(image, config)));
    auto own = patch_positions(image, config.spatial_merge_size);
    positions.insert(positions.end(), own.begin(), own.end());
  }
  return {lengths, vision_rotary(positions, config.head_dim)};
}

mx::array pixel_rows(std::span<const ImageInput> images,
                     const VisionConfig& config) {
  int64_t rows = 0;
  for (const ImageInput& image : images) rows += patch_count(image, config);
  int32_t columns = patch_row_size(config);
  auto values = std::make_unique_for_overwrite<float[]>(
      static_cast<size_t>(rows * columns));
  float* next = values.get();
  for (const ImageInput& image : images) {
    write_patches(image, config, next);
    next += patch_count(image, config) * columns;
  }
  // Without a copy where the device reads the host's memory.
  return mx::array(values.release(), {static_cast<int>(rows), columns},
                   mx::float32,
                   [](void* data) { delete[] static_cast<float*>(data); });
}

std::vector<std::span<const ImageInput>> vision_passes(
    std::span<const ImageInput> images, const VisionConfig& config) {
  std::vector<std::span<const ImageInput>> passes;
  while (!images.empty()) {
    passes.push_back(images.first(pass_size(images, config)));
    images = images.subspan(passes.back().size());
  }
  return passes;
}

VisionLayers::VisionLayers(const VisionConfig& config, const Ops& ops,
                           Activation activation)
    : config_(config), ops_(ops), activation_(activation) {}

mx::array VisionLayers::run(const VisionBlock& block, const array& x,
                            const PatchLayout& layout) const {
  array attended = attention(block, x, layout);
  array y = mlp(block, ops_.linear_add(attended, block.proj, x));
  evaluate_layer({y});
  return y;
}

mx::array VisionLayers::attention(const VisionBlock& block, const array& x,
                                  const PatchLayout& layout) const {
  const auto parts = ops_.linears({ops_.layer_norm(x, block.norm1, kEps)},
                                  std::array{block.q, block.k, block.v});
  auto heads = [&](const array& part) {
    return mx::reshape(part, {x.shape(0), config_.num_heads, config_.head_dim});
  };
  array q = ops_.rotary(heads(parts[0]), layout.rotary);
  array k = ops_.rotary(heads(parts[1]), layout.rotary);
  array v = heads(parts[2]);
  std::vector<array> attended;
  int begin = 0;
  for (int length : layout.lengths) {
    attended.push_back(ops_.attention({row_slice(q, begin, length),
                                       row_slice(k, begin, length),
                                       row_slice(v, begin, length), false}));
    begin += length;
  }
  return mx::reshape(stack_rows(attended), {x.shape(0), config_.embed_dim});
}

mx::array VisionLayers::mlp(const VisionBlock& block, const array& x) const {
  std::vector<array> parts;
  for (int begin = 0; begin < x.shape(0); begin += ops_.mlp_rows()) {
    array rows =
        row_slice(x, begin, std::min(ops_.mlp_rows(), x.shape(0) - begin));
    array normed = ops_.layer_norm(rows, block.norm2, kEps);
    array hidden = (ops_.*activation_)(ops_.linear(normed, block.fc1));
    parts.push_back(ops_.linear_add(hidden, block.fc2, rows));
    if (rows.shape(0) < x.shape(0)) evaluate_layer({parts.back()});
  }
  return stack_rows(parts);
}

}  // namespace tkr::embed
