// A small random Qwen2-VL checkpoint, written by the test itself so that it
// can be damaged in any way.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "checkpoint/config.h"
#include "checkpoint/json.h"

namespace tkr::embed::test {

// A tensor as a safetensors file holds it.
struct FileTensor {
  std::string dtype;
  std::vector<int64_t> shape;
  std::string bytes;
};

// Removed with everything in it at the end of the test.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::filesystem::path path() const { return path_; }
  std::string string() const { return path_.string(); }
  void write(const std::string& name, const std::string& bytes) const;
  void write(const std::string& name, const Json& json) const;

 private:
  std::filesystem::path path_;
};

struct TinyCheckpoint {
  Json config;
  std::map<std::string, FileTensor> tensors;

  // model.safetensors and config.json.
  void write(const TemporaryFolder& folder) const;
};

// hidden_size 128, 2 layers, vocab_size 320, image_token_id 319; vision width
// 32, 1 block.
Json tiny_config();

// Random weights of a configuration, f32, names as published.
TinyCheckpoint random_checkpoint(const Json& config);

// Of tiny_config().
TinyCheckpoint tiny_checkpoint();

// The sizes that a config.json states; file names it in errors.
ModelConfig parse_config(const Json& json, const std::string& file);

// The bytes of a safetensors file with these tensors.
std::string safetensors_bytes(const std::map<std::string, FileTensor>& tensors);

// The same from a header of the test's own making.
std::string safetensors_bytes(const std::string& header,
                              const std::string& data);

}  // namespace tkr::embed::test
