#include "weights.h"

#include "check.h"
#include "primitive.h"

namespace tkr::embed::cpu {

Weights dense_weights(const array& w) {
  Weights weights;
  weights.data = w.data<char>();
  weights.n = w.shape(0);
  weights.k = w.shape(1);
  weights.type = float_type(w);
  return weights;
}

Weights quantized_weights(Weights shape, const array* arrays) {
  shape.data = arrays[0].data<char>();
  shape.scales = arrays[1].data<char>();
  shape.biases = arrays[2].data<char>();
  shape.scale_type = float_type(arrays[1]);
  return shape;
}

Weights quantized_shape(int64_t n, int64_t k, int group_size, int bits) {
  Weights shape;
  shape.n = n;
  shape.k = k;
  shape.group_size = group_size;
  shape.bits = bits;
  return shape;
}

std::pair<array, array> same_type(const array& scales, const array& biases) {
  if (scales.dtype() == biases.dtype()) return {scales, biases};
  return {as_float32(scales), as_float32(biases)};
}

}  // namespace tkr::embed::cpu
