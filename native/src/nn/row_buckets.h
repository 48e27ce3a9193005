// Row counts to which others are padded, so that MLX meets few shapes: on CUDA
// it keeps a plan for each shape of an attention and a graph for each of a
// pass, on Metal freed buffers by their size.
#pragma once

#include <cstdint>

namespace tkr::embed {

// The least that is not below rows of 1, 2, 4, 8, 16, the multiples of 32 up to
// 512, and those of 128. rows is at least 1.
int32_t row_bucket(int32_t rows);

}  // namespace tkr::embed
