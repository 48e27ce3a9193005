#include "nn/row_buckets.h"

#include <bit>

namespace tkr::embed {
namespace {

constexpr int32_t kFew = 32;
constexpr int32_t kMany = 512;
constexpr int32_t kManyStep = 128;

int32_t multiple(int32_t rows, int32_t step) {
  return (rows + step - 1) / step * step;
}

}  // namespace

int32_t row_bucket(int32_t rows) {
  if (rows <= kFew) {
    return static_cast<int32_t>(std::bit_ceil(static_cast<uint32_t>(rows)));
  }
  return multiple(rows, rows <= kMany ? kFew : kManyStep);
}

}  // namespace tkr::embed
