// The kernels of simd_avx2.h, with products in integers by AVX-VNNI.
#if defined(__x86_64__)
#include "simd_avx2.h"

#define TKR_KERNELS kAvxVnniKernels
#define TKR_NAME "avxvnni"
#define TKR_DENSE 1
#include "kernels.inl"
#endif
