// The safetensors format: 8 bytes little-endian header length N, N bytes of
// JSON, then the tensors' bytes. Headers are read and checked; no weight is.
// Format: https://github.com/huggingface/safetensors (README, Format).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "checkpoint/mapped_file.h"

namespace tkr::embed {

enum class StoredDtype { kBf16, kF16, kF32, kU32, kU8, kOther };

// Where one tensor lies: bytes [begin, end) of the file.
struct TensorLocation {
  StoredDtype dtype = StoredDtype::kOther;
  const char* dtype_name = "";  // as the header spells it
  std::vector<int64_t> shape;
  size_t begin = 0;
  size_t end = 0;
};

class SafetensorsFile {
 public:
  // Maps the file and checks its whole header: length, dtypes, shapes, offsets
  // inside the file and not overlapping. Throws std::runtime_error.
  explicit SafetensorsFile(const std::string& file);

  const std::string& file() const { return file_; }
  const std::map<std::string, TensorLocation>& tensors() const {
    return tensors_;
  }
  const MappedFile& bytes() const { return bytes_; }

 private:
  std::string_view header() const;
  void check_overlaps() const;

  std::string file_;
  MappedFile bytes_;
  std::map<std::string, TensorLocation> tensors_;
};

}  // namespace tkr::embed
