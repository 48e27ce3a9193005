// A graph node whose work is a function.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "mlx/array.h"

namespace tkr::embed::cpu {

using mlx::core::array;

// Runs on the stream's thread: reads the inputs, which are row-contiguous, and
// fills the outputs, which are allocated.
using Kernel =
    std::function<void(const std::vector<array>&, std::vector<array>&)>;

struct Operation {
  const char* name;
  std::vector<mlx::core::Shape> shapes;  // of the outputs
  std::vector<mlx::core::Dtype> dtypes;
  // Inputs before this one may give their memory to the first output: the
  // kernel reads an element no later than it writes its place.
  int reusable = 0;
};

// The outputs of a new node on the default CPU stream.
std::vector<array> apply(const Operation& operation, std::vector<array> inputs,
                         Kernel kernel);

// A copy of a when it is not row-contiguous.
array row_contiguous(const array& a);

// a converted on the default CPU stream.
array as_float32(const array& a);

}  // namespace tkr::embed::cpu
