#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "model/feedback.h"
#include "model/modelfile/tensors/tensorfile.h"
#include "model/train/data/imagesource.h"

namespace calving
{

/**
 * Scenes in one .safetensors file, held in memory.
 *
 * Tensors "grey.N" U8 [height, width] and others by kind; one entry of the metadata is a JSON array of name,
 * glacier, date, pixel_size_m (x, y), where it is known box and crs (as in SceneInfo), and what else there
 * is, in the order of N.
 */
struct PackedImages
{
  TensorFile file;
  std::vector<SceneInfo> infos;

  //! Image \a number of its \a kind, where it is one of bytes in so many \a dimensions; else null.
  const StoredTensor *find( const char *kind, int number, std::size_t dimensions ) const;
  //! \a window of each channel of that image, one after the other. REQUIRES: find() gives it.
  std::vector<std::uint8_t> read( const char *kind, int number, const Window &window ) const;
  //! Adds image \a number of its \a kind.
  void add( const char *kind, int number, const std::vector<std::uint8_t> &values,
            const std::vector<std::int64_t> &shape );
};

/**
 * Reads the file \a path of \a what, whose scenes stand in the metadata \a list.
 *
 * \a complete gets the images with all scenes so far, and the entry of the last one: it takes over what that
 * kind of scene has besides, and returns false where something is missing. Throws Error if \a path is
 * missing, damaged or holds no such scenes.
 */
PackedImages
readPackedImages( const std::string &path, const char *list, const std::string &what,
                  const std::function<bool( PackedImages &images, const nlohmann::json &entry )> &complete );

/**
 * Writes all scenes of \a source to \a path, whole or not at all. \a complete adds what scene \a number has
 * besides its grey values. Throws Cancelled between scenes.
 */
void writePackedImages(
    const std::string &path, const char *list, ImageSource &source,
    const std::function<void( PackedImages &images, nlohmann::json &entry, int number )> &complete,
    const Feedback &feedback );

} // namespace calving
