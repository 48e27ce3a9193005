#include "nn/arrays.h"

#include <mlx/device.h>
#include <mlx/ops.h>
#include <mlx/transforms.h>

namespace tkr::embed {

namespace mx = mlx::core;

mx::array row_slice(const mx::array& x, int begin, int count) {
  if (begin == 0 && count == x.shape(0)) return x;
  mx::Shape start(x.ndim(), 0);
  mx::Shape stop = x.shape();
  start[0] = begin;
  stop[0] = begin + count;
  return mx::slice(x, start, stop);
}

mx::array stack_rows(const std::vector<mx::array>& parts) {
  return parts.size() == 1 ? parts[0] : mx::concatenate(parts, 0);
}

mx::array take_rows(const mx::array& x, const std::vector<int32_t>& indices) {
  mx::array ids(indices.data(), {static_cast<int>(indices.size())});
  return mx::take(x, ids, 0);
}

void evaluate_layer(std::vector<mx::array> arrays) {
  if (mx::default_device() == mx::Device::gpu) {
    mx::async_eval(std::move(arrays));
  } else {
    mx::eval(std::move(arrays));
  }
}

}  // namespace tkr::embed
