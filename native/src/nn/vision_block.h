// What vision towers over square patches share: their input, and blocks of full
// attention within each picture.
#pragma once

#include <span>
#include <vector>

#include "checkpoint/config.h"
#include "checkpoint/module_specs.h"
#include "nn/inputs.h"
#include "nn/ops.h"
#include "nn/weights.h"

namespace tkr::embed {

struct VisionBlock {
  Norm norm1;
  Linear q;
  Linear k;
  Linear v;
  Linear proj;
  Norm norm2;
  Linear fc1;
  Linear fc2;
};

// The blocks of a tower, a stored qkv's rows in thirds that share its memory.
std::vector<VisionBlock> vision_blocks(const Weights& weights, int32_t count,
                                       const VisionMlpNames& mlp);

// The patches of a pass: each picture's count, and where they stand.
struct PatchLayout {
  std::vector<int> lengths;
  RotaryTable rotary;  // [patches, head_dim / 2]
};

PatchLayout patch_layout(std::span<const ImageInput> images,
                         const VisionConfig& config);

// [patches, patch_row_size] of all images in turn, f32 (patches.h).
mlx::core::array pixel_rows(std::span<const ImageInput> images,
                            const VisionConfig& config);

// The images cut into passes of at most kMaxPatchRows patches, or one image.
std::vector<std::span<const ImageInput>> vision_passes(
    std::span<const ImageInput> images, const VisionConfig& config);

class VisionLayers {
 public:
  using array = mlx::core::array;
  using Activation = array (Ops::*)(const array&) const;

  static constexpr float kEps = 1e-6f;  // of every LayerNorm

  // activation: the MLP's. ops must outlive the layers.
  VisionLayers(const VisionConfig& config, const Ops& ops,
               Activation activation);

  // x [patches, embed_dim] through one block; evaluated.
  array run(const VisionBlock& block, const array& x,
            const PatchLayout& layout) const;

 private:
  // What the heads of norm1's rows give, before proj.
  array attention(const VisionBlock& block, const array& x,
                  const PatchLayout& layout) const;
  array mlp(const VisionBlock& block, const array& x) const;  // with x added

  VisionConfig config_;
  const Ops& ops_;
  Activation activation_;
};

}  // namespace tkr::embed
