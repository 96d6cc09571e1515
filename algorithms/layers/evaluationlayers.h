#pragma once

#include <vector>

#include <qgscoordinatetransformcontext.h>

#include "algorithms/layers/vectoroutput.h"
#include "model/evaluate/evaluation.h"

namespace calving
{

//! One row for each group, then one for each scene; no geometry. Unknown numbers are NULL.
VectorContent evaluationTable( const std::vector<SceneEvaluation> &scenes,
                               const std::vector<GroupScores> &groups );

/**
 * A line from each point of a front to the nearest of the other, with scene, side and distance_m.
 *
 * In the coordinate reference system of the reference fronts if all have the same, else in WGS 84; scenes
 * that lie nowhere are then left out.
 */
VectorContent errorLayer( const std::vector<SceneEvaluation> &scenes,
                          const QgsCoordinateTransformContext &transformContext );

} // namespace calving
