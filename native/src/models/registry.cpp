#include "models/registry.h"

#include <filesystem>
#include <stdexcept>

#include "models/qwen2_vl/qwen2_vl.h"
#include "models/qwen3_vl/qwen3_vl.h"

namespace tkr::embed {
namespace {

constexpr int64_t kMaxConfigBytes = 16 << 20;

struct Entry {
  const char* model_type;
  // root: config.json; throws std::runtime_error naming file and key.
  std::unique_ptr<Architecture> (*parse)(const JsonObject& root);
};

constexpr Entry kArchitectures[] = {
    {"qwen2_vl", qwen2_vl::parse},
    {"qwen3_vl", qwen3_vl::parse},
};

[[noreturn]] void fail_unknown(const JsonObject& root,
                               const std::string& model_type) {
  std::string known;
  for (const Entry& entry : kArchitectures) {
    known +=
        (known.empty() ? "\"" : ", \"") + std::string(entry.model_type) + "\"";
  }
  root.fail("model_type", "the architecture \"" + model_type +
                              "\" is not supported, only " + known + " are");
}

}  // namespace

std::unique_ptr<Architecture> parse_architecture(const Json& json,
                                                 const std::string& file) {
  JsonObject root(json, file);
  std::string model_type = root.string("model_type");
  for (const Entry& entry : kArchitectures) {
    if (model_type == entry.model_type) return entry.parse(root);
  }
  fail_unknown(root, model_type);
}

std::unique_ptr<Architecture> read_architecture(const std::string& folder) {
  std::filesystem::path file = std::filesystem::path(folder) / "config.json";
  if (!std::filesystem::is_directory(folder)) {
    throw std::runtime_error(folder + ": no such folder");
  }
  if (!std::filesystem::exists(file)) {
    throw std::runtime_error(file.string() + ": no such file");
  }
  return parse_architecture(read_json_file(file.string(), kMaxConfigBytes),
                            file.string());
}

}  // namespace tkr::embed
