#include "runtime/read_ahead.h"

#include <algorithm>

namespace tkr::embed {
namespace {

constexpr size_t kAtOnce = size_t{32} << 20;

}  // namespace

ReadAhead::ReadAhead(std::vector<StoredTensor> tensors)
    : tensors_(std::move(tensors)), thread_([this] { run(); }) {}

ReadAhead::~ReadAhead() {
  stopping_ = true;
  thread_.join();
}

void ReadAhead::run() const {
  for (const StoredTensor& tensor : tensors_) {
    const TensorLocation& location = tensor.location;
    for (size_t at = location.begin; at < location.end; at += kAtOnce) {
      if (stopping_) return;
      tensor.source->bytes().prefetch(at, std::min(at + kAtOnce, location.end));
    }
  }
}

std::vector<StoredTensor> mapped_tensors(
    const std::vector<PlannedModule>& modules) {
  std::vector<StoredTensor> tensors;
  for (const PlannedModule& module : modules) {
    bool mapped = !module.on_load && !module.widens();
    if (!mapped || module.spec.kind == ModuleKind::kNorm) continue;
    tensors.push_back(module.weight);
    if (!module.scales) continue;
    tensors.push_back(*module.scales);
    tensors.push_back(*module.biases);
  }
  return tensors;
}

}  // namespace tkr::embed
