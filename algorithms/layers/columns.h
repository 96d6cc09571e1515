#pragma once

#include <string>
#include <vector>

#include <QString>
#include <qgsfeature.h>
#include <qgsfields.h>

#include "model/base/column.h"

namespace calving
{

//! The most letters that a text in a Shapefile may have.
constexpr int longestShapefileText = 254;

/**
 * The fields of \a columns.
 *
 * \a shapefile: with the names that Shapefiles take; they hold no times, which are texts there (ISO 8601),
 * and no texts without a limit.
 */
QgsFields fieldsOf( const std::vector<Column> &columns, bool shapefile );

//! What each of \a columns holds, for the help: "date: day of the front; ...".
QString meaningsOf( const std::vector<Column> &columns );

//! A feature of \a fields without a shape. \a values: of each field as text, a number with a point as decimal
//! sign, dates and times as in ISO 8601; empty: NULL. REQUIRES: as many as fields.
QgsFeature rowOf( const QgsFields &fields, const std::vector<std::string> &values );

} // namespace calving
