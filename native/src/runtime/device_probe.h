// Whether a device multiplies rightly, tried before a model is loaded on it. On
// Apple's M5 one compiler made products wrong of more than 8 rows (MLX issues
// 3585, 3586); whatever does that again is to be an error, no wrong vector.
#pragma once

#include <string>

#include "nn/mlx_ops.h"
#include "nn/ops.h"

namespace tkr::embed {

// Products of 3, 9 and 128 rows with 512 x 1024 weights against the CPU's in
// double precision, dense and quantised to 4 bits.
struct DeviceProbe {
  // The largest difference, by the result's deviation.
  double dense_error = 0;
  double quantized_error = 0;
  // Of 128 rows, 10^9 floating-point operations a second.
  double dense_gflops = 0;
  double quantized_gflops = 0;

  double error() const;
  // In one line.
  std::string description() const;
};

// On the calling thread's default device, by operations of this precision.
// Throws std::runtime_error, with the way out, where a product is wrong.
DeviceProbe probe_device(const Ops& ops, Precision precision);

}  // namespace tkr::embed
