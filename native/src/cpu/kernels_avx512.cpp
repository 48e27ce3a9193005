// The kernels of simd_avx512.h.
#if defined(__x86_64__)
#include "simd_avx512.h"

#define TKR_KERNELS kAvx512Kernels
#define TKR_NAME "avx512"
#define TKR_DENSE 1
#include "kernels.inl"
#endif
