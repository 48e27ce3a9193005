// Which modules are quantised while loading.
#pragma once

#include <string>
#include <vector>

#include "checkpoint/modules.h"
#include "tkr_embed/embedding_model.h"

namespace tkr::embed {

// Marks them as options.quantization says. "auto" takes the finest of: as
// stored, q8, q4 whose weights take at most two fifths of memory bytes, so that
// the rest of the machine stays usable; q4 where none does.
void choose_quantization(std::vector<PlannedModule>& modules,
                         const LoadOptions& options, int64_t memory);

// Throws std::runtime_error where the weights, as they are marked, take more
// than four fifths of memory bytes: with the figures, and the quantisation that
// would fit, if one does. folder names the checkpoint.
void check_fits(const std::vector<PlannedModule>& modules,
                const std::string& folder, int64_t memory);

}  // namespace tkr::embed
