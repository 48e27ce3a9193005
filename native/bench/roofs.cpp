#include "roofs.h"

#include <time.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <thread>

#include "roof_loops.h"

namespace tkr::embed::bench {
namespace {

constexpr double kSeconds = 0.1;                  // of one measurement
constexpr size_t kMemoryWords = size_t{1} << 25;  // 256 MiB, beyond any cache

using Work = std::function<double(int64_t rounds)>;

// The thread's own, so that other work on the machine takes nothing away.
double seconds_now() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec + 1e-9 * time.tv_nsec;
}

std::atomic<double> result{0};  // of the loops, so that they are not left out

double time_of(const Work& work, int64_t rounds) {
  const double start = seconds_now();
  result = work(rounds);
  return seconds_now() - start;
}

// Rounds a second: the best of three, each long enough to be told.
double rate_of(const Work& work) {
  int64_t rounds = 1;
  double seconds = time_of(work, rounds);
  while (seconds < kSeconds / 8) seconds = time_of(work, rounds *= 4);
  rounds = std::max<int64_t>(1, rounds * (kSeconds / seconds));
  double best = 0;
  for (int i = 0; i < 3; ++i)
    best = std::max(best, rounds / time_of(work, rounds));
  return best;
}

// The sum of all threads' rates while each runs.
double rate_of(const std::vector<Work>& works) {
  std::vector<double> rates(works.size());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < works.size(); ++i)
    threads.emplace_back([&, i] { rates[i] = rate_of(works[i]); });
  for (std::thread& thread : threads) thread.join();
  return std::accumulate(rates.begin(), rates.end(), 0.0);
}

Roof roof_of(const RoofLoop& loop, int threads) {
  const std::vector<Work> works(threads, loop.run);
  return {loop.name, loop.how, 1e-9 * loop.operations * rate_of(works[0]),
          1e-9 * loop.operations * rate_of(works)};
}

double sum_of(const uint64_t* words, size_t count) {
  uint64_t sums[16] = {};
  for (size_t i = 0; i < count; i += 16)
    for (size_t j = 0; j < 16; ++j) sums[j] += words[i + j];
  return static_cast<double>(std::accumulate(sums, sums + 16, uint64_t{0}));
}

Roof memory_roof(int threads) {
  const std::vector<uint64_t> words(kMemoryWords, 1);
  const size_t part = kMemoryWords / threads / 16 * 16;
  std::vector<Work> works;
  for (int i = 0; i < threads; ++i)
    works.push_back([from = words.data() + i * part, part](int64_t rounds) {
      double sum = 0;
      for (int64_t round = 0; round < rounds; ++round)
        sum += sum_of(from, part);
      return sum;
    });
  const Work whole = [&words](int64_t rounds) {
    double sum = 0;
    for (int64_t round = 0; round < rounds; ++round)
      sum += sum_of(words.data(), words.size());
    return sum;
  };
  return {"memory", "read", 8e-9 * kMemoryWords * rate_of(whole),
          8e-9 * part * rate_of(works)};
}

}  // namespace

std::vector<Roof> measure_roofs(int threads) {
  if (threads < 1) throw std::invalid_argument("threads: at least 1");
  std::vector<Roof> roofs;
  for (const RoofLoop& loop : roof_loops())
    roofs.push_back(roof_of(loop, threads));
  roofs.push_back(memory_roof(threads));
  return roofs;
}

}  // namespace tkr::embed::bench
