// The device and kernels a model runs on.
#pragma once

#include <mlx/stream.h>

#include <memory>
#include <string>

#include "nn/mlx_ops.h"
#include "nn/ops.h"
#include "tkr_embed/embedding_model.h"

namespace tkr::embed {

struct Runtime {
  bool gpu = false;
  bool own_kernels = false;
  bool int8 = false;  // activations of own kernels
  Precision precision = Precision::kExact;
  std::unique_ptr<Ops> ops;
};

// Checks every option; throws std::invalid_argument naming option and value.
void check_options(const LoadOptions& options);

// The same of the ids of answers.
void check_answers(const LoadOptions& options, int32_t vocab_size);

// Chooses device and kernels, makes the device MLX's default.
Runtime choose_runtime(const LoadOptions& options);

// One of MLX's streams, for one model: two models compute at once, each on its
// own. A stream's thread never ends, so a model's end leaves it to the next
// model.
class ModelStream {
 public:
  explicit ModelStream(bool gpu);
  ~ModelStream();
  ModelStream(const ModelStream&) = delete;
  ModelStream& operator=(const ModelStream&) = delete;

  // Makes it, and its device, the calling thread's default: every entry into
  // MLX begins with that.
  void enter() const;

 private:
  mlx::core::Stream stream_;
};

}  // namespace tkr::embed
