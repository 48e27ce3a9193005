#include "runtime/gpu.h"

#include <mlx/device.h>
#include <mlx/memory.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <variant>

#include "runtime/system_memory.h"

namespace tkr::embed {
namespace {

namespace mx = mlx::core;

// Freed buffers MLX keeps for reuse. On a CPU those of a long batch cost less
// to make anew than to keep.
constexpr size_t kCpuCacheBytes = size_t{64} << 20;
constexpr size_t kLeastGpuCacheBytes = size_t{256} << 20;
// Of a GPU's memory: enough for the buffers of the largest pass.
constexpr size_t kGpuCacheShare = 16;

// 0 where the device does not tell it.
size_t gpu_bytes(const char* property) {
  const auto& info = mx::device_info(mx::Device(mx::Device::gpu));
  auto found = info.find(property);
  if (found == info.end()) return 0;
  auto* bytes = std::get_if<size_t>(&found->second);
  return bytes == nullptr ? 0 : *bytes;
}

// Metal's, 0 on CUDA.
size_t working_set_bytes() {
  return gpu_bytes("max_recommended_working_set_size");
}

bool is_cuda_build() {
#ifdef TKR_EMBED_CUDA
  return true;
#else
  return false;
#endif
}

// Whether there is a device that reads them: a running process's environment
// is not to be changed without need.
bool reads_gpu_settings() {
#ifdef __APPLE__
  return true;
#else
  return is_cuda_build();
#endif
}

}  // namespace

void set_mlx_defaults() {
  if (!reads_gpu_settings()) return;
  static std::once_flag once;
  std::call_once(once, [] {
    for (auto [name, value] : {std::pair{"MLX_ENABLE_TF32", "0"},
                               {"MLX_ENABLE_CACHE_THRASHING_CHECK", "0"},
                               {"MLX_CUDA_GRAPH_CACHE_SIZE", "4096"},
                               {"MLX_CUDA_SDPA_CACHE_SIZE", "4096"}}) {
      ::setenv(name, value, 0);
    }
  });
}

void set_memory_limits(bool gpu) {
  if (!gpu) {
    mx::set_cache_limit(kCpuCacheBytes);
    return;
  }
  mx::set_cache_limit(
      std::max(kLeastGpuCacheBytes,
               static_cast<size_t>(device_memory(true)) / kGpuCacheShare));
  if (working_set_bytes() > 0) mx::set_wired_limit(working_set_bytes());
}

int64_t device_memory(bool gpu) {
  if (!gpu) return physical_memory();
  size_t bytes = working_set_bytes();
  if (bytes == 0) bytes = gpu_bytes("total_memory");
  return bytes == 0 ? physical_memory() : static_cast<int64_t>(bytes);
}

std::string why_no_gpu() {
#ifdef __APPLE__
  return "this Mac has no GPU that Metal can use; EMBEDDING_DEVICE=cpu runs "
         "without";
#else
  if (!is_cuda_build()) {
    return "this build is for the CPU; EMBEDDING_GPU=cuda ./deploy.sh build "
           "makes one for NVIDIA's GPUs, EMBEDDING_DEVICE=cpu runs without";
  }
  return "NVIDIA's driver finds no GPU (nvidia-smi tells more); "
         "EMBEDDING_DEVICE=cpu runs without";
#endif
}

}  // namespace tkr::embed
