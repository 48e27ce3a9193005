// Where the time of a batch goes.
#pragma once

#include <chrono>
#include <cstdint>

namespace tkr::embed {

// Wall time in nanoseconds. A stage ends when its arrays are evaluated.
struct StageTimes {
  int64_t vision = 0;
  int64_t text = 0;
};

class Stopwatch {
 public:
  int64_t nanos() const {
    return std::chrono::nanoseconds(Clock::now() - start_).count();
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

}  // namespace tkr::embed
