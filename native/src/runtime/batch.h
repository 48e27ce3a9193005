// A packed batch, checked and cut into sequences.
#pragma once

#include <vector>

#include "checkpoint/config.h"
#include "nn/inputs.h"
#include "tkr_embed/embedding_model.h"

namespace tkr::embed {

// Checks everything MLX would not: throws std::invalid_argument naming the
// argument and the value.
std::vector<SequenceInput> check_batch(const PackedBatch& batch,
                                       const ModelConfig& config);

}  // namespace tkr::embed
