// set_threads, threads and instruction_set.
#include "kernels.h"
#include "ops.h"
#include "thread_pool.h"

namespace tkr::embed::cpu {

void set_threads(int n) { ThreadPool::instance().set_size(n); }

int threads() { return ThreadPool::instance().size(); }

std::string instruction_set() { return kernels().name; }

}  // namespace tkr::embed::cpu
