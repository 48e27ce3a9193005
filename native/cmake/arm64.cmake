# Toolchain of an arm64 build on Debian or Ubuntu for x86-64; the tests run under
# an emulator.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CROSSCOMPILING_EMULATOR
    "qemu-aarch64-static;-cpu;max;-L;/usr/aarch64-linux-gnu")
