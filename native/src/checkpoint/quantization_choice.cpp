#include "checkpoint/quantization_choice.h"

namespace tkr::embed {
namespace {

bool fits(const std::vector<PlannedModule>& modules, int64_t memory) {
  return resident_bytes(modules) <= memory / 4 * 3;
}

void quantize_to_fit(std::vector<PlannedModule>& modules, int32_t group_size,
                     int64_t memory) {
  for (int32_t bits : {8, 4}) {
    if (!fits(modules, memory)) quantize_on_load(modules, {group_size, bits});
  }
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

}  // namespace tkr::embed
