// The kernels of simd_scalar.h.
#include "simd_scalar.h"

#define TKR_KERNELS kScalarKernels
#define TKR_NAME "scalar"
#include "kernels.inl"
