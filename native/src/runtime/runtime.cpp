#include "runtime/runtime.h"

#include <mlx/device.h>
#include <mlx/stream.h>

#include <algorithm>
#include <initializer_list>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "runtime/gpu.h"

namespace tkr::embed {
namespace {

namespace mx = mlx::core;

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
    throw std::invalid_argument("device: \"gpu\" is not available here: " +
                                why_no_gpu());
  }
  return device != "cpu" && available;
}

bool choose_own_kernels(const std::string& kernels, bool gpu) {
  if (gpu && kernels == "own") {
    throw std::invalid_argument("kernels: \"own\" run on the CPU only");
  }
  return !gpu && kernels != "mlx";
}

Precision choose_precision(const std::string& precision,
                           const Runtime& runtime) {
  bool fast = precision == "fast" || (precision == "auto" && runtime.gpu);
  return fast && !runtime.own_kernels ? Precision::kFast : Precision::kExact;
}

// The streams that no model has now.
class FreeStreams {
 public:
  // Never destroyed: a model may outlive the process's static objects.
  static FreeStreams& instance() {
    static auto* streams = new FreeStreams;
    return *streams;
  }

  mx::Stream take(const mx::Device& device) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto found = std::find_if(
        streams_.begin(), streams_.end(),
        [&](const mx::Stream& stream) { return stream.device == device; });
    if (found == streams_.end()) return mx::new_thread_unsafe_stream(device);
    mx::Stream stream = *found;
    streams_.erase(found);
    return stream;
  }

  void give_back(const mx::Stream& stream) {
    std::lock_guard<std::mutex> lock(mutex_);
    streams_.push_back(stream);
  }

 private:
  std::mutex mutex_;
  std::vector<mx::Stream> streams_;
};

}  // namespace

void check_options(const LoadOptions& options) {
  check_choice("device", options.device, {"auto", "cpu", "gpu"});
  check_choice("kernels", options.kernels, {"auto", "mlx", "own"});
  check_choice("quantization", options.quantization,
               {"auto", "none", "q4", "q8"});
  check_choice("activations", options.activations, {"exact", "int8"});
  check_choice("precision", options.precision, {"auto", "exact", "fast"});
  check_choice("positions", options.positions, {"mrope", "1d"});
  check_choice("group_size", std::to_string(options.group_size),
               {"32", "64", "128"});
  if (options.max_prefixes < 0 || options.threads < 0) {
    throw std::invalid_argument(
        "max_prefixes and threads must not be negative");
  }
}

void check_answers(const LoadOptions& options, int32_t vocab_size) {
  auto [yes, no] = std::pair(options.yes_token, options.no_token);
  if (yes == -1 && no == -1) return;
  bool known = yes >= 0 && no >= 0 && yes < vocab_size && no < vocab_size;
  if (known && yes != no) return;
  throw std::invalid_argument("yes_token, no_token: expected two ids below " +
                              std::to_string(vocab_size) + ", found " +
                              std::to_string(yes) + " and " +
                              std::to_string(no));
}

Runtime choose_runtime(const LoadOptions& options) {
  set_mlx_defaults();
  Runtime runtime;
  runtime.gpu = choose_gpu(options.device);
  runtime.own_kernels = choose_own_kernels(options.kernels, runtime.gpu);
  runtime.int8 = runtime.own_kernels && options.activations == "int8";
  runtime.precision = choose_precision(options.precision, runtime);
  runtime.ops = runtime.own_kernels ? own_ops({options.threads, runtime.int8})
                                    : mlx_ops(runtime.precision, runtime.gpu);
  set_memory_limits(runtime.gpu);
  return runtime;
}

ModelStream::ModelStream(bool gpu)
    : stream_(FreeStreams::instance().take(gpu ? mx::Device::gpu
                                               : mx::Device::cpu)) {}

ModelStream::~ModelStream() { FreeStreams::instance().give_back(stream_); }

void ModelStream::enter() const {
  mx::set_default_device(stream_.device);
  mx::set_default_stream(stream_);
}

}  // namespace tkr::embed
