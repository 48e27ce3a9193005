#include "thread_pool.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "available_cores.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tkr::embed::cpu {
namespace {

// Longer than what lies between two loops of a pass, and far shorter than what
// the scheduler gives a thread at a time.
constexpr std::chrono::microseconds kSpin{50};
constexpr int kPauses = 16;  // between two looks at the clock

// The bits of a state, the loop's number above them.
constexpr uint64_t kWorking = 0xffff;  // a count of threads
constexpr uint64_t kOpen = 0x10000;
constexpr uint64_t kLoop = 0x20000;

// Set once the process's pool is destroyed; needs no destructor itself.
std::atomic<bool> ended{false};

struct ProcessPool : ThreadPool {
  ~ProcessPool() { ended = true; }
};

void pause() {
#if defined(__x86_64__)
  _mm_pause();
#elif defined(__aarch64__)
  __asm__ __volatile__("yield");
#endif
}

// Whether the condition came true while it was worth looking for.
template <class Condition>
bool spin(const Condition& holds) {
  const auto end = std::chrono::steady_clock::now() + kSpin;
  do {
    for (int i = 0; i < kPauses; ++i) {
      if (holds()) return true;
      pause();
    }
  } while (std::chrono::steady_clock::now() < end);
  return holds();
}

}  // namespace

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
  spins_ = n <= available_cores();
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
  open(loop);
  work();
  close();
  if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
}

void ThreadPool::open(const Loop& loop) {
  loop_ = loop;
  next_ = 0;
  state_ = (state_ / kLoop + 1) * kLoop + kOpen;
  const auto wanted = std::min<int64_t>(sleepers_, loop.jobs - 1);
  if (wanted <= 0) return;
  // whoever counts as asleep is waiting once the lock is free
  { std::lock_guard<std::mutex> lock(mutex_); }
  for (int64_t i = 0; i < wanted; ++i) wake_.notify_one();
}

// A thread that has not joined by now is not waited for.
void ThreadPool::close() {
  state_ &= ~kOpen;
  const auto left = [this] { return (state_ & kWorking) == 0; };
  if (left() || (spins_ && spin(left))) return;
  std::unique_lock<std::mutex> lock(mutex_);
  caller_sleeps_ = true;
  done_.wait(lock, left);
  caller_sleeps_ = false;
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
  uint64_t seen = 0;
  const auto news = [&] { return has_news(seen); };
  while (!stopping_) {
    if (!news() && !(spins_ && spin(news))) {
      std::unique_lock<std::mutex> lock(mutex_);
      ++sleepers_;
      wake_.wait(lock, news);
      --sleepers_;
    }
    if (!join(seen)) continue;
    work();
    leave();
  }
}

// A loop that is open and another than the one seen, or the end.
bool ThreadPool::has_news(uint64_t seen) const {
  const uint64_t state = state_;
  return stopping_ || ((state & kOpen) && state / kLoop != seen);
}

bool ThreadPool::join(uint64_t& seen) {
  uint64_t state = state_;
  while (!stopping_ && (state & kOpen) && state / kLoop != seen) {
    if (!state_.compare_exchange_weak(state, state + 1)) continue;
    seen = state / kLoop;
    return true;
  }
  return false;
}

void ThreadPool::leave() {
  const uint64_t before = state_--;
  if ((before & kOpen) || (before & kWorking) > 1 || !caller_sleeps_) return;
  std::lock_guard<std::mutex> lock(mutex_);
  done_.notify_one();
}

}  // namespace tkr::embed::cpu
