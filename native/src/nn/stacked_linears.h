// Layers that multiply the same rows, on top of each other in one memory.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "nn/ops.h"

namespace tkr::embed {

// Rows [begin, begin + count) of a layer, sharing its memory; they know it as
// their whole.
Linear layer_rows(const std::shared_ptr<const Linear>& whole, int32_t begin,
                  int32_t count);

// The paths of the layers that multiply what the one at this path multiplies,
// itself among them, in the order of their rows: q_proj, k_proj and v_proj,
// gate_proj and up_proj. Empty: none but itself.
std::vector<std::string> stack_of(const std::string& path);

// One layer of all rows, evaluated; nullopt where the parts are not alike in
// columns, types, quantisation and having a bias.
std::optional<Linear> stacked(std::span<const Linear> parts);

// The layer whose rows are those of all these, in order, sharing the memory of
// their whole; nullopt where they do not lie beside each other in one.
std::optional<Linear> joined(std::span<const Linear> layers);

}  // namespace tkr::embed
