#pragma once

#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/raster/rasterinput.h"
#include "model/scene/listedscenes.h"
#include "model/scene/scenegrid.h"
#include "model/scene/scenename.h"
#include "model/series/seriesproducts.h"

namespace calving
{

//! A scene of a series that can be read.
struct PlannedScene
{
  //! For messages: its name without folder and extension or, in a list that gives it another one, that.
  std::string name;
  //! Tells it from all others, however its path is written: its name, and a number made of its date and size.
  std::string key;
  RasterInput input;
  SceneFacts facts;
  //! Of a product: none.
  SceneGrid place;
  //! Whether it is a Sentinel-1 product, which ProductMap makes a raster of.
  bool isProduct = false;
};

//! What reading \a scene depends on besides the scene itself: of a product \a products and the size of its
//! archive, which may be downloaded again; of a raster nothing. One line.
std::string attemptOf( const PlannedScene &scene, const SeriesProducts &products );

//! Which scenes a series has.
struct SeriesPlan
{
  //! Each once, in the order in which they were given.
  std::vector<PlannedScene> scenes;
  std::vector<UnusedScene> leftOut;
};

/**
 * Opens \a scenes and finds out where and when they were taken, before any network is loaded.
 *
 * What cannot be opened, is no scene, has no band \a band or does not say where it lies is left out, with a
 * warning that names it; so are those without a coordinate reference system where most have one. A scene
 * given twice counts once, and the log says so. What \a scenes leave out stays so. Throws Error where nothing
 * is left, and, naming them, where scenes have no date and \a needsDates; Cancelled.
 */
SeriesPlan planSeries( const ListedScenes &scenes, const SeriesProducts &products, int band,
                       const Georeference &georeference, bool needsDates, const Feedback &feedback );

} // namespace calving
