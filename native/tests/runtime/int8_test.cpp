// int8 activations in a whole model, beside exact ones of the same quantised
// weights.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <string>

#include "batch_inputs.h"
#include "cpu/ops.h"
#include "tiny_checkpoint.h"

namespace tkr::embed::test {
namespace {

constexpr double kMinCosine = 0.999;

Json wide_config() {
  Json config = tiny_config();
  config["hidden_size"] = 1024;
  config["intermediate_size"] = 2048;
  config["num_hidden_layers"] = 6;
  config["num_attention_heads"] = 16;
  config["num_key_value_heads"] = 4;
  config["rope_scaling"]["mrope_section"] = {8, 12, 12};
  return config;
}

std::vector<Input> texts() {
  std::vector<Input> inputs;
  for (int length : {1, 5, 12, 40, 150}) {
    Input input;
    for (int i = 0; i < length; ++i)
      input.input_ids.push_back((i * i * 7 + length * 31) % 300);
    inputs.push_back(input);
  }
  return inputs;
}

std::vector<float> embeddings(const TemporaryFolder& folder,
                              const std::string& quantization,
                              const std::string& activations) {
  LoadOptions options;
  options.device = "cpu";
  options.kernels = "own";
  options.quantization = quantization;
  options.activations = activations;
  EmbeddingModel model(folder.string(), options);
  model.load();
  return embed(model, texts());
}

// Where an instruction set has no better use of 8 bits for weights of as many,
// activations stay in 16: cpu/ops.h.
bool stays_exact(const std::string& quantization) {
  const std::string isa = cpu::instruction_set();
  return quantization == "q8" && (isa == "avx2" || isa == "avx512");
}

void expect_near(const TinyCheckpoint& checkpoint) {
  const TemporaryFolder folder;
  checkpoint.write(folder);
  for (const char* quantization : {"q8", "q4"}) {
    const auto exact = embeddings(folder, quantization, "exact");
    const auto int8 = embeddings(folder, quantization, "int8");
    double least = 1;
    for (size_t at = 0; at < exact.size(); at += 1024)
      least = std::min(least, cosine(&exact[at], &int8[at], 1024));
    EXPECT_GE(least, kMinCosine) << quantization;
    EXPECT_EQ(exact == int8, stays_exact(quantization)) << quantization;
    std::cout << quantization << ", 1 - minimum cosine: " << 1 - least << '\n';
  }
}

TEST(Int8, is_near_exact) { expect_near(random_checkpoint(wide_config())); }

}  // namespace
}  // namespace tkr::embed::test
