// Qwen2-VL's vision transformer and patch merger.
#pragma once

#include <span>
#include <vector>

#include "checkpoint/config.h"
#include "nn/ops.h"
#include "nn/weights.h"
#include "runtime/batch.h"

namespace tkr::embed {

struct VisionBlock {
  Norm norm1;
  Linear q;  // the three thirds of the stored qkv's rows
  Linear k;
  Linear v;
  Linear proj;
  Norm norm2;
  Linear fc1;
  Linear fc2;
};

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
  array run_block(const VisionBlock& block, const array& x,
                  const RotaryTable& rotary,
                  const std::vector<int>& lengths) const;
  array attention(const VisionBlock& block, const array& x,
                  const RotaryTable& rotary,
                  const std::vector<int>& lengths) const;
  array mlp(const VisionBlock& block, const array& x) const;
  array merge(const array& x) const;

  VisionConfig config_;
  const Ops& ops_;
  Linear patch_embed_;
  std::vector<VisionBlock> blocks_;
  Norm ln_q_;
  Linear merger_in_;
  Linear merger_out_;
};

}  // namespace tkr::embed
