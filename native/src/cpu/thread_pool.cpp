#include "thread_pool.h"

#include <algorithm>
#include <utility>

#if defined(__linux__)
#include <sched.h>
#endif

namespace tkr::embed::cpu {
namespace {

// Set once the process's pool is destroyed; needs no destructor itself.
std::atomic<bool> ended{false};

struct ProcessPool : ThreadPool {
  ~ProcessPool() { ended = true; }
};

}  // namespace

int available_cores() {
#if defined(__linux__)
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0)
    return std::max(1, CPU_COUNT(&set));
#endif
  return std::max(1u, std::thread::hardware_concurrency());
}

ThreadPool& ThreadPool::instance() {
  static ProcessPool pool;
  return pool;
}

ThreadPool::ThreadPool() { start(available_cores()); }

ThreadPool::~ThreadPool() { stop(); }

void ThreadPool::set_size(int n) {
  std::lock_guard<std::mutex> turn(one_loop_);
  if (ended || (n = n > 0 ? n : available_cores()) == size_) return;
  stop();
  start(n);
}

void ThreadPool::start(int n) {
  stopping_ = false;
  size_ = n;
  for (int i = 0; i < n - 1; ++i)
    threads_.emplace_back([this] { wait_for_loops(); });
}

void ThreadPool::stop() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void ThreadPool::run(const Loop& loop) {
  if (ended || loop.jobs <= 1 || size_ == 1) {
    for (int64_t i = 0; i < loop.jobs; ++i) loop.call(loop.context, i);
    return;
  }
  std::lock_guard<std::mutex> turn(one_loop_);
  const int places =
      static_cast<int>(std::min<int64_t>(threads_.size(), loop.jobs - 1));
  {
    std::lock_guard<std::mutex> lock(mutex_);
    loop_ = loop;
    next_ = 0;
    error_ = nullptr;
    places_ = places;
  }
  for (int i = 0; i < places; ++i) wake_.notify_one();
  work();
  // A thread that has not woken by now is not waited for.
  std::unique_lock<std::mutex> lock(mutex_);
  places_ = 0;
  done_.wait(lock, [this] { return working_ == 0; });
  if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
}

// Takes jobs until none is left; after an exception, none is.
void ThreadPool::work() {
  try {
    for (int64_t job; (job = next_.fetch_add(1)) < loop_.jobs;)
      loop_.call(loop_.context, job);
  } catch (...) {
    next_ = loop_.jobs;
    std::lock_guard<std::mutex> lock(mutex_);
    if (!error_) error_ = std::current_exception();
  }
}

void ThreadPool::wait_for_loops() {
  std::unique_lock<std::mutex> lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || places_ > 0; });
    if (stopping_) return;
    --places_;
    ++working_;
    lock.unlock();
    work();
    lock.lock();
    if (--working_ == 0) done_.notify_one();
  }
}

}  // namespace tkr::embed::cpu
