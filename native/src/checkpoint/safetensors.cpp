#include "checkpoint/safetensors.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "checkpoint/json.h"

namespace tkr::embed {
namespace {

// Room for a hundred thousand tensors.
constexpr uint64_t kMaxHeaderBytes = 16 << 20;

struct DtypeInfo {
  const char* name;
  int64_t bits;
  StoredDtype dtype;
};

constexpr DtypeInfo kDtypes[] = {
    {"BF16", 16, StoredDtype::kBf16},    {"F16", 16, StoredDtype::kF16},
    {"F32", 32, StoredDtype::kF32},      {"U32", 32, StoredDtype::kU32},
    {"F64", 64, StoredDtype::kOther},    {"I64", 64, StoredDtype::kOther},
    {"U64", 64, StoredDtype::kOther},    {"I32", 32, StoredDtype::kOther},
    {"I16", 16, StoredDtype::kOther},    {"U16", 16, StoredDtype::kOther},
    {"I8", 8, StoredDtype::kOther},      {"U8", 8, StoredDtype::kU8},
    {"BOOL", 8, StoredDtype::kOther},    {"F8_E4M3", 8, StoredDtype::kOther},
    {"F8_E5M2", 8, StoredDtype::kOther}, {"F8_E8M0", 8, StoredDtype::kOther},
    {"F4", 4, StoredDtype::kOther},      {"C64", 64, StoredDtype::kOther},
};

const DtypeInfo& dtype_info(const JsonObject& tensor) {
  std::string name = tensor.string("dtype");
  for (const DtypeInfo& info : kDtypes) {
    if (name == info.name) return info;
  }
  tensor.fail("dtype", "unknown dtype \"" + name + "\"");
}

// Bytes of a tensor of that shape, with overflow refused.
uint64_t byte_count(const JsonObject& tensor, const std::vector<int64_t>& shape,
                    int64_t bits) {
  uint64_t count = 1;
  for (int64_t dim : shape) {
    if (dim < 0 || dim > INT32_MAX) {
      tensor.fail("shape", "a dimension is out of range");
    }
    if (__builtin_mul_overflow(count, static_cast<uint64_t>(dim), &count) ||
        count > (uint64_t{1} << 48)) {
      tensor.fail("shape", "too many elements");
    }
  }
  return count * static_cast<uint64_t>(bits) / 8;
}

void check_offsets(const JsonObject& tensor, const TensorLocation& location,
                   uint64_t expected) {
  if (location.end - location.begin == expected) return;
  tensor.fail("data_offsets",
              "its shape and dtype need " + std::to_string(expected) +
                  " bytes, the offsets span " +
                  std::to_string(location.end - location.begin));
}

// data: offset of the tensors in the file; file_bytes: the file's size.
struct Extent {
  size_t data;
  size_t file_bytes;
};

TensorLocation read_tensor(const JsonObject& tensor, const Extent& extent) {
  const DtypeInfo& info = dtype_info(tensor);
  TensorLocation location;
  location.dtype = info.dtype;
  location.dtype_name = info.name;
  location.shape = tensor.integers("shape");
  auto offsets = tensor.integers("data_offsets");
  if (offsets.size() != 2 || offsets[0] < 0 || offsets[1] < offsets[0]) {
    tensor.fail("data_offsets", "expected two ascending byte offsets");
  }
  auto available = static_cast<int64_t>(extent.file_bytes - extent.data);
  if (offsets[1] > available) {
    tensor.fail("data_offsets",
                "ends at byte " + std::to_string(offsets[1]) + " but only " +
                    std::to_string(available) +
                    " bytes follow the header: the file is truncated");
  }
  location.begin = extent.data + static_cast<size_t>(offsets[0]);
  location.end = extent.data + static_cast<size_t>(offsets[1]);
  check_offsets(tensor, location,
                byte_count(tensor, location.shape, info.bits));
  return location;
}

}  // namespace

SafetensorsFile::SafetensorsFile(const std::string& file)
    : file_(file), bytes_(file) {
  std::string_view text = header();
  Extent extent{8 + text.size(), bytes_.size()};
  Json json = parse_json(text, file_ + " (header)");
  JsonObject root(json, file_);
  for (const auto& [name, value] : json.items()) {
    if (name == "__metadata__") continue;
    tensors_.emplace(name, read_tensor(root.object(name), extent));
  }
  check_overlaps();
}

std::string_view SafetensorsFile::header() const {
  constexpr std::string_view kPointer = "version https://git-lfs";
  auto text = reinterpret_cast<const char*>(bytes_.data());
  if (std::string_view(text, bytes_.size()).starts_with(kPointer)) {
    throw std::runtime_error(
        file_ + ": a Git LFS pointer, not the weights: run git lfs pull");
  }
  uint64_t length = 0;
  if (bytes_.size() >= 8) std::memcpy(&length, bytes_.data(), 8);
  if (bytes_.size() < 8 || length > kMaxHeaderBytes ||
      length > bytes_.size() - 8) {
    throw std::runtime_error(
        file_ + ": not a safetensors file, or truncated: header length " +
        std::to_string(length) + " in a file of " +
        std::to_string(bytes_.size()) + " bytes");
  }
  return {text + 8, static_cast<size_t>(length)};
}

void SafetensorsFile::check_overlaps() const {
  std::vector<std::pair<TensorLocation, std::string>> sorted;
  for (const auto& [name, location] : tensors_) {
    if (location.begin < location.end) sorted.emplace_back(location, name);
  }
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.first.begin < b.first.begin;
  });
  for (size_t i = 1; i < sorted.size(); ++i) {
    if (sorted[i].first.begin < sorted[i - 1].first.end) {
      throw std::runtime_error(file_ + ": the bytes of \"" +
                               sorted[i - 1].second + "\" and \"" +
                               sorted[i].second + "\" overlap");
    }
  }
}

}  // namespace tkr::embed
