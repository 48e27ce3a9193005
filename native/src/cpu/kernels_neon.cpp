// The kernels of simd_neon.h.
#if defined(__aarch64__)
#include "simd_neon.h"

#define TKR_KERNELS kNeonKernels
#define TKR_NAME "neon"
#include "kernels.inl"
#endif
