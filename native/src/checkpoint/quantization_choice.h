// Which modules are quantised while loading.
#pragma once

#include <vector>

#include "checkpoint/modules.h"
#include "tkr_embed/embedding_model.h"

namespace tkr::embed {

// Marks them as options.quantization says. "auto" takes the finest of: as
// stored, q8, q4 whose weights take at most three quarters of memory bytes.
void choose_quantization(std::vector<PlannedModule>& modules,
                         const LoadOptions& options, int64_t memory);

}  // namespace tkr::embed
