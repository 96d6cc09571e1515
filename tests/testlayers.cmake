# Fails when a folder includes what its layer must not know.
function(forbid folder pattern)
  file(GLOB_RECURSE files ${SOURCE}/${folder}/*.h ${SOURCE}/${folder}/*.cpp)
  forbid_in("${files}" "${pattern}")
endfunction()

function(forbid_in files pattern)
  foreach(file IN LISTS files)
    file(STRINGS ${file} hits REGEX "^#include [<\"](${pattern})")
    if(hits)
      message(SEND_ERROR "${file} must not include: ${hits}")
    endif()
  endforeach()
endfunction()

forbid(model "Q[A-Z]|qgs|qgis|algorithms/|provider/|plugin/")
forbid(model/raster "torch/|ATen/|c10/|model/nn/|model/train/")
forbid(model/nn "gdal|ogr|cpl_|model/raster/|model/front/")
forbid(model/train "gdal|ogr|cpl_|model/raster/raster.h")
forbid(model/extract "torch/|ATen/|c10/|model/nn/|model/train/|model/sar/")
forbid(model/front "torch/|ATen/|c10/|model/nn/|model/train/")
forbid(model/dataset "torch/|ATen/|c10/|model/nn/")
forbid(model/simulate "torch/|ATen/|c10/|model/nn/|model/train/|model/front/")
forbid(model/sar "torch/|ATen/|c10/|model/nn/|model/train/|model/front/")
forbid(algorithms "torch/|ATen/|c10/|gdal|model/nn/|provider/|plugin/")
forbid(provider "torch/|ATen/|c10/|gdal|model/|plugin/")
forbid(plugin "torch/|ATen/|c10/|gdal|model/|algorithms/")

# Model files are read and written where neither GDAL nor torch is.
foreach(stem adoptweights atomicfile infersize jsonreader modelcard modelcardjson modelfile pickle picklestack safetensors
        safetensorsheader sha256 strictjson tensorfile torchfile torchtensor tyrionlayout zipreader)
  forbid_in("${SOURCE}/model/${stem}.h;${SOURCE}/model/${stem}.cpp" "gdal|ogr|cpl_|torch/|ATen/|c10/|model/(raster|nn|train)/")
endforeach()

# No header that QGIS code may include names a torch type.
file(GLOB headers ${SOURCE}/model/*.h ${SOURCE}/model/raster/*.h)
foreach(header IN LISTS headers)
  file(STRINGS ${header} hits REGEX "torch::|torch/|at::Tensor|c10::")
  if(hits)
    message(SEND_ERROR "${header} must not name torch: ${hits}")
  endif()
endforeach()

# The top level holds these and files that begin with a dot; a build folder is nobody's business.
set(expected CMakeLists.txt CMakePresets.json LICENSE README.md algorithms icons metadata.txt model plugin provider tests)
file(GLOB found RELATIVE ${SOURCE} ${SOURCE}/*)
list(FILTER found EXCLUDE REGEX "^\\.|^build$")
list(SORT found)
if(NOT found STREQUAL expected)
  message(SEND_ERROR "The top level holds ${found} instead of ${expected}")
endif()
