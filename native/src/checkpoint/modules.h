// What a checkpoint must hold, module by module.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "checkpoint/checkpoint.h"
#include "checkpoint/config.h"

namespace tkr::embed {

enum class ModuleKind { kEmbedding, kLinear, kNorm, kPatchEmbed };

// One module and the shape of its weight: [rows, columns], or [rows] for a
// norm. kPatchEmbed is a convolution used as a linear layer over patch rows.
struct ModuleSpec {
  std::string path;
  ModuleKind kind = ModuleKind::kLinear;
  int32_t rows = 0;
  int32_t columns = 0;
  bool bias = false;
  bool quantizable = false;  // quantised on load when that is asked for
};

// A module found in a checkpoint, its tensors' shapes and dtypes checked.
struct PlannedModule {
  ModuleSpec spec;
  StoredTensor weight;
  std::optional<StoredTensor> bias;
  std::optional<StoredTensor> scales;   // quantised as stored
  std::optional<StoredTensor> biases;   // the same, where it is affine
  std::optional<Packing> packing;       // the same: how it lies in the file
  std::optional<Quantization> stored;   // as it is held, unless on_load
  std::optional<Quantization> on_load;  // to be quantised while loading
  bool channels_last = false;           // kPatchEmbed in MLX's layout
  int32_t float_bytes = 0;  // of a float of the layer once held; 0: as stored

  int64_t stored_bytes() const;    // bytes read from the file
  int64_t resident_bytes() const;  // bytes held after loading
  std::optional<Quantization> in_force() const;
  // Whether it lies in the file as no kernel multiplies it: the same values are
  // held in another way (nn/widened_weights.h).
  bool widens() const { return packing && !multiplied(*packing); }

  // Whether kernels multiply weights as they lie there.
  static bool multiplied(const Packing& packing);

 private:
  int64_t stored_float_bytes() const;  // a float of weight or scales
};

// Finds and checks every module that the architecture has. Throws
// std::runtime_error naming file, tensor, expected and found shape, a line for
// each tensor that is not as it must be.
std::vector<PlannedModule> plan_modules(const std::vector<ModuleSpec>& specs,
                                        const ModelConfig& config,
                                        const Checkpoint& checkpoint);

// Marks the quantizable modules that are stored unquantised and whose columns
// the group size divides.
void quantize_on_load(std::vector<PlannedModule>& modules,
                      const Quantization& quantization);

// Layers' floats, but not embedding tables', are held in so many bytes each; 0:
// as they are stored.
void hold_floats(std::vector<PlannedModule>& modules, int32_t bytes);

int64_t resident_bytes(const std::vector<PlannedModule>& modules);

// "none", "q4", "q8", another packing's name ("q6", "mxfp8") or "mixed": what
// the text decoder's layers are.
std::string describe_quantization(const std::vector<PlannedModule>& modules);

}  // namespace tkr::embed
