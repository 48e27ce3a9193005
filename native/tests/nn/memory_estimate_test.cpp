#include "nn/memory_estimate.h"

#include <gtest/gtest.h>

#include "batch_inputs.h"
#include "expect_error.h"
#include "runtime/batch.h"
#include "runtime/segments.h"
#include "tiny_checkpoint.h"

namespace tkr::embed::test {
namespace {

constexpr int32_t kImage = 319;

Input text_input(int32_t length) {
  return {std::vector<int32_t>(static_cast<size_t>(length), 7), 0, {}};
}

// A square picture of side * 28 pixels.
Input image_input(int32_t side) {
  Input input = text_input(2);
  input.input_ids.insert(input.input_ids.begin(), side * side, kImage);
  size_t bytes = static_cast<size_t>(3 * side * side * 28 * 28);
  input.images.push_back({28 * side, 28 * side, std::vector<uint8_t>(bytes)});
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

// What the estimate says of a batch that is one pass without prefixes.
int64_t estimate(const std::vector<Input>& inputs, bool stock) {
  OwnedBatch owned(inputs);
  ModelConfig config = parse_config(tiny_checkpoint().config, "config.json");
  auto sequences = check_batch(owned.packed(), config);
  auto segments = plan_segments(sequences, nullptr);
  return estimate_pass_bytes({images_of(segments), segments, stock}, config);
}

TEST(MemoryEstimate, is_an_upper_bound_and_not_far_off) {
  TemporaryFolder folder;
  tiny_checkpoint().write(folder);
  std::vector<std::vector<Input>> batches = {
      {text_input(500)},
      std::vector<Input>(12, text_input(500)),
      {image_input(20)},
      different_images(6, 16),
      {text_input(300), image_input(10), text_input(3)}};
  for (const char* kernels : {"own", "mlx"}) {
    LoadOptions options;
    options.kernels = kernels;
    EmbeddingModel model(folder.string(), options);
    model.load();
    for (const auto& batch : batches) {
      int64_t bytes = estimate(batch, std::string(kernels) == "mlx");
      int64_t measured = peak_bytes(model, batch);
      EXPECT_LE(measured, bytes) << kernels;
      EXPECT_GE(8 * measured, bytes) << kernels;
      RecordProperty("measured", std::to_string(measured));
    }
  }
}

// Nothing of a weight is converted or copied, in whichever type it is kept: a
// pass of one token takes less than the smallest of its layers' matrices, were
// it f16.
TEST(MemoryEstimate, a_pass_takes_no_memory_of_a_weights_size) {
  TemporaryFolder folder;
  tiny_checkpoint().write(folder);
  for (const char* precision : {"exact", "fast"}) {
    for (const char* quantization : {"none", "q8"}) {
      LoadOptions options;
      options.kernels = "mlx";
      options.precision = precision;
      options.quantization = quantization;
      EmbeddingModel model(folder.string(), options);
      model.load();
      EXPECT_LT(peak_bytes(model, {text_input(1)}), 2 * 64 * 128)
          << precision << " " << quantization;
    }
  }
}

TEST(MemoryEstimate, more_than_available_is_refused_with_figures) {
  EXPECT_NO_THROW(check_memory(5 << 20, 5 << 20));
  expect_error<std::length_error>([] { check_memory(7 << 20, 5 << 20); },
                                  {"7 MiB", "5 MiB"});
}

}  // namespace
}  // namespace tkr::embed::test
