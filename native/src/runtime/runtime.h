// The device and kernels a model runs on.
#pragma once

#include <memory>
#include <string>

#include "nn/ops.h"
#include "tkr_embed/embedding_model.h"

namespace tkr::embed {

struct Runtime {
  bool gpu = false;
  bool own_kernels = false;
  std::unique_ptr<Ops> ops;
};

// Checks every option; throws std::invalid_argument naming option and value.
void check_options(const LoadOptions& options);

// Chooses device and kernels, makes the device MLX's default.
Runtime choose_runtime(const LoadOptions& options);

// Makes the process's one stream of that device the calling thread's default:
// every entry into MLX begins with it.
void enter_runtime(bool gpu);

}  // namespace tkr::embed
