#pragma once

#include <cstdint>
#include <string>
#include <vector>

class QgsProcessingContext;
class QgsProcessingFeatureSource;

namespace calving
{

/**
 * The polygons of \a area as well-known binary in the coordinate reference system \a crs (well-known text).
 *
 * Where \a crs or the area's is unknown, coordinates stay as they are.
 * Throws QgsProcessingException if there is no polygon, or one cannot be transformed.
 */
std::vector<std::vector<std::uint8_t>> areaPolygons( const QgsProcessingFeatureSource &area,
                                                     const std::string &crs,
                                                     const QgsProcessingContext &context );

} // namespace calving
