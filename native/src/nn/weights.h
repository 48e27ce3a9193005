// A model's weights in memory, by module path.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>

#include "checkpoint/modules.h"
#include "nn/finite.h"
#include "nn/ops.h"

namespace tkr::embed {

struct Weights {
  std::unordered_map<std::string, Linear> linears;  // and embeddings
  std::unordered_map<std::string, Norm> norms;
  Damage damage;

  const Linear& linear(const std::string& path) const {
    return linears.at(path);
  }
  const Norm& norm(const std::string& path) const { return norms.at(path); }
  // nullopt where the architecture has none.
  std::optional<Norm> find_norm(const std::string& path) const {
    auto found = norms.find(path);
    return found == norms.end() ? std::nullopt : std::optional(found->second);
  }
};

// What weights are loaded with.
struct LoadParts {
  const Ops& ops;
  bool checked = false;  // no value is looked at: see find_damage
  // Called after each module with the stored bytes read so far.
  std::function<void(int64_t bytes)> listener;
};

// A layer's weight as the file has it, or widened (widened_weights.h); without
// its bias.
Linear load_stored(const PlannedModule& module);

// Loads module after module, each layer as ops.prepared() has it; those that
// multiply the same rows on top of each other where ops.stacks(). Weights that
// stay as stored are used from the mapped file where possible
// (tensor_arrays.h), and no page of them is touched where they were checked; a
// weight quantised on load is read, packed and its pages given back, so that
// the peak is the result and one tensor; so is one that is widened. Small
// tensors (norms, biases) become f32 copies.
Weights load_weights(const std::vector<PlannedModule>& modules,
                     const LoadParts& parts);

}  // namespace tkr::embed
