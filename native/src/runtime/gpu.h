// What MLX is told about a GPU, and what it tells.
#pragma once

#include <cstdint>
#include <string>

namespace tkr::embed {

// Sets, where the environment does not, what MLX reads from it once: products
// of f32 in f32 (MLX_ENABLE_TF32=0), and CUDA's caches of graphs and attention
// plans large enough for the shapes that padded rows leave, never an error when
// they turn over. Before the first call of MLX; once a process. Nothing
// on a build for the CPU alone.
void set_mlx_defaults();

// Bounds the freed buffers that MLX keeps, and has Metal keep the weights
// resident.
void set_memory_limits(bool gpu);

// Bytes of memory that weights may be in: the GPU's, or this machine's or
// container's.
int64_t device_memory(bool gpu);

// Why no GPU is there, with the way out.
std::string why_no_gpu();

}  // namespace tkr::embed
