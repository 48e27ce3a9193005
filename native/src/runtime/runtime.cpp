#include "runtime/runtime.h"

#include <mlx/device.h>
#include <mlx/memory.h>
#include <mlx/stream.h>

#include <initializer_list>
#include <stdexcept>

namespace tkr::embed {
namespace {

namespace mx = mlx::core;

// Freed buffers MLX keeps for reuse.
constexpr size_t kCacheBytes = size_t{256} << 20;

void check_choice(const char* option, const std::string& value,
                  std::initializer_list<const char*> choices) {
  std::string expected;
  for (const char* choice : choices) {
    if (value == choice) return;
    expected += (expected.empty() ? "" : ", ") + std::string(choice);
  }
  throw std::invalid_argument(std::string(option) + ": expected one of " +
                              expected + ", found \"" + value + "\"");
}

bool choose_gpu(const std::string& device) {
  bool available = mx::is_available(mx::Device(mx::Device::gpu));
  if (device == "gpu" && !available) {
    throw std::invalid_argument("device: \"gpu\" is not available here");
  }
  return device != "cpu" && available;
}

bool choose_own_kernels(const std::string& kernels, bool gpu) {
  if (gpu && kernels == "own") {
    throw std::invalid_argument("kernels: \"own\" run on the CPU only");
  }
  return !gpu && kernels != "mlx";
}

mx::Stream device_stream(bool gpu) {
  static const mx::Stream cpu_stream =
      mx::new_thread_unsafe_stream(mx::Device(mx::Device::cpu));
  if (!gpu) return cpu_stream;
  static const mx::Stream gpu_stream =
      mx::new_thread_unsafe_stream(mx::Device(mx::Device::gpu));
  return gpu_stream;
}

}  // namespace

void check_options(const LoadOptions& options) {
  check_choice("device", options.device, {"auto", "cpu", "gpu"});
  check_choice("kernels", options.kernels, {"auto", "mlx", "own"});
  check_choice("quantization", options.quantization,
               {"auto", "none", "q4", "q8"});
  check_choice("positions", options.positions, {"mrope", "1d"});
  check_choice("group_size", std::to_string(options.group_size),
               {"32", "64", "128"});
  if (options.max_prefixes < 0 || options.threads < 0) {
    throw std::invalid_argument(
        "max_prefixes and threads must not be negative");
  }
}

Runtime choose_runtime(const LoadOptions& options) {
  Runtime runtime;
  runtime.gpu = choose_gpu(options.device);
  runtime.own_kernels = choose_own_kernels(options.kernels, runtime.gpu);
  runtime.ops = runtime.own_kernels ? own_ops(options.threads) : mlx_ops();
  mx::set_cache_limit(kCacheBytes);
  return runtime;
}

void enter_runtime(bool gpu) {
  mx::set_default_device(gpu ? mx::Device::gpu : mx::Device::cpu);
  mx::set_default_stream(device_stream(gpu));
}

}  // namespace tkr::embed
