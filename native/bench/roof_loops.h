// The loops whose speed is a roof.
#pragma once

#include <cstdint>
#include <vector>

namespace tkr::embed::bench {

struct RoofLoop {
  const char* name;
  const char* how;
  double operations;  // of one round of the loop
  // So many rounds; what it returns keeps the compiler from leaving them out.
  double (*run)(int64_t rounds);
};

// One for each type that the processor can multiply.
std::vector<RoofLoop> roof_loops();

}  // namespace tkr::embed::bench
