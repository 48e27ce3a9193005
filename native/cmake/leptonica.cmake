# leptonica: libjpeg-turbo and libtiff with their headers, as JavaCPP publishes
# them for every platform of ours.
file(GLOB LEPTONICA_LIBRARY "${LEPTONICA_ROOT}/libleptonica.*")
if(NOT LEPTONICA_LIBRARY OR NOT EXISTS "${LEPTONICA_ROOT}/include/jpeglib.h")
  message(FATAL_ERROR
    "No libjpeg-turbo and libtiff in LEPTONICA_ROOT=${LEPTONICA_ROOT}: Maven\n"
    "lays them out there:\n"
    "  mvn initialize")
endif()
add_library(leptonica SHARED IMPORTED)
set_target_properties(leptonica PROPERTIES
  IMPORTED_LOCATION "${LEPTONICA_LIBRARY}"
  INTERFACE_INCLUDE_DIRECTORIES "${LEPTONICA_ROOT}/include")
