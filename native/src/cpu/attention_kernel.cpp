// A job takes one key head and up to 512 of its rows (attention_rows.h).
#include "attention_kernel.h"

#include <algorithm>

#include "attention_rows.h"
#include "kernels.h"
#include "thread_pool.h"

namespace tkr::embed::cpu {
namespace {

constexpr int64_t kLeastRows = 64;
constexpr int64_t kMostRows = 512;
// Queries and keys from which integers are faster.
constexpr int64_t kLeastOfIntegers = 128;

// Rows of a job: fewer when that leaves threads without work.
int64_t rows_of_job(int64_t rows, int64_t heads) {
  const int64_t share = rows * heads / (4 * ThreadPool::instance().size());
  return std::clamp(share / kLeastRows * kLeastRows, kLeastRows, kMostRows);
}

// Under a causal mask a row's rounding would depend on keys that it does not
// see.
bool takes_integers(const AttentionProblem& problem) {
  return kernels().dense && !problem.causal && problem.size <= kDenseGroup &&
         std::min(problem.queries, problem.keys) >= kLeastOfIntegers;
}

}  // namespace

void attend(const AttentionProblem& problem) {
  const int64_t rows = problem.queries * problem.heads_of_key();
  const int64_t heads = problem.key_heads, size = rows_of_job(rows, heads);
  const int64_t blocks = (rows + size - 1) / size;
  const auto attention =
      takes_integers(problem) ? integer_attention : float_attention;
  // The last rows first: with a causal mask they see the most keys.
  ThreadPool::instance().run(blocks * heads, [&](int64_t job) {
    const int64_t first = (blocks - 1 - job / heads) * size;
    attention(problem, {job % heads, first, std::min(rows, first + size)})
        ->attend();
  });
}

}  // namespace tkr::embed::cpu
