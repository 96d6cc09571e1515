# The kernels of model/nn, compiled once for each instruction set; add_kernels(TARGET) adds them to a library or program.
# They include no header of the C++ library: its inline functions, compiled for the wrong processor, could replace those
# of the other files.
function(add_kernels target)
  set(folder ${CMAKE_CURRENT_FUNCTION_LIST_DIR})
  target_sources(${target} PRIVATE ${folder}/available.cpp)
  set_source_files_properties(${folder}/available.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
  if(NOT CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    return()
  endif()
  set_property(SOURCE ${folder}/available.cpp APPEND PROPERTY COMPILE_DEFINITIONS CALVING_X86_KERNELS)
  set(avx2 -mavx2 -mfma)
  set(avx512bf16 -mavx512f -mavx512bw -mavx512vl -mavx512dq -mavx512cd -mavx512bf16 -mfma -mprefer-vector-width=512)
  foreach(instructions avx2 avx512bf16)
    add_library(${target}_${instructions} OBJECT ${folder}/groupnorm.cpp ${folder}/tokennorm.cpp ${folder}/attention.cpp)
    target_include_directories(${target}_${instructions} PRIVATE ${folder}/../../..)
    target_compile_definitions(${target}_${instructions} PRIVATE CALVING_INSTRUCTIONS=${instructions})
    target_compile_options(${target}_${instructions} PRIVATE ${${instructions}} -O3 -fno-math-errno -fno-trapping-math
                                                             -Wno-psabi)
    set_target_properties(${target}_${instructions} PROPERTIES AUTOMOC OFF POSITION_INDEPENDENT_CODE ON)
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:${target}_${instructions}>)
  endforeach()
endfunction()
