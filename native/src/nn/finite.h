// Weights that are no finite numbers, found while a checkpoint loads.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "checkpoint/modules.h"

namespace tkr::embed {

// Indices, ascending, of the rows (first dimension) of a stored float tensor
// that hold a NaN or an infinity. None for U32 and U8, whose bits are no floats
// by themselves: find_damage() knows what their packing makes of them.
std::vector<int32_t> rows_not_finite(const StoredTensor& tensor);

// Damage that only some inputs meet; the others are computed as ever.
struct Damage {
  std::unordered_set<int32_t> tokens;  // rows of the embedding table
  bool vision = false;                 // the vision tower: every picture
  std::string description;             // one line; empty when there is none
};

// Looks through a module's tensors. Damage that every input would meet throws
// std::runtime_error naming file, tensor and row; so does a weight that is
// nothing but zeros, as in a file whose download has reserved its room only.
void find_damage(const PlannedModule& module, Damage& damage);

// All of it in modules that nothing has loaded, a line each; "" where there is
// none.
std::string faults_of(const std::vector<PlannedModule>& modules);

}  // namespace tkr::embed
