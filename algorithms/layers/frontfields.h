#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QString>
#include <qgscoordinatereferencesystem.h>
#include <qgscoordinatetransformcontext.h>
#include <qgsfeature.h>

#include "algorithms/layers/vectoroutput.h"
#include "model/front/tracefronts.h"
#include "model/scene/scenename.h"
#include "model/series/estimate/fronterror.h"

namespace calving
{

//! What all fronts of a scene share.
struct FrontContext
{
  SceneFacts scene;
  double pixelMetres = 0;
  //! Empty where no model was involved.
  QString modelName;
  //! SHA-256 of the model file in hexadecimal digits.
  QString modelHash;
  //! Kind and size of its network.
  QString modelArchitecture;
  //! The parameters of the run as a JSON object.
  QString parameters;
  //! Where the coordinate reference system comes from: "raster", "parameter", ...
  QString crsSource;
  //! Whether each vertex has a confidence: vertices then carry it as M.
  bool hasConfidence = false;
  QString notes;
  //! Of each front of a series, the mean distance in metres to what the scene alone shows; not-a-number where
  //! that is nothing. Empty where there is no series.
  std::vector<double> singleMetres;
  //! Of all fronts of the scene; empty where nothing is known of it.
  std::optional<FrontError> error;
  //! Of each front what follows the notes: a sentence; may be empty. Empty where there are none.
  std::vector<std::string> remarks;
};

/**
 * The layer of \a fronts: one multi-line feature each, in \a crs, with the confidence (0 to 1) as M if there
 * is one, and all attributes of frontColumns().
 *
 * center_x, center_y is the point halfway along the longest part; lat, lon the same in WGS 84 (NULL where \a
 * crs is unknown). qual_flag is 10, as CALFIN flags automatic fronts. Unknown attributes are NULL.
 */
VectorContent frontLayer( const std::vector<FrontLine> &fronts, const FrontContext &about,
                          const QgsCoordinateReferenceSystem &crs, bool shapefile );

} // namespace calving
