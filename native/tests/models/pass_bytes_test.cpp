// What architectures say of a pass's memory, against what MLX takes.
#include <gtest/gtest.h>

#include "batch_inputs.h"
#include "models/registry.h"
#include "runtime/batch.h"
#include "runtime/segments.h"

namespace tkr::embed::test {
namespace {

constexpr int32_t kImage = 314;
constexpr int32_t kFactor = 32;

std::string folder() {
  return std::string(TKR_EMBED_GOLDEN_FOLDER) + "/qwen3-tiny";
}

Input text_input(int32_t length) {
  return {std::vector<int32_t>(static_cast<size_t>(length), 7), 0, {}};
}

// A square picture of side image tokens a side.
Input image_input(int32_t side) {
  Input input = text_input(2);
  input.input_ids.insert(input.input_ids.begin(), side * side, kImage);
  int32_t pixels = kFactor * side;
  input.images.push_back(
      {pixels, pixels,
       std::vector<uint8_t>(static_cast<size_t>(3 * pixels * pixels))});
  return input;
}

// Such pictures, none of which is another.
std::vector<Input> different_images(int32_t count, int32_t side) {
  std::vector<Input> inputs(static_cast<size_t>(count), image_input(side));
  for (size_t i = 0; i < inputs.size(); ++i) {
    inputs[i].images[0].rgb[0] = static_cast<uint8_t>(i);
  }
  return inputs;
}

int64_t estimate(const std::vector<Input>& inputs, bool stock) {
  OwnedBatch owned(inputs);
  auto architecture = read_architecture(folder());
  auto sequences = check_batch(owned.packed(), architecture->config());
  auto segments = plan_segments(sequences, nullptr);
  return architecture->pass_bytes({images_of(segments), segments, stock});
}

TEST(PassBytes, are_an_upper_bound_and_not_far_off) {
  std::vector<std::vector<Input>> batches = {
      {text_input(500)},
      {image_input(20)},
      different_images(6, 16),
      {text_input(3000), image_input(1)},
      {text_input(300), image_input(10), text_input(3)}};
  for (const char* kernels : {"own", "mlx"}) {
    LoadOptions options;
    options.device = "cpu";
    options.kernels = kernels;
    EmbeddingModel model(folder(), options);
    model.load();
    for (size_t i = 0; i < batches.size(); ++i) {
      int64_t bytes = estimate(batches[i], std::string(kernels) == "mlx");
      int64_t measured = peak_bytes(model, batches[i]);
      EXPECT_LE(measured, bytes) << kernels << " " << i;
      EXPECT_GE(8 * measured, bytes) << kernels << " " << i;
    }
  }
}

}  // namespace
}  // namespace tkr::embed::test
