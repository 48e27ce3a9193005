#include "golden_cases.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace tkr::embed::test {
namespace {

namespace fs = std::filesystem;

template <typename T>
std::vector<T> read_binary(const fs::path& file) {
  std::vector<T> values(fs::file_size(file) / sizeof(T));
  std::ifstream stream(file, std::ios::binary);
  stream.read(reinterpret_cast<char*>(values.data()),
              static_cast<std::streamsize>(values.size() * sizeof(T)));
  return values;
}

Input read_input(const Json& json, const fs::path& folder) {
  Input input;
  input.input_ids = json.at("input_ids").get<std::vector<int32_t>>();
  input.prefix_length = json.at("prefix_length").get<int32_t>();
  for (const Json& image : json.at("images")) {
    input.images.push_back(
        {image.at("height"), image.at("width"),
         read_binary<uint8_t>(folder / image.at("rgb_file"))});
  }
  return input;
}

}  // namespace

fs::path golden_folder() {
  const char* folder = std::getenv("TKR_EMBED_GOLDEN");
  return folder != nullptr ? folder : TKR_EMBED_GOLDEN_FOLDER;
}

std::vector<std::string> golden_checkpoints(const char* file) {
  std::vector<std::string> names;
  if (!fs::is_directory(golden_folder())) return names;
  for (const auto& entry : fs::directory_iterator(golden_folder())) {
    if (fs::exists(entry.path() / file)) {
      names.push_back(entry.path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

Json read_golden(const fs::path& folder, const char* file) {
  return read_json_file((folder / file).string(), 1 << 30);
}

std::vector<GoldenCase> golden_cases(const fs::path& folder, const char* file) {
  std::vector<GoldenCase> cases;
  Json json = read_golden(folder, file);
  for (const Json& entry : json.at("cases")) {
    GoldenCase golden;
    golden.name = entry.at("name");
    for (const Json& input : entry.at("inputs")) {
      golden.inputs.push_back(read_input(input, folder));
    }
    const char* rows =
        entry.contains("scores_file") ? "scores_file" : "embeddings_file";
    golden.rows = read_binary<float>(folder / entry.at(rows));
    cases.push_back(std::move(golden));
  }
  return cases;
}

std::string gpu_or_cpu() {
  const char* device = std::getenv("TKR_EMBED_TEST_DEVICE");
  return device != nullptr ? device : "cpu";
}

}  // namespace tkr::embed::test
