// A few threads that sleep between loops. One loop runs at a time; the calling
// thread works on it too.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace tkr::embed::cpu {

class ThreadPool {
 public:
  // The process's pool. Its threads end with the process's static objects; a
  // loop after that runs on the calling thread alone.
  static ThreadPool& instance();

  ThreadPool();
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  // Threads of a loop, the caller's included; 0: the process's cores.
  void set_size(int n);
  int size() const { return size_; }

  // f(job) for each job in [0, jobs), in any order and on any thread. Rethrows
  // the first exception.
  template <class F>
  void run(int64_t jobs, const F& f) {
    run(Loop{
        [](const void* c, int64_t job) { (*static_cast<const F*>(c))(job); },
        &f, jobs});
  }

 private:
  struct Loop {
    void (*call)(const void* context, int64_t job);
    const void* context;
    int64_t jobs;
  };

  void run(const Loop& loop);
  void work();
  void wait_for_loops();
  void start(int n);
  void stop();

  std::atomic<int> size_{1};
  std::vector<std::thread> threads_;
  std::mutex one_loop_;  // held by the caller of run() or set_size()

  std::mutex mutex_;  // guards what follows, but for next_
  std::condition_variable wake_;
  std::condition_variable done_;
  Loop loop_{};
  int places_ = 0;   // threads that may still join the loop
  int working_ = 0;  // those that have joined and not ended
  bool stopping_ = false;
  std::exception_ptr error_;
  std::atomic<int64_t> next_{0};
};

// Cores the scheduler lets this process use.
int available_cores();

}  // namespace tkr::embed::cpu
