// The kernels of simd_avx2.h.
#if defined(__x86_64__)
#include "simd_avx2.h"

#define TKR_KERNELS kAvx2Kernels
#define TKR_NAME "avx2"
#define TKR_DENSE 1
#include "kernels.inl"
#endif
