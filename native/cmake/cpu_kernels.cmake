# The CPU kernels are chosen at run time by the processor's own answer, so only
# the files that hold them are compiled for an instruction set.
file(GLOB avx2_sources CONFIGURE_DEPENDS src/cpu/*_avx2.cpp)
file(GLOB avx512_sources CONFIGURE_DEPENDS src/cpu/*_avx512.cpp)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
  set_source_files_properties(${avx2_sources} PROPERTIES
    COMPILE_OPTIONS "-mavx2;-mfma;-mf16c")
  set_source_files_properties(${avx512_sources} PROPERTIES
    COMPILE_OPTIONS
    "-mavx512f;-mavx512bw;-mavx512dq;-mavx512vl;-mavx2;-mfma;-mf16c")
endif()
