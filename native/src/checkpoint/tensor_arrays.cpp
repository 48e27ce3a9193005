#include "checkpoint/tensor_arrays.h"

#include <mlx/allocator.h>

#include <stdexcept>

namespace tkr::embed {
namespace {

namespace mx = mlx::core;

mx::Dtype array_dtype(const StoredTensor& tensor) {
  switch (tensor.location.dtype) {
    case StoredDtype::kBf16:
      return mx::bfloat16;
    case StoredDtype::kF16:
      return mx::float16;
    case StoredDtype::kF32:
      return mx::float32;
    case StoredDtype::kU32:
      return mx::uint32;
    default:
      throw std::runtime_error(tensor.describe() + ": unsupported dtype");
  }
}

// MLX's CPU allocator hands out pointers to a size_t that stands before the
// data, and its public no-copy constructor copies. Asked of the allocator
// itself, so that another backend or version falls back to that constructor.
bool has_size_prefix() {
  mx::allocator::Buffer buffer = mx::allocator::allocator().malloc(64);
  auto start = static_cast<char*>(buffer.ptr());
  auto data = static_cast<char*>(buffer.raw_ptr());
  bool prefixed = data - start == sizeof(size_t);
  mx::allocator::allocator().free(buffer);
  return prefixed;
}

bool is_aligned(const StoredTensor& tensor) {
  size_t size = mx::size_of(array_dtype(tensor));
  return reinterpret_cast<uintptr_t>(tensor.data()) % size == 0;
}

mx::array mapped_array(const StoredTensor& tensor, const mx::Shape& shape) {
  auto* start = const_cast<uint8_t*>(tensor.data()) - sizeof(size_t);
  auto keep = [source = tensor.source](mx::allocator::Buffer) {};
  return mx::array(mx::allocator::Data(mx::allocator::Buffer(start), keep),
                   shape, array_dtype(tensor));
}

mx::array constructed_array(const StoredTensor& tensor,
                            const mx::Shape& shape) {
  auto keep = [source = tensor.source](void*) {};
  return mx::array(const_cast<uint8_t*>(tensor.data()), shape,
                   array_dtype(tensor), keep);
}

}  // namespace

mx::array tensor_array(const StoredTensor& tensor, const mx::Shape& shape) {
  static const bool prefixed = has_size_prefix();
  return prefixed && is_aligned(tensor) ? mapped_array(tensor, shape)
                                        : constructed_array(tensor, shape);
}

mx::array tensor_array(const StoredTensor& tensor) {
  mx::Shape shape;
  for (int64_t dim : tensor.location.shape) {
    shape.push_back(static_cast<int32_t>(dim));
  }
  return tensor_array(tensor, shape);
}

}  // namespace tkr::embed
