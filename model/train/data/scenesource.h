#pragma once

#include <memory>

#include "model/train/data/imagesource.h"

namespace calving
{

//! Labelled scenes.
class SceneSource : public ImageSource
{
public:
  //! Classes 0..3 (see Zone), row by row. Throws Error for a value that stands for no class, naming it and
  //! the scene or file.
  virtual std::vector<std::uint8_t> readZones( int scene, const Window &window ) = 0;
  //! Front pixels (0 or 1) of the whole scene. REQUIRES: info( scene ).hasFront.
  virtual std::vector<std::uint8_t> readFront( int scene ) = 0;
  //! Pixel size in metres that scenes were prepared for, as extraction with the trained network will be; 0:
  //! they were taken as they are.
  virtual double networkPixelMetres() const { return 0; }
  //! Of the rasters that scenes were prepared from; 1 where nobody chose.
  virtual int band() const { return 1; }
  //! What extraction must be told to scale values as these were (see valueSettings()); empty where it does so
  //! by itself.
  virtual std::string valueScaling() const { return {}; }
  //! An independent reader of the same scenes for another thread.
  virtual std::unique_ptr<SceneSource> clone() const = 0;
};

} // namespace calving
