#include "checkpoint/quantization_choice.h"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

namespace tkr::embed {
namespace {

constexpr int32_t kUsualGroup = 64;

bool is_comfortable(const std::vector<PlannedModule>& modules, int64_t memory) {
  return resident_bytes(modules) / 2 * 5 <= memory;
}

bool fits(int64_t bytes, int64_t memory) { return bytes / 4 * 5 <= memory; }

void quantize_to_fit(std::vector<PlannedModule>& modules, int32_t group_size,
                     int64_t memory) {
  for (int32_t bits : {8, 4}) {
    if (!is_comfortable(modules, memory)) {
      quantize_on_load(modules, {group_size, bits});
    }
  }
}

std::string gigabytes(int64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.3g GB",
                static_cast<double>(bytes) / 1e9);
  return text;
}

// What to set instead.
std::string way_out(const std::vector<PlannedModule>& modules, int64_t memory) {
  int64_t least = resident_bytes(modules);
  for (int32_t bits : {8, 4}) {
    std::vector<PlannedModule> smaller = modules;
    quantize_on_load(smaller, {kUsualGroup, bits});
    int64_t bytes = resident_bytes(smaller);
    if (fits(bytes, memory) && bytes < least) {
      return "set EMBEDDING_QUANTIZATION=q" + std::to_string(bits) +
             ", with which they take " + gigabytes(bytes);
    }
    least = std::min(least, bytes);
  }
  return "it needs a machine with " + gigabytes(least / 4 * 5) +
         " of memory, at q4";
}

}  // namespace

void choose_quantization(std::vector<PlannedModule>& modules,
                         const LoadOptions& options, int64_t memory) {
  if (options.quantization == "auto") {
    quantize_to_fit(modules, options.group_size, memory);
  } else if (options.quantization != "none") {
    int32_t bits = options.quantization == "q4" ? 4 : 8;
    quantize_on_load(modules, {options.group_size, bits});
  }
}

void check_fits(const std::vector<PlannedModule>& modules,
                const std::string& folder, int64_t memory) {
  int64_t bytes = resident_bytes(modules);
  if (fits(bytes, memory)) return;
  throw std::runtime_error(
      folder + ": its weights take " + gigabytes(bytes) + " (" +
      describe_quantization(modules) + "), and this machine or container has " +
      gigabytes(memory) + " of memory, of which they may take four fifths: " +
      way_out(modules, memory));
}

}  // namespace tkr::embed
