#pragma once

#include <functional>
#include <vector>

#include <QString>

#include "model/scene/scenename.h"

class QgsMapLayer;
class QgsProcessingContext;

namespace calving
{

//! A result of a run, as QGIS Desktop is to show it.
struct LoadedLayer
{
  //! The output's value.
  QString output;
  //! What the layer shows, such as “Zones”; scene and date are added to its name.
  QString content;
  //! Sets the colours of the layer; may be empty.
  std::function<void( QgsMapLayer &layer )> style;
  //! The group of the project that it goes to, on top where it is new; empty: where QGIS puts it.
  QString group = {};
};

/**
 * When QGIS Desktop loads them, the results \a layers of one run get a name, colours, a time and an order.
 *
 * The name says what is shown and of which \a scene; a file that the user named keeps that name where QGIS is
 * set to show names of files. The time, for the temporal controller, is that of \a scene for rasters, that of
 * each feature for vectors. The first layer lies on top, the last at the bottom, and fronts of other runs
 * stay above all of them. Does nothing for layers that will not be loaded.
 */
void showOnLoad( QgsProcessingContext &context, const SceneFacts &scene,
                 const std::vector<LoadedLayer> &layers );

//! The same for radar pictures that say themselves when and by which sensor they were taken; the first does
//! for all.
void showRadarOnLoad( QgsProcessingContext &context, const std::vector<LoadedLayer> &layers );

} // namespace calving
