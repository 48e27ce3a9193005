#include "nn/ops.h"

#include <mlx/ops.h>

namespace tkr::embed {
namespace {

mlx::core::array normed(const Ops& ops, const Rows& rows) {
  return rows.norm ? ops.rms_norm(rows.x, *rows.norm, rows.eps) : rows.x;
}

}  // namespace

std::vector<mlx::core::array> Ops::linears(
    const Rows& rows, std::span<const Linear> layers) const {
  array x = normed(*this, rows);
  std::vector<array> products;
  for (const Linear& layer : layers) products.push_back(linear(x, layer));
  return products;
}

mlx::core::array Ops::linear_add(const array& x, const Linear& layer,
                                 const array& residual) const {
  return mlx::core::add(residual, linear(x, layer));
}

mlx::core::array Ops::gated_linear(const Rows& rows, const Linear& gate,
                                   const Linear& up) const {
  array x = normed(*this, rows);
  return silu_mul(linear(x, gate), linear(x, up));
}

}  // namespace tkr::embed
