#include "attention_kernel.h"
#include "check.h"
#include "ops.h"
#include "primitive.h"

namespace tkr::embed::cpu {

namespace mx = mlx::core;

namespace {

void check_operands(const array& q, const array& k, const array& v,
                    bool causal) {
  const Operand queries{"attention", "q", q}, keys{"attention", "k", k},
      values{"attention", "v", v};
  for (const Operand& operand : {queries, keys, values}) {
    operand.is_float32();
    operand.has_rank(3);
  }
  keys.require(q.shape(1) % k.shape(1) == 0,
               "[S, Hkv, D] with Hkv a divisor of q's " +
                   std::to_string(q.shape(1)) + " heads");
  keys.has_shape({k.shape(0), k.shape(1), q.shape(2)});
  values.has_shape({k.shape(0), k.shape(1), k.shape(2)});
  keys.require(!causal || k.shape(0) >= q.shape(0),
               "at least q's " + std::to_string(q.shape(0)) +
                   " rows under a causal mask");
}

}  // namespace

array attention(const array& q, const array& k, const array& v, float scale,
                bool causal) {
  check_operands(q, k, v, causal);
  auto kernel = [=](const std::vector<array>& in, std::vector<array>& out) {
    attend({in[0].data<float>(), in[1].data<float>(), in[2].data<float>(),
            out[0].data<float>(), in[0].shape(0), in[1].shape(0),
            in[0].shape(1), in[1].shape(1), in[0].shape(2), scale, causal});
  };
  return apply({"attention", {q.shape()}, {mx::float32}}, {q, k, v}, kernel)[0];
}

}  // namespace tkr::embed::cpu
