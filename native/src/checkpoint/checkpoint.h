// All tensors of a checkpoint folder, in one or many safetensors files.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "checkpoint/safetensors.h"
#include "checkpoint/tensor_names.h"

namespace tkr::embed {

// One tensor, its file and the name it has there.
struct StoredTensor {
  TensorLocation location;
  std::shared_ptr<const SafetensorsFile> source;
  std::string stored_name;

  const uint8_t* data() const {
    return source->bytes().data() + location.begin;
  }
  size_t bytes() const { return location.end - location.begin; }
  // As MappedFile's, of its own bytes.
  void prefetch() const {
    source->bytes().prefetch(location.begin, location.end);
  }
  void release() const {
    source->bytes().release(location.begin, location.end);
  }
  // "file: stored name", as errors name it.
  std::string describe() const { return source->file() + ": " + stored_name; }
};

class Checkpoint {
 public:
  // Reads the headers of the files that model.safetensors.index.json names or,
  // without it, of every model*.safetensors. Throws std::runtime_error for a
  // missing or damaged file, and where it is not clear which files count.
  explicit Checkpoint(const std::string& folder, const TensorNames& names = {});

  // Every canonical name, sorted.
  std::vector<std::string> names() const;
  // By canonical name; nullptr when there is none.
  const StoredTensor* find(const std::string& name) const;
  // Throws std::runtime_error when there is none.
  const StoredTensor& at(const std::string& name) const;

 private:
  void read_indexed(const std::string& index_file);
  void read_unindexed();
  std::shared_ptr<const SafetensorsFile> add_file(const std::string& name);

  std::string folder_;
  TensorNames names_;
  std::unordered_map<std::string, StoredTensor> tensors_;
};

}  // namespace tkr::embed
