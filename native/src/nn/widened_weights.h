// Quantised weights that lie in their file as no kernel multiplies them, held
// in a way in which one does. The values are the same to the last bit: codes of
// fewer bits fit into wider ones, and what a float of 4 or 8 bits and its
// group's scale make fits into a bfloat16.
#pragma once

#include "checkpoint/modules.h"
#include "nn/ops.h"

namespace tkr::embed {

// Of a module that widens(), without its bias:
//   affine 2, 3 bits    -> 4 bits, the same scales and biases
//   affine 5, 6 bits    -> 8 bits, the same scales and biases
//   mxfp4               -> 8 bits in groups of 32, scales and biases in bf16
//   mxfp8, nvfp4        -> bf16
// Reads every page of the file's tensors, and gives them back.
Linear widened(const PlannedModule& module);

}  // namespace tkr::embed
