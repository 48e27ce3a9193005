#include "tiny_checkpoint.h"

#include <unistd.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <random>

#include "models/registry.h"

namespace tkr::embed::test {
namespace {

namespace fs = std::filesystem;

FileTensor random_tensor(const std::vector<int64_t>& shape, float mean,
                         std::mt19937& random) {
  int64_t count = 1;
  for (int64_t dim : shape) count *= dim;
  float spread =
      shape.size() > 1
          ? std::sqrt(static_cast<float>(shape[0]) / static_cast<float>(count))
          : 0.1f;
  std::normal_distribution<float> normal(mean, spread);
  std::vector<float> values(static_cast<size_t>(count));
  for (float& value : values) value = normal(random);
  std::string bytes(values.size() * sizeof(float), '\0');
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return {"F32", shape, bytes};
}

std::vector<int64_t> weight_shape(const ModuleSpec& spec) {
  if (spec.kind == ModuleKind::kNorm) return {spec.rows};
  if (spec.kind == ModuleKind::kPatchEmbed) return {spec.rows, 3, 2, 14, 14};
  return {spec.rows, spec.columns};
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name =
      (fs::temp_directory_path() / "tkr-embed-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw std::runtime_error("no temporary folder");
  }
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void TemporaryFolder::write(const std::string& name,
                            const std::string& bytes) const {
  std::ofstream stream(path_ / name, std::ios::binary);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

void TemporaryFolder::write(const std::string& name, const Json& json) const {
  write(name, json.dump());
}

void TinyCheckpoint::write(const TemporaryFolder& folder) const {
  folder.write("config.json", config);
  folder.write("model.safetensors", safetensors_bytes(tensors));
}

ModelConfig parse_config(const Json& json, const std::string& file) {
  return parse_architecture(json, file)->config();
}

Json tiny_config() {
  return {
      {"model_type", "qwen2_vl"},
      {"hidden_size", 128},
      {"intermediate_size", 192},
      {"num_hidden_layers", 2},
      {"num_attention_heads", 4},
      {"num_key_value_heads", 2},
      {"vocab_size", 320},
      {"max_position_embeddings", 512},
      {"rms_norm_eps", 1e-6},
      {"rope_theta", 1e6},
      {"rope_scaling", {{"type", "mrope"}, {"mrope_section", {4, 6, 6}}}},
      {"image_token_id", 319},
      {"vision_config", {{"depth", 1}, {"embed_dim", 32}, {"num_heads", 2}}}};
}

TinyCheckpoint tiny_checkpoint() { return random_checkpoint(tiny_config()); }

TinyCheckpoint random_checkpoint(const Json& config) {
  TinyCheckpoint checkpoint;
  checkpoint.config = config;
  std::mt19937 random(7);
  auto architecture = parse_architecture(checkpoint.config, "config.json");
  for (const ModuleSpec& spec : architecture->module_specs()) {
    float mean = spec.kind == ModuleKind::kNorm ? 1.0f : 0.0f;
    checkpoint.tensors[spec.path + ".weight"] =
        random_tensor(weight_shape(spec), mean, random);
    if (spec.bias) {
      checkpoint.tensors[spec.path + ".bias"] =
          random_tensor({spec.rows}, 0.0f, random);
    }
  }
  return checkpoint;
}

std::string safetensors_bytes(
    const std::map<std::string, FileTensor>& tensors) {
  Json header = {{"__metadata__", {{"format", "pt"}}}};
  std::string data;
  for (const auto& [name, tensor] : tensors) {
    size_t end = data.size() + tensor.bytes.size();
    header[name] = {{"dtype", tensor.dtype},
                    {"shape", tensor.shape},
                    {"data_offsets", {data.size(), end}}};
    data += tensor.bytes;
  }
  std::string text = header.dump();
  text.resize((text.size() + 7) / 8 * 8, ' ');
  return safetensors_bytes(text, data);
}

std::string safetensors_bytes(const std::string& header,
                              const std::string& data) {
  uint64_t length = header.size();
  std::string bytes(8, '\0');
  std::memcpy(bytes.data(), &length, 8);
  return bytes + header + data;
}

}  // namespace tkr::embed::test
