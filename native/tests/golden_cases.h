// The golden checkpoints and what transformers makes of their inputs
// (src/test/resources/golden/PROVENANCE.md).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "batch_inputs.h"
#include "checkpoint/json.h"

namespace tkr::embed::test {

// The file that lists a checkpoint's inputs: with vectors, or with scores.
constexpr const char* kCases = "cases.json";
constexpr const char* kPairs = "pairs.json";

struct GoldenCase {
  std::string name;
  std::vector<Input> inputs;
  // [inputs, hidden_size], of unit norm; or [inputs, 2], a score and the
  // product of the lengths of the two vectors that it is the product of.
  std::vector<float> rows;
};

// TKR_EMBED_GOLDEN, else those of the tests' sources.
std::filesystem::path golden_folder();

// Names of the folders that have the file, sorted.
std::vector<std::string> golden_checkpoints(const char* file);

Json read_golden(const std::filesystem::path& folder, const char* file);

std::vector<GoldenCase> golden_cases(const std::filesystem::path& folder,
                                     const char* file);

// TKR_EMBED_TEST_DEVICE=gpu: MLX's kernels run there, not on the CPU.
std::string gpu_or_cpu();

}  // namespace tkr::embed::test
