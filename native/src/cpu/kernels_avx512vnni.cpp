// The kernels of simd_avx512.h, with products in integers by AVX-512 VNNI.
#if defined(__x86_64__)
#include "simd_avx512.h"

#define TKR_KERNELS kAvx512VnniKernels
#define TKR_NAME "avx512vnni"
#define TKR_DENSE 1
#include "kernels.inl"
#endif
