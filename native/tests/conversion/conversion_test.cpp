#include "conversion/conversion.h"

#include <gtest/gtest.h>
#include <mlx/mlx.h>
#include <sys/resource.h>

#include <csignal>
#include <cstring>
#include <fstream>
#include <limits>

#include "batch_inputs.h"
#include "checkpoint/tensor_arrays.h"
#include "expect_error.h"
#include "models/registry.h"
#include "tiny_checkpoint.h"

namespace tkr::embed::test {
namespace {

namespace fs = std::filesystem;
namespace mx = mlx::core;

std::vector<Input> inputs() {
  Image image{28, 56, {}};
  for (int32_t i = 0; i < 3 * 28 * 56; ++i) {
    image.rgb.push_back(static_cast<uint8_t>(i * 37 + i / 91));
  }
  return {{{5, 6, 7, 8, 9, 10}, 3, {}}, {{5, 319, 319, 21}, 0, {image}}};
}

// The tiny checkpoint with weights of another dtype.
TinyCheckpoint tiny_checkpoint_of(mx::Dtype dtype, const char* name) {
  TinyCheckpoint checkpoint = tiny_checkpoint();
  for (auto& [tensor, file] : checkpoint.tensors) {
    mx::Shape shape(file.shape.begin(), file.shape.end());
    auto values = reinterpret_cast<const float*>(file.bytes.data());
    mx::array stored = mx::astype(mx::array(values, shape), dtype);
    stored.eval();
    file.dtype = name;
    file.bytes.assign(stored.data<char>(), stored.nbytes());
  }
  return checkpoint;
}

struct ConversionTest : testing::Test {
  ConversionTest() { mx::set_default_device(mx::Device::cpu); }

  // The tiny checkpoint is in source.
  void convert_tiny(const Quantization& quantization,
                    int64_t shard_bytes = kShardBytes) {
    auto architecture = read_architecture(source.string());
    auto modules =
        plan_modules(architecture->module_specs(), architecture->config(),
                     Checkpoint(source.string()));
    quantize_on_load(modules, quantization);
    convert(modules, {.source = source.string(),
                      .target = target.string(),
                      .quantization = quantization,
                      .shard_bytes = shard_bytes,
                      .listener = [](int64_t) {}});
  }

  TemporaryFolder source;
  TemporaryFolder target;
};

void expect_same_bits(const StoredTensor& found, mx::array expected) {
  expected.eval();
  mx::array stored = tensor_array(found);
  ASSERT_EQ(stored.dtype(), expected.dtype()) << found.stored_name;
  ASSERT_EQ(stored.shape(), expected.shape()) << found.stored_name;
  EXPECT_EQ(std::memcmp(found.data(), expected.data<char>(), found.bytes()), 0)
      << found.stored_name;
}

void expect_as_mlx(const Checkpoint& source, const Checkpoint& target,
                   const Quantization& quantization) {
  int quantised = 0;
  for (const std::string& name : source.names()) {
    if (const StoredTensor* scales =
            target.find(name.substr(0, name.rfind('.')) + ".scales");
        scales != nullptr && name.ends_with(".weight")) {
      auto parts = mx::quantize(tensor_array(source.at(name)),
                                quantization.group_size, quantization.bits);
      std::string path = name.substr(0, name.size() - 7);
      expect_same_bits(target.at(name), parts[0]);
      expect_same_bits(*scales, parts[1]);
      expect_same_bits(target.at(path + ".biases"), parts[2]);
      ++quantised;
    } else if (name == "visual.patch_embed.proj.weight") {
      expect_same_bits(target.at(name),
                       mx::contiguous(mx::transpose(
                           tensor_array(source.at(name)), {0, 2, 3, 4, 1})));
    } else {
      expect_same_bits(target.at(name), tensor_array(source.at(name)));
    }
  }
  EXPECT_GE(quantised, quantization.group_size == 128 ? 13 : 15);
}

TEST_F(ConversionTest, is_the_stock_quantisation_bit_for_bit) {
  for (auto [dtype, name] : {std::pair{mx::bfloat16, "BF16"},
                             {mx::float16, "F16"},
                             {mx::float32, "F32"}}) {
    tiny_checkpoint_of(dtype, name).write(source);
    for (int32_t bits : {4, 8}) {
      for (int32_t group_size : {32, 64, 128}) {
        convert_tiny({group_size, bits});
        expect_as_mlx(Checkpoint(source.string()), Checkpoint(target.string()),
                      {group_size, bits});
        for (const auto& entry : fs::directory_iterator(target.path())) {
          fs::remove(entry.path());
        }
      }
    }
  }
}

TEST_F(ConversionTest, every_tensor_is_aligned) {
  tiny_checkpoint_of(mx::bfloat16, "BF16").write(source);
  convert_tiny({32, 4});
  SafetensorsFile file((target.path() / "model.safetensors").string());
  size_t next = 0;
  std::map<size_t, size_t> places;
  for (const auto& [name, location] : file.tensors()) {
    places[location.begin] = location.end;
    size_t bytes = location.end - location.begin;
    if (bytes % 64 == 0) EXPECT_EQ(location.begin % 64, 0u) << name;
    EXPECT_EQ(location.begin % 4, 0u) << name;
  }
  for (const auto& [begin, end] : places) {
    if (next != 0) EXPECT_EQ(begin, next);
    next = end;
  }
  EXPECT_EQ(places.begin()->first % 64, 0u);
  EXPECT_EQ(next, file.bytes().size());
}

TEST_F(ConversionTest, shards_and_the_index_name_each_other) {
  tiny_checkpoint().write(source);
  convert_tiny({64, 4}, 100000);
  std::ifstream stream(target.path() / "model.safetensors.index.json");
  Json index = Json::parse(stream);
  std::map<std::string, size_t> files;
  for (const auto& [tensor, file] : index["weight_map"].items()) {
    SafetensorsFile shard((target.path() / file.get<std::string>()).string());
    EXPECT_TRUE(shard.tensors().contains(tensor)) << tensor;
    files[file.get<std::string>()] = shard.tensors().size();
  }
  EXPECT_GT(files.size(), 2u);
  EXPECT_TRUE(files.begin()->first.starts_with("model-00001-of-0000"));
  size_t tensors = 0;
  for (const auto& [file, count] : files) tensors += count;
  EXPECT_EQ(tensors, index["weight_map"].size());
  Checkpoint converted(target.string());
  int64_t bytes = 0;
  for (const std::string& name : converted.names()) {
    bytes += static_cast<int64_t>(converted.at(name).bytes());
  }
  EXPECT_EQ(index["metadata"]["total_size"].get<int64_t>(), bytes);
}

TEST_F(ConversionTest, config_says_it_as_mlx_does) {
  tiny_checkpoint().write(source);
  convert_tiny({128, 8});
  std::ifstream stream(target.path() / "config.json");
  Json config = Json::parse(stream);
  Json expected = {{"group_size", 128}, {"bits", 8}, {"mode", "affine"}};
  EXPECT_EQ(config["quantization"], expected);
  EXPECT_EQ(config["quantization_config"], expected);
  EXPECT_EQ(config["hidden_size"], 128);
}

TEST_F(ConversionTest, refuses_to_write_over_a_file) {
  tiny_checkpoint().write(source);
  target.write("model.safetensors", std::string("mine"));
  expect_error<std::runtime_error>(
      [&] { convert_tiny({64, 4}); },
      {"model.safetensors: cannot be written: File exists"});
}

// As on a full disk: a write that does not succeed is told, with the file.
TEST_F(ConversionTest, what_cannot_be_written_is_told) {
  tiny_checkpoint().write(source);
  auto previous = std::signal(SIGXFSZ, SIG_IGN);
  rlimit unlimited{};
  getrlimit(RLIMIT_FSIZE, &unlimited);
  for (rlim_t bytes : {rlim_t{0}, rlim_t{1000}, rlim_t{60000}}) {
    rlimit few{bytes, unlimited.rlim_max};
    setrlimit(RLIMIT_FSIZE, &few);
    expect_error<std::runtime_error>(
        [&] { convert_tiny({64, 4}); },
        {target.string().c_str(), "model.safetensors: cannot be written: "});
    setrlimit(RLIMIT_FSIZE, &unlimited);
    fs::remove(target.path() / "model.safetensors");
  }
  std::signal(SIGXFSZ, previous);
}

// Embeds the same to the bit as what is quantised while it loads.
TEST_F(ConversionTest, embeds_what_quantising_on_load_embeds) {
  for (const char* quantization : {"q4", "q8"}) {
    for (const char* kernels : {"own", "mlx"}) {
      TemporaryFolder folder;
      tiny_checkpoint_of(mx::bfloat16, "BF16").write(source);
      LoadOptions options;
      options.quantization = quantization;
      options.kernels = kernels;
      EmbeddingModel model(source.string(), options);
      EXPECT_EQ(model.bits_on_load(), quantization[1] - '0');
      model.convert(folder.string());
      EXPECT_EQ(model.load_progress(), 1.0);
      options.quantization = "none";
      options.checked = true;
      EmbeddingModel converted(folder.string(), options);
      EXPECT_EQ(converted.bits_on_load(), 0);
      EXPECT_EQ(converted.quantization(), quantization);
      EXPECT_EQ(converted.converted_bytes(), model.converted_bytes());
      if (model.kernels() == "own") {  // MLX's hold floats in other types
        EXPECT_EQ(converted.weight_bytes(), model.converted_bytes());
      }
      converted.load();
      model.load();
      EXPECT_EQ(embed(converted, inputs()), embed(model, inputs()));
    }
  }
}

TEST_F(ConversionTest, can_be_cancelled) {
  tiny_checkpoint().write(source);
  LoadOptions options;
  options.quantization = "q4";
  EmbeddingModel model(source.string(), options);
  model.cancel();
  expect_error<std::runtime_error>([&] { model.convert(target.string()); },
                                   {"cancelled"});
  EXPECT_FALSE(fs::exists(target.path() / "config.json"));
}

TEST_F(ConversionTest, what_is_quantised_already_is_not_converted) {
  tiny_checkpoint().write(source);
  LoadOptions options;
  options.quantization = "none";
  EmbeddingModel model(source.string(), options);
  expect_error<std::logic_error>([&] { model.convert(target.string()); },
                                 {"nothing of it is to be quantised"});
}

TEST_F(ConversionTest, damaged_weights_are_not_hidden) {
  TinyCheckpoint checkpoint = tiny_checkpoint();
  float nan = std::numeric_limits<float>::quiet_NaN();
  std::memcpy(checkpoint.tensors.at("model.embed_tokens.weight").bytes.data(),
              &nan, sizeof(nan));
  checkpoint.write(source);
  expect_error<std::runtime_error>(
      [&] { convert_tiny({64, 4}); },
      {"model.embed_tokens.weight: row 0 not finite"});
  EXPECT_FALSE(fs::exists(target.path() / "config.json"));
}

}  // namespace
}  // namespace tkr::embed::test
