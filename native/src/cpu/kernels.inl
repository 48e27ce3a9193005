// The table of the instruction set whose simd_*.h was included before. The
// including file defines TKR_KERNELS (the table) and TKR_NAME.
#if defined(TKR_DENSE)
#include "dense.inl"
#endif
#include "dot.inl"
#include "integer_dot.inl"
#include "integers.inl"
#include "kernels.h"
#include "math.inl"
#include "multiply.inl"
#include "norm.inl"
#include "pack.inl"
#include "quantize.inl"

namespace tkr::embed::cpu {

static_assert(kTileRows <= kMostTileRows && kPanelRows <= kMostPanelRows);

const Kernels TKR_KERNELS = {
    .name = TKR_NAME,
    .lanes = kLanes,
    .tile_rows = kTileRows,
    .panel_rows = kPanelRows,
    .multiply = multiply,
    .pack_rows = pack_rows,
    .pack = {pack<kFloat32>, pack<kFloat16>, pack<kBFloat16>},
    .pack_quantized = {pack_quantized<4>, pack_quantized<8>},
    .dot = {dot<kFloat32>, dot<kFloat16>, dot<kBFloat16>},
    .dot_quantized = {dot_quantized<4>, dot_quantized<8>},
    .to_float32 = {to_float32<kFloat32>, to_float32<kFloat16>,
                   to_float32<kBFloat16>},
    .dequantize = {dequantize<4>, dequantize<8>},
    .quantize = {quantize<4>, quantize<8>},
    .softmax = softmax,
    .scale_columns = scale_columns,
    .silu_mul = silu_mul,
    .quick_gelu = quick_gelu,
    .gelu = gelu,
    .gelu_tanh = gelu_tanh,
    .rms_norm = rms_norm,
    .layer_norm = layer_norm,
    .rotary = rotary,
    .integers = {{integer_kernels<4, 2, kHasPairs>(),
                  integer_kernels<8, 2, kHasPairs>()},
                 {integer_kernels<4, 4, true>(),
                  integer_kernels<8, kHasQuads8 ? 4 : 2, true>()}},
#if defined(TKR_DENSE)
    .dense = &kDenseKernels,
#endif
};

}  // namespace tkr::embed::cpu
