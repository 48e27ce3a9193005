// Writing a safetensors file whose size is known before its bytes are.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tkr::embed {

// A tensor to be written: what the header says of it.
struct TensorToWrite {
  std::string name;
  std::string dtype;  // as the header spells it
  std::vector<int64_t> shape;
  int64_t bytes = 0;
};

// Lays the tensors out so that each begins at a multiple of 64 bytes, as long
// as its length is one: those that are not come last. The format allows no
// gaps between tensors, but spaces at the header's end.
class SafetensorsWriter {
 public:
  // Creates the file, which must not exist, and writes its header. Every
  // failure is a std::runtime_error that names the file.
  SafetensorsWriter(const std::string& file,
                    std::vector<TensorToWrite> tensors);
  ~SafetensorsWriter();
  SafetensorsWriter(const SafetensorsWriter&) = delete;
  SafetensorsWriter& operator=(const SafetensorsWriter&) = delete;

  // All bytes of a tensor.
  void write(const std::string& name, const void* data);
  // Closes the file; nothing is forced to the disk.
  void finish();

 private:
  struct Place {
    int64_t begin;  // in the file
    int64_t bytes;
  };

  void write_header(const std::vector<TensorToWrite>& tensors);
  void write_at(int64_t offset, const void* data, int64_t bytes);

  std::string file_;
  int descriptor_;
  std::map<std::string, Place> places_;
};

}  // namespace tkr::embed
