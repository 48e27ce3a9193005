#include "cpu/thread_pool.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>
#include <string>

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

TEST(CpuThreadPool, ZeroIsTheCoresOfTheProcess) {
  ThreadPool pool;
  pool.set_size(0);
  EXPECT_EQ(pool.size(), available_cores());
  EXPECT_GE(available_cores(), 1);
}

}  // namespace
}  // namespace tkr::embed::cpu
