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

bool is_plain_file_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." &&
         name.find_first_of("/\\") == std::string::npos;
}

// Tensor names by file, of the index's weight_map.
std::map<std::string, std::set<std::string>> read_weight_map(
    const std::string& index_file) {
  Json json = read_json_file(index_file, kMaxIndexBytes);
  JsonObject weight_map = JsonObject(json, index_file).object("weight_map");
  std::map<std::string, std::set<std::string>> files;
  for (const auto& [tensor, value] : weight_map.value().items()) {
    std::string file = weight_map.string(tensor);
    if (!is_plain_file_name(file)) {
      weight_map.fail(tensor, "\"" + file + "\" is not a plain file name");
    }
    files[file].insert(tensor);
  }
  return files;
}

}  // namespace

Checkpoint::Checkpoint(const std::string& folder, const TensorNames& names)
    : folder_(folder), names_(names) {
  fs::path index = fs::path(folder) / "model.safetensors.index.json";
  if (fs::exists(index)) {
    read_indexed(index.string());
  } else {
    read_unindexed();
  }
}

void Checkpoint::read_indexed(const std::string& index_file) {
  for (const auto& [file, names] : read_weight_map(index_file)) {
    if (!fs::exists(fs::path(folder_) / file)) {
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
                             "model.safetensors.index.json");
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
    if (names_.ignored(canonical)) continue;
    StoredTensor tensor{location, source, stored};
    auto [entry, added] = tensors_.emplace(canonical, tensor);
    if (added) continue;
    throw std::runtime_error(tensor.describe() + ": stands a second time in " +
                             entry->second.describe());
  }
  return source;
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
