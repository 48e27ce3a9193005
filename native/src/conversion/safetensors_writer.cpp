#include "conversion/safetensors_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace tkr::embed {
namespace {

constexpr int64_t kAlignment = 64;
// The most that some systems write at once is below 2 GiB.
constexpr int64_t kMostBytes = 1 << 30;

[[noreturn]] void fail(const std::string& file) {
  throw std::runtime_error(file +
                           ": cannot be written: " + std::strerror(errno));
}

// The greatest power of two that divides a length, 64 at most.
int64_t alignment(int64_t bytes) {
  int64_t power = bytes & -bytes;
  return power == 0 ? kAlignment : std::min(power, kAlignment);
}

void sort_by_alignment(std::vector<TensorToWrite>& tensors) {
  std::stable_sort(tensors.begin(), tensors.end(),
                   [](const TensorToWrite& a, const TensorToWrite& b) {
                     return alignment(a.bytes) > alignment(b.bytes);
                   });
}

// The header's text, padded so that the tensors begin at a multiple of 64.
std::string header_text(const std::vector<TensorToWrite>& tensors) {
  nlohmann::json header = {{"__metadata__", {{"format", "mlx"}}}};
  int64_t at = 0;
  for (const TensorToWrite& tensor : tensors) {
    header[tensor.name] = {{"dtype", tensor.dtype},
                           {"shape", tensor.shape},
                           {"data_offsets", {at, at + tensor.bytes}}};
    at += tensor.bytes;
  }
  std::string text = header.dump();
  auto length = static_cast<int64_t>(text.size()) + 8;
  int64_t padded = (length + kAlignment - 1) / kAlignment * kAlignment;
  return text.append(static_cast<size_t>(padded - length), ' ');
}

}  // namespace

SafetensorsWriter::SafetensorsWriter(const std::string& file,
                                     std::vector<TensorToWrite> tensors)
    : file_(file),
      descriptor_(
          ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)) {
  if (descriptor_ < 0) fail(file_);
  sort_by_alignment(tensors);
  try {
    write_header(tensors);
  } catch (...) {
    ::close(descriptor_);
    throw;
  }
}

SafetensorsWriter::~SafetensorsWriter() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void SafetensorsWriter::write_header(
    const std::vector<TensorToWrite>& tensors) {
  std::string text = header_text(tensors);
  uint64_t length = text.size();
  char prefix[8];
  for (int i = 0; i < 8; ++i) prefix[i] = static_cast<char>(length >> (8 * i));
  write_at(0, prefix, 8);
  write_at(8, text.data(), static_cast<int64_t>(length));
  int64_t at = 8 + static_cast<int64_t>(length);
  for (const TensorToWrite& tensor : tensors) {
    places_.emplace(tensor.name, Place{at, tensor.bytes});
    at += tensor.bytes;
  }
}

void SafetensorsWriter::write(const std::string& name, const void* data) {
  const Place& place = places_.at(name);
  write_at(place.begin, data, place.bytes);
}

void SafetensorsWriter::write_at(int64_t offset, const void* data,
                                 int64_t bytes) {
  auto from = static_cast<const char*>(data);
  while (bytes > 0) {
    auto count = static_cast<size_t>(std::min(bytes, kMostBytes));
    ssize_t written = ::pwrite(descriptor_, from, count, offset);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail(file_);
    from += written;
    offset += written;
    bytes -= written;
  }
}

void SafetensorsWriter::finish() {
  int closed = ::close(descriptor_);
  descriptor_ = -1;
  if (closed != 0) fail(file_);
}

}  // namespace tkr::embed
