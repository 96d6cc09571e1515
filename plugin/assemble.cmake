# Puts together the folder that QGIS installs.
#
# QGIS overwrites an installed plugin's files in place, and a library that is overwritten while it is loaded ends the
# process. Hence its name holds the version and a part of its hash: another library always has another name.
file(SHA256 ${LIBRARY} hash)
string(SUBSTRING ${hash} 0 8 hash)
get_filename_component(name ${LIBRARY} NAME_WLE)
set(name ${name}-${hash}.so)

file(REMOVE_RECURSE ${PACKAGE})
file(COPY ${SOURCE}/plugin/__init__.py ${SOURCE}/metadata.txt ${SOURCE}/LICENSE DESTINATION ${PACKAGE})
file(COPY ${SOURCE}/icons/provider.svg DESTINATION ${PACKAGE}/icons)
file(MAKE_DIRECTORY ${PACKAGE}/lib)
file(COPY_FILE ${LIBRARY} ${PACKAGE}/lib/${name})
file(WRITE ${PACKAGE}/lib/current "${name}\n")
file(GLOB weights ${SOURCE}/model/weights/*)
if(weights)
  file(COPY ${weights} DESTINATION ${PACKAGE}/weights)
endif()
