#pragma once

#include <vector>

#include "algorithms/layers/vectoroutput.h"
#include "model/check/checkfronts.h"

class QgsCoordinateTransformContext;
class QgsVectorLayer;

namespace calving
{

/**
 * The features of \a layers in one layer, in the coordinate reference system of the first that has one, with
 * all their attributes but those of an earlier check. For the main thread: layers live there.
 *
 * Where several have an attribute of one name and different types, it becomes a text. Throws
 * QgsProcessingException, naming the layer, where there is no way between systems.
 */
VectorContent copyOf( const std::vector<QgsVectorLayer *> &layers,
                      const QgsCoordinateTransformContext &transforms );

//! Adds to the features of \a fronts the attributes date and glacier_name where none has them: what the names
//! of files told, which a common layer has no longer. REQUIRES: there is a record for each.
void addNamedFacts( const std::vector<FrontRecord> &records, VectorContent &fronts );

//! Adds to the features of \a fronts the attribute check and one for each rule's measure. REQUIRES: there is
//! a verdict for each.
void addVerdicts( const std::vector<FrontVerdict> &verdicts, VectorContent &fronts );

//! A table with a row for each glacier and rule: how many fronts it flags, and what it took as usual.
VectorContent summaryTable( const std::vector<GlacierCheck> &glaciers );

} // namespace calving
