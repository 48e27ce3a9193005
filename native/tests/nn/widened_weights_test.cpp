#include "nn/widened_weights.h"

#include <gtest/gtest.h>
#include <mlx/mlx.h>

#include <cmath>

#include "batch_inputs.h"
#include "expect_error.h"
#include "models/registry.h"
#include "nn/answer_head.h"
#include "nn/mlx_ops.h"
#include "tiny_checkpoint.h"

namespace tkr::embed::test {
namespace {

namespace mx = mlx::core;

const Packing kPackings[] = {
    {32, 2}, {64, 3},          {32, 3},          {64, 5},
    {32, 5}, {64, 6},          {32, 6},          {64, 4},
    {32, 8}, {32, 4, "mxfp4"}, {32, 8, "mxfp8"}, {16, 4, "nvfp4"}};

std::string name_of(const Packing& packing) {
  return packing.mode + std::to_string(packing.bits) + "group" +
         std::to_string(packing.group_size);
}

FileTensor file_tensor(mx::array array) {
  array = mx::contiguous(array);
  array.eval();
  const char* dtype = array.dtype() == mx::uint32     ? "U32"
                      : array.dtype() == mx::uint8    ? "U8"
                      : array.dtype() == mx::bfloat16 ? "BF16"
                                                      : "F32";
  return {dtype,
          {array.shape().begin(), array.shape().end()},
          {array.data<char>(), array.nbytes()}};
}

mx::array array_of(const FileTensor& tensor) {
  return mx::array(reinterpret_cast<const float*>(tensor.bytes.data()),
                   mx::Shape(tensor.shape.begin(), tensor.shape.end()));
}

// As MLX's converters write a weight, and what it stands for, in f32.
struct Quantised {
  std::vector<mx::array> parts;
  mx::array values;
};

// In f32, as products have them; scales that are bytes stay so.
mx::array dequantised(const std::vector<mx::array>& parts,
                      const Packing& packing) {
  if (parts.size() == 2) {
    return mx::astype(
        mx::dequantize(parts[0], parts[1], std::nullopt, packing.group_size,
                       packing.bits, packing.mode),
        mx::float32);
  }
  return mx::dequantize(parts[0], mx::astype(parts[1], mx::float32),
                        mx::astype(parts[2], mx::float32), packing.group_size,
                        packing.bits);
}

Quantised quantised(const mx::array& weight, const Packing& packing) {
  auto parts = mx::quantize(mx::astype(weight, mx::bfloat16),
                            packing.group_size, packing.bits, packing.mode);
  return {parts, dequantised(parts, packing)};
}

void put(std::map<std::string, FileTensor>& tensors, const std::string& path,
         const Quantised& weight) {
  const char* names[] = {".weight", ".scales", ".biases"};
  for (size_t i = 0; i < weight.parts.size(); ++i) {
    tensors[path + names[i]] = file_tensor(weight.parts[i]);
  }
}

struct WidenedWeights : testing::TestWithParam<Packing> {
  WidenedWeights() { mx::set_default_device(mx::Device::cpu); }
};

// What a layer's weight stands for, f32.
mx::array values_of(const Linear& layer) {
  if (!layer.quantized()) return mx::astype(layer.weight, mx::float32);
  auto [group_size, bits] = layer.quantization;
  return dequantised({layer.weight, *layer.scales, *layer.biases},
                     {group_size, bits});
}

TEST_P(WidenedWeights, are_what_mlx_dequantises) {
  mx::array weight = mx::multiply(mx::random::normal({48, 320}),
                                  mx::array({0.03f}, mx::float32));
  Quantised packed = quantised(weight, GetParam());
  TemporaryFolder folder;
  std::map<std::string, FileTensor> tensors;
  put(tensors, "layer", packed);
  folder.write("model.safetensors", safetensors_bytes(tensors));
  auto modules = plan_modules({{.path = "layer", .rows = 48, .columns = 320}},
                              {}, Checkpoint(folder.string()));
  EXPECT_EQ(modules[0].packing, GetParam());
  if (!modules[0].widens()) return;
  Linear layer = widened(modules[0]);
  EXPECT_TRUE(mx::array_equal(values_of(layer), packed.values).item<bool>());
  int64_t bytes = static_cast<int64_t>(layer.weight.nbytes());
  if (layer.quantized()) {
    bytes += static_cast<int64_t>(2 * layer.scales->nbytes());
  }
  EXPECT_EQ(modules[0].resident_bytes(), bytes);
}

TEST_P(WidenedWeights, answer_by_their_values) {
  Quantised packed = quantised(mx::random::normal({48, 320}), GetParam());
  TemporaryFolder folder;
  std::map<std::string, FileTensor> tensors;
  put(tensors, "layer", packed);
  folder.write("model.safetensors", safetensors_bytes(tensors));
  auto modules = plan_modules({{.path = "layer", .rows = 48, .columns = 320}},
                              {}, Checkpoint(folder.string()));
  mx::array hidden = mx::random::normal({320});
  mx::array expected = mx::sum(
      mx::multiply(hidden, mx::subtract(mx::take(packed.values, 7, 0),
                                        mx::take(packed.values, 40, 0))));
  mx::eval(hidden, expected);
  AnswerHead head({modules[0], false}, {7, 40}, *mlx_ops());
  EXPECT_NEAR(head.score(hidden.data<float>()), expected.item<float>(), 1e-3);
}

// The tiny checkpoint, its text layers packed; and as floats of the same
// values.
struct Checkpoints {
  TinyCheckpoint packed = tiny_checkpoint();
  TinyCheckpoint floats = packed;

  explicit Checkpoints(const Packing& packing) {
    Json quantization = {{"group_size", packing.group_size},
                         {"bits", packing.bits},
                         {"mode", packing.mode}};
    packed.config["quantization"] = quantization;
    auto architecture = parse_architecture(floats.config, "config.json");
    for (const ModuleSpec& spec : architecture->module_specs()) {
      if (!spec.quantizable) continue;
      FileTensor& weight = floats.tensors.at(spec.path + ".weight");
      Quantised parts = quantised(array_of(weight), packing);
      weight = file_tensor(parts.values);
      put(packed.tensors, spec.path, parts);
    }
  }
};

std::vector<float> embedded(const TinyCheckpoint& checkpoint,
                            const std::string& kernels) {
  TemporaryFolder folder;
  checkpoint.write(folder);
  LoadOptions options;
  options.kernels = kernels;
  options.quantization = "none";
  EmbeddingModel model(folder.string(), options);
  model.load();
  return embed(model, {{{5, 6, 7, 8, 9, 10, 200, 11}, 0, {}}, {{3, 4}, 0, {}}});
}

TEST_P(WidenedWeights, embed_as_their_floats_do) {
  Checkpoints checkpoints(GetParam());
  for (const char* kernels : {"own", "mlx"}) {
    std::vector<float> found = embedded(checkpoints.packed, kernels);
    std::vector<float> expected = embedded(checkpoints.floats, kernels);
    ASSERT_EQ(found.size(), 2 * 128u);
    for (size_t row : {0, 1}) {
      double product = 0;
      for (size_t i = 128 * row; i < 128 * (row + 1); ++i) {
        product += double{found[i]} * expected[i];
      }
      EXPECT_GT(product, 0.99999) << kernels << ", input " << row;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Packings, WidenedWeights, testing::ValuesIn(kPackings),
                         [](const auto& info) { return name_of(info.param); });

void expect_refused(const Packing& packing,
                    std::initializer_list<const char*> parts) {
  TemporaryFolder folder;
  std::map<std::string, FileTensor> tensors;
  int64_t words = int64_t{256} * packing.bits / 32;
  int64_t groups = 256 / packing.group_size;
  auto zeros = [](int64_t count) {
    return std::string(static_cast<size_t>(count), '\1');
  };
  bool bytes = packing.mode != "affine";
  tensors["layer.weight"] = {"U32", {8, words}, zeros(8 * words * 4)};
  tensors["layer.scales"] = {
      bytes ? "U8" : "BF16", {8, groups}, zeros(8 * groups * (bytes ? 1 : 2))};
  tensors["layer.biases"] = {"BF16", {8, groups}, zeros(8 * groups * 2)};
  folder.write("model.safetensors", safetensors_bytes(tensors));
  expect_error<std::runtime_error>(
      [&] {
        plan_modules({{.path = "layer", .rows = 8, .columns = 256}}, {},
                     Checkpoint(folder.string()));
      },
      parts);
}

TEST(Packings, others_are_refused_by_name) {
  expect_refused({64, 7}, {"layer.weight", "7 bits in groups of 64", "mxfp4"});
  expect_refused({16, 4}, {"layer.weight", "4 bits in groups of 16"});
  expect_refused({64, 4, "mxfp4"}, {"4 bits in groups of 64"});
  expect_refused({16, 8, "mxfp8"}, {"8 bits in groups of 16"});
  expect_refused({32, 4, "mxfp4"}, {"layer.biases", "does not have"});
}

TEST(Packings, a_configuration_that_says_otherwise_is_refused) {
  Checkpoints checkpoints({32, 4, "mxfp4"});
  checkpoints.packed.config["quantization"]["model.layers.0.mlp.down_proj"] = {
      {"group_size", 32}, {"bits", 4}};
  TemporaryFolder folder;
  checkpoints.packed.write(folder);
  expect_error<std::runtime_error>(
      [&] { EmbeddingModel model(folder.string(), {}); },
      {"down_proj", "contradicts config.json"});
}

TEST(Packings, no_kernel_takes_them_without_a_name) {
  Checkpoints checkpoints({32, 6});
  TemporaryFolder folder;
  checkpoints.packed.write(folder);
  EXPECT_EQ(EmbeddingModel(folder.string(), {}).quantization(), "q6");
}

}  // namespace
}  // namespace tkr::embed::test
