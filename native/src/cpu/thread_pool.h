// A few threads that look for the next loop a short while, then sleep. One loop
// runs at a time; the calling thread works on it too.
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
  void open(const Loop& loop);
  void close();
  bool join(uint64_t& seen);
  void leave();
  void wait_for_loops();
  bool has_news(uint64_t seen) const;
  void start(int n);
  void stop();

  std::atomic<int> size_{1};
  bool spins_ = true;  // where every thread has a core
  std::vector<std::thread> threads_;
  std::mutex one_loop_;  // held by the caller of run() or set_size()

  Loop loop_{};  // still while it is open or a thread is at it
  std::atomic<int64_t> next_{0};
  // The loop's number, whether threads may still join it, how many are at it.
  std::atomic<uint64_t> state_{0};

  std::mutex mutex_;  // of those that sleep, and of error_
  std::condition_variable wake_;
  std::condition_variable done_;
  std::atomic<int> sleepers_{0};
  std::atomic<bool> caller_sleeps_{false};
  std::atomic<bool> stopping_{false};
  std::exception_ptr error_;
};

}  // namespace tkr::embed::cpu
