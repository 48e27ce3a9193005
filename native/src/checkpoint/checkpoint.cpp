#include "checkpoint/checkpoint.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <stdexcept>

#include "checkpoint/json.h"

namespace tkr::embed {
namespace {

namespace fs = std::filesystem;
constexpr int64_t kMaxIndexBytes = 64 << 20;

// False for a link that leads nowhere, or in a circle.
bool is_there(const fs::path& file) {
  std::error_code error;
  return fs::exists(file, error);
}

bool is_plain_file_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." &&
         name.find_first_of("/\\") == std::string::npos;
}

// Tensor names by file, of the index's weight_map.
using WeightMap = std::map<std::string, std::set<std::string>>;

WeightMap read_weight_map(const std::string& index_file) {
  Json json = read_json_file(index_file, kMaxIndexBytes);
  JsonObject weight_map = JsonObject(json, index_file).object("weight_map");
  WeightMap files;
  for (const auto& [tensor, value] : weight_map.value().items()) {
    std::string file = weight_map.string(tensor);
    if (!is_plain_file_name(file)) {
      weight_map.fail(tensor, "\"" + file + "\" is not a plain file name");
    }
    files[file].insert(tensor);
  }
  return files;
}

// transformers would read model.safetensors and not look at the index.
void check_one_model(const std::string& index_file, const WeightMap& files) {
  fs::path single = fs::path(index_file).parent_path() / "model.safetensors";
  if (files.contains("model.safetensors") || !is_there(single)) return;
  throw std::runtime_error(single.string() + ": " + index_file +
                           " does not name it: two sets of weights; remove the "
                           "one that does not count");
}

// What lies in a folder instead of safetensors files.
std::string other_weights(const std::string& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names.insert(entry.path().filename().string());
  }
  for (const std::string& name : names) {
    std::string extension = fs::path(name).extension().string();
    if (extension == ".bin" || extension == ".pt" || extension == ".pth" ||
        extension == ".ckpt") {
      return "; " + name +
             " is pickled Python, which is not read: save the model with "
             "transformers' save_pretrained, which writes safetensors";
    }
    if (extension == ".gguf" || extension == ".npz" ||
        extension == ".safetensors") {
      return "; " + name + " is not read: Hugging Face's or MLX's layout is";
    }
  }
  return "";
}

// A name of an adapter's own, or of the weight that it wraps.
void check_no_adapter(const StoredTensor& tensor) {
  for (const char* part : {"lora_", ".base_layer.", "base_model.model."}) {
    if (tensor.stored_name.find(part) == std::string::npos) continue;
    throw std::runtime_error(
        tensor.describe() +
        ": a LoRA adapter's, not merged: merge it into its base model first "
        "(PEFT's merge_and_unload)");
  }
}

}  // namespace

Checkpoint::Checkpoint(const std::string& folder, const TensorNames& names)
    : folder_(folder), names_(names) {
  fs::path index = fs::path(folder) / "model.safetensors.index.json";
  if (is_there(index)) {
    read_indexed(index.string());
  } else {
    read_unindexed();
  }
}

void Checkpoint::read_indexed(const std::string& index_file) {
  auto weight_map = read_weight_map(index_file);
  check_one_model(index_file, weight_map);
  for (const auto& [file, names] : weight_map) {
    if (!is_there(fs::path(folder_) / file)) {
      throw std::runtime_error((fs::path(folder_) / file).string() +
                               ": missing, though " + index_file + " names it");
    }
    auto source = add_file(file);
    for (const std::string& name : names) {
      if (source->tensors().contains(name)) continue;
      throw std::runtime_error(source->file() + ": holds no tensor \"" + name +
                               "\", though " + index_file + " says so");
    }
  }
}

void Checkpoint::read_unindexed() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    std::string name = entry.path().filename().string();
    if (name.starts_with("model") && name.ends_with(".safetensors")) {
      names.push_back(name);
    }
  }
  if (names.empty()) {
    throw std::runtime_error(folder_ +
                             ": holds no model.safetensors and no "
                             "model.safetensors.index.json" +
                             other_weights(folder_));
  }
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) add_file(name);
}

std::shared_ptr<const SafetensorsFile> Checkpoint::add_file(
    const std::string& name) {
  auto source = std::make_shared<const SafetensorsFile>(
      (fs::path(folder_) / name).string());
  for (const auto& [stored, location] : source->tensors()) {
    std::string canonical = names_.canonical(stored);
    bool head = names_.head && is_head_tensor(canonical);
    if (names_.ignored(canonical) && !head) continue;
    StoredTensor tensor{location, source, stored};
    check_no_adapter(tensor);
    auto [entry, added] = tensors_.emplace(canonical, tensor);
    if (added) continue;
    throw std::runtime_error(tensor.describe() + ": stands a second time in " +
                             entry->second.describe());
  }
  return source;
}

std::vector<std::string> Checkpoint::names() const {
  std::vector<std::string> names;
  for (const auto& [name, tensor] : tensors_) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

const StoredTensor* Checkpoint::find(const std::string& name) const {
  auto found = tensors_.find(name);
  return found == tensors_.end() ? nullptr : &found->second;
}

const StoredTensor& Checkpoint::at(const std::string& name) const {
  const StoredTensor* tensor = find(name);
  if (tensor != nullptr) return *tensor;
  throw std::runtime_error(folder_ + ": no tensor \"" + name + "\"");
}

}  // namespace tkr::embed
