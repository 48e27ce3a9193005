// What a model architecture brings: all that differs between the checkpoints
// the library reads. Nothing outside a folder of models/ knows a model by name.
#pragma once

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "checkpoint/config.h"
#include "checkpoint/modules.h"
#include "checkpoint/tensor_names.h"
#include "nn/inputs.h"
#include "nn/memory_estimate.h"
#include "nn/positions.h"
#include "nn/segment.h"
#include "nn/weights.h"

namespace tkr::embed {

// A checkpoint's network with its weights. Calls leave nothing behind in it, so
// one instance serves any number of them in turn.
class Network {
 public:
  using array = mlx::core::array;
  // [0]: one row an image token, [tokens, hidden_size], f32, images in order;
  // behind it whatever else the architecture's forward() reads. Empty: no
  // image.
  using ImageFeatures = std::vector<array>;

  virtual ~Network() = default;
  // images is not empty.
  virtual ImageFeatures see(std::span<const ImageInput> images) const = 0;
  // The pooled hidden state of every segment that is no prefix, [sequences,
  // hidden_size], f32, not normalised; features are those of the segments'
  // images, evaluated. Fills the prefixes that segments record.
  virtual array forward(const ImageFeatures& features,
                        const std::vector<Segment>& segments) const = 0;
};

// What a Network is built with; ops must outlive it.
struct NetworkParts {
  const Weights& weights;
  const Ops& ops;
  bool pooled_last_layer = true;                  // as LoadOptions'
  PositionMode positions = PositionMode::kMrope;  // the same
};

// One checkpoint as its config.json describes it, before a weight is read.
class Architecture {
 public:
  virtual ~Architecture() = default;
  const ModelConfig& config() const { return config_; }

  // Every module, in the order of computation, by canonical path.
  virtual std::vector<ModuleSpec> module_specs() const = 0;
  // How stored tensors are called: by default as Qwen2-VL's generations are.
  virtual TensorNames tensor_names() const { return {}; }
  // Bytes of activations at a pass's peak, estimated from above.
  virtual int64_t pass_bytes(const PassShape& pass) const {
    return estimate_pass_bytes(pass, config_);
  }
  virtual std::unique_ptr<Network> build(const NetworkParts& parts) const = 0;

 protected:
  explicit Architecture(ModelConfig config) : config_(std::move(config)) {}

 private:
  ModelConfig config_;
};

}  // namespace tkr::embed
