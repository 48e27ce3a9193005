#include "nn/fused.h"

#include <mlx/compile.h>

namespace tkr::embed {

Fused fused(Elementwise function, bool gpu) {
  if (!gpu) return function;
  return mlx::core::compile(function, true);
}

}  // namespace tkr::embed
