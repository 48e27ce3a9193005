// What this processor can do at most: small loops without a load, and reading
// memory.
#pragma once

#include <string>
#include <vector>

namespace tkr::embed::bench {

struct Roof {
  std::string name;    // "f32", "int16", "int8", "bf16" or "memory"
  std::string how;     // the instruction and its width
  double one_thread;   // 10^9 operations a second; of memory, 10^9 bytes
  double all_threads;  // the same, of all together
};

// Those that the processor has, the widest registers of each, by the processor
// time of the threads. A multiplication and its addition are two operations.
// Takes about half a second each.
std::vector<Roof> measure_roofs(int threads);

}  // namespace tkr::embed::bench
