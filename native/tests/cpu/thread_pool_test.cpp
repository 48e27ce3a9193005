#include "cpu/thread_pool.h"

#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <stdexcept>
#include <string>

#include "cpu/available_cores.h"

namespace tkr::embed::cpu {
namespace {

TEST(CpuThreadPool, RunsEachJobOnce) {
  ThreadPool pool;
  for (int threads : {1, 2, 5}) {
    pool.set_size(threads);
    EXPECT_EQ(pool.size(), threads);
    for (int jobs : {0, 1, 2, 3, 1000}) {
      std::vector<std::atomic<int>> runs(jobs);
      pool.run(jobs, [&](int64_t job) { ++runs[job]; });
      for (auto& count : runs) EXPECT_EQ(count, 1);
    }
  }
}

TEST(CpuThreadPool, UsesNoMoreThreadsThanItsSize) {
  ThreadPool pool;
  pool.set_size(3);
  std::mutex mutex;
  std::set<std::thread::id> threads;
  for (int i = 0; i < 100; ++i)
    pool.run(50, [&](int64_t) {
      std::lock_guard<std::mutex> lock(mutex);
      threads.insert(std::this_thread::get_id());
    });
  EXPECT_LE(threads.size(), 3u);
}

TEST(CpuThreadPool, RethrowsAndGoesOn) {
  ThreadPool pool;
  for (int threads : {1, 3}) {
    pool.set_size(threads);
    EXPECT_THROW(pool.run(100,
                          [](int64_t job) {
                            if (job == 50) throw std::runtime_error("job 50");
                          }),
                 std::runtime_error);
    std::atomic<int> runs{0};
    pool.run(100, [&](int64_t) { ++runs; });
    EXPECT_EQ(runs, 100);
  }
}

TEST(CpuThreadPool, TakesLoopsFromSeveralThreads) {
  ThreadPool pool;
  pool.set_size(2);
  std::atomic<int64_t> sum{0};
  std::vector<std::thread> callers;
  for (int i = 0; i < 4; ++i)
    callers.emplace_back([&] {
      for (int j = 0; j < 200; ++j)
        pool.run(10, [&](int64_t job) { sum += job; });
    });
  for (auto& caller : callers) caller.join();
  EXPECT_EQ(sum, 4 * 200 * 45);
}

// The sums that a loop of few jobs leaves, after pauses of any length: threads
// are found working, looking for a loop, falling asleep and asleep.
TEST(CpuThreadPool, TakesLoopsAfterPausesOfAnyLength) {
  ThreadPool pool;
  for (int threads : {2, 3, 7}) {
    pool.set_size(threads);
    for (int i = 0; i < 400; ++i) {
      std::this_thread::sleep_for(std::chrono::microseconds(i % 100));
      int64_t places[9] = {};
      const int64_t jobs = 2 + i % 8;
      pool.run(jobs, [&](int64_t job) { places[job] += job + 1; });
      for (int64_t job = 0; job < jobs; ++job) EXPECT_EQ(places[job], job + 1);
    }
  }
}

TEST(CpuThreadPool, ChangesItsSizeBetweenLoopsOfOthers) {
  ThreadPool pool;
  std::atomic<bool> done{false};
  std::atomic<int64_t> sum{0};
  std::thread caller([&] {
    for (int i = 0; i < 300; ++i)
      pool.run(10, [&](int64_t job) { sum += job; });
    done = true;
  });
  for (int size = 1; !done; size = size % 4 + 1) pool.set_size(size);
  caller.join();
  EXPECT_EQ(sum, 300 * 45);
}

// A job that waits for another one: both are run at a time.
TEST(CpuThreadPool, JobsOfALoopRunAtATime) {
  ThreadPool pool;
  pool.set_size(2);
  for (int i = 0; i < 50; ++i) {
    std::atomic<int> begun{0};
    pool.run(2, [&](int64_t) {
      for (++begun; begun < 2;) std::this_thread::yield();
    });
  }
}

TEST(CpuThreadPool, ZeroIsTheCoresOfTheProcess) {
  ThreadPool pool;
  pool.set_size(0);
  EXPECT_EQ(pool.size(), available_cores());
  EXPECT_GE(available_cores(), 1);
}

}  // namespace
}  // namespace tkr::embed::cpu
