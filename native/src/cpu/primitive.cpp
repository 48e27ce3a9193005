#include "primitive.h"

#include <stdexcept>
#include <utility>

#include "mlx/allocator.h"
#include "mlx/backend/cpu/encoder.h"
#include "mlx/ops.h"
#include "mlx/primitives.h"

namespace tkr::embed::cpu {

namespace mx = mlx::core;

namespace {

class KernelPrimitive : public mx::Primitive {
 public:
  KernelPrimitive(mx::Stream stream, const char* name, int reusable,
                  Kernel kernel)
      : Primitive(stream),
        name_(name),
        reusable_(reusable),
        kernel_(std::move(kernel)) {}

  void eval_cpu(const std::vector<array>& inputs,
                std::vector<array>& outputs) override {
    for (array& output : outputs)
      if (&output != &outputs[0] || !reuse(inputs, output))
        output.set_data(mx::allocator::malloc(output.nbytes()));
    // The evaluation keeps the buffers alive until the kernel has run.
    auto& encoder = mx::cpu::get_command_encoder(stream());
    encoder.dispatch(
        [kernel = kernel_, in = weak_copies(inputs),
         out = weak_copies(outputs)]() mutable { kernel(in, out); });
  }

  void eval_gpu(const std::vector<array>&, std::vector<array>&) override {
    throw std::runtime_error(std::string(name_) + " runs on the CPU only");
  }

  const char* name() const override { return name_; }

 private:
  bool reuse(const std::vector<array>& inputs, array& output) const {
    for (int i = 0; i < reusable_; ++i) {
      const array& input = inputs[i];
      if (!input.is_donatable() || input.nbytes() != output.nbytes() ||
          input.data_size() != input.size())
        continue;
      output.copy_shared_buffer(input);
      return true;
    }
    return false;
  }

  static std::vector<array> weak_copies(const std::vector<array>& arrays) {
    std::vector<array> copies;
    for (const array& a : arrays) copies.push_back(array::unsafe_weak_copy(a));
    return copies;
  }

  const char* name_;
  int reusable_;
  Kernel kernel_;
};

}  // namespace

std::vector<array> apply(const Operation& operation, std::vector<array> inputs,
                         Kernel kernel) {
  const auto stream = mx::default_stream(mx::Device::cpu);
  for (array& input : inputs) input = row_contiguous(input);
  return array::make_arrays(
      operation.shapes, operation.dtypes,
      std::make_shared<KernelPrimitive>(stream, operation.name,
                                        operation.reusable, std::move(kernel)),
      inputs);
}

array row_contiguous(const array& a) {
  if (a.is_available() && a.flags().row_contiguous) return a;
  return mx::contiguous(a, false, mx::default_stream(mx::Device::cpu));
}

array as_float32(const array& a) {
  if (a.dtype() == mx::float32) return a;
  return mx::astype(a, mx::float32, mx::default_stream(mx::Device::cpu));
}

}  // namespace tkr::embed::cpu
