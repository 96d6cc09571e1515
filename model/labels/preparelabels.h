#pragma once

#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/labels/frontarchive.h"
#include "model/geometry/zonepolygons.h"
#include "model/scene/preparedscene.h"
#include "model/segmenter.h"

namespace calving
{

//! Where zones come from that no front line of their date gives.
enum class Prefill
{
  //! From the model where there is one, else from the nearest date that has labels.
  Automatic,
  Model,
  Labels,
  Nothing
};

struct LabelOptions
{
  //! Empty: what metadata or names say.
  std::string glacier;
  Prefill prefill = Prefill::Automatic;
  //! Days between a scene and a front of the archive that still counts for it.
  int mostDays = 0;
  //! How far the ends of a front line may be from the walls of the fjord.
  double farthestEndMetres = 2000;
  //! Whether zones that are there already are made anew where the lines of their scene were moved.
  bool followFronts = false;
  //! How the model sees the scenes.
  SceneInput input;
  //! An existing folder for intermediate files, which are removed again.
  std::string temporaryFolder;
};

//! What there is to start from.
struct LabelSources
{
  //! Labels that are there already, with the lines that someone drew. Its system is that of the results.
  ZonePolygons labels;
  FrontArchive archive;
  //! Rock, whatever else says; may be empty.
  DrawnPolygons rock;
  //! Null: no model.
  Segmenter *model = nullptr;
};

//! The labels of one scene, for someone to look at and mend.
struct PreparedLabels
{
  std::string scene;
  std::string glacier;
  //! "YYYY-MM-DD"; empty where unknown.
  std::string date;
  //! Words on where they come from: "model tyrion", "front, zones of Helheim_2018-06-02_S1".
  std::string source;
  std::vector<ZonePolygon> zones;
  //! Lines to add.
  std::vector<WellKnownBinary> fronts;
  //! Whether the zones take the place of those that the scene had.
  bool replaces = false;
};

/**
 * Labels for those of \a rasters that have none yet, and, where options.followFronts, for those whose front
 * lines left their zones.
 *
 * For each scene, in this order: the zones of the labelled date nearest in time (where there is none, the
 * model's) parted along the scene's front lines, those among the labels before those of the archive; the
 * model's zones; the zones of the nearest date as they are. Rock is laid over all. A scene with nothing to start from gets
 * nothing, with a warning. Works on grids of at most 9 million pixels, the scene's own or coarser.
 *
 * Warns of lines that part nothing and of dates that are not known; says in the log what became of each scene.
 * Throws Error, naming the raster, where it cannot be read, is not georeferenced, shares its name with another,
 * or has no place in the system of the labels; as extractFronts() does; where only a model could help and there is
 * none; Cancelled.
 */
std::vector<PreparedLabels> prepareLabels( const std::vector<RasterInput> &rasters, const LabelSources &sources,
                                           const LabelOptions &options, const Feedback &feedback );

} // namespace calving
