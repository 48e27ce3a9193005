// The kernels of simd_neon.h, with products in integers by the dot product of
// ARMv8.2.
#if defined(__aarch64__)
#include "simd_neon.h"

#define TKR_KERNELS kNeonDotprodKernels
#define TKR_NAME "neon_dotprod"
#include "kernels.inl"
#endif
