# mlx: MLX as published, never built from source.
find_library(MLX_LIBRARY mlx PATHS "${MLX_ROOT}/mlx/lib" NO_DEFAULT_PATH)
find_path(MLX_INCLUDE mlx/mlx.h PATHS "${MLX_ROOT}/mlx/include" NO_DEFAULT_PATH)
if(NOT MLX_LIBRARY OR NOT MLX_INCLUDE)
  message(FATAL_ERROR
    "No MLX package in MLX_ROOT=${MLX_ROOT}: install it there with\n"
    "  python3 -m pip install --no-deps --only-binary=:all: --require-hashes "
    "--target ${MLX_ROOT} -r ${CMAKE_CURRENT_SOURCE_DIR}/requirements.txt")
endif()
add_library(mlx INTERFACE)
target_include_directories(mlx SYSTEM INTERFACE ${MLX_INCLUDE})
if(EXISTS "${MLX_ROOT}/mlx/include/metal_cpp")
  target_include_directories(mlx SYSTEM INTERFACE
                             "${MLX_ROOT}/mlx/include/metal_cpp")
endif()
target_link_libraries(mlx INTERFACE ${MLX_LIBRARY})
if(TKR_EMBED_CUDA)
  # libcuda.so.1 is the driver's: a machine that only builds has none
  target_link_options(mlx INTERFACE -Wl,--allow-shlib-undefined
                      -Wl,--unresolved-symbols=ignore-in-shared-libs)
endif()
if(EXISTS "${MLX_ROOT}/mlx_cpu.libs")
  target_link_options(mlx INTERFACE
                      "-Wl,-rpath-link,${MLX_ROOT}/mlx_cpu.libs")
endif()
