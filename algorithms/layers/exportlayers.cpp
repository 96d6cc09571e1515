#include "algorithms/layers/exportlayers.h"

#include <algorithm>

#include "algorithms/layers/columns.h"
#include "algorithms/layers/shapes.h"

namespace calving
{

namespace
{

// Names of all schemas fit Shapefiles, and are the same everywhere.
constexpr bool asShapefiles = true;

VectorContent emptyLayer( const ExportedFronts &exported, ExportSchema schema )
{
  VectorContent layer;
  layer.fields = fieldsOf( exportColumns( schema ), asShapefiles );
  layer.crs = QgsCoordinateReferenceSystem::fromWkt( QString::fromStdString( exported.crs ) );
  return layer;
}

} // namespace

VectorContent exportedLines( const ExportedFronts &exported, ExportSchema schema )
{
  VectorContent layer = emptyLayer( exported, schema );
  const bool isPlain = std::all_of( exported.lines.begin(), exported.lines.end(),
                                    []( const ExportRow &row ) { return row.lines.size() == 1; } );
  layer.type = isPlain ? compat::wkbLineString : compat::wkbMultiLineString;
  for ( const ExportRow &row : exported.lines )
  {
    QgsFeature feature = rowOf( layer.fields, row.values );
    QgsGeometry lines = multiLineOf( row.lines );
    if ( isPlain )
      lines.convertToSingleType();
    feature.setGeometry( lines );
    layer.features << feature;
  }
  return layer;
}

VectorContent exportedPolygons( const ExportedFronts &exported, ExportSchema schema )
{
  VectorContent layer = emptyLayer( exported, schema );
  layer.type = compat::wkbMultiPolygon;
  for ( const ExportRow &row : exported.closed )
  {
    QgsFeature feature = rowOf( layer.fields, row.values );
    feature.setGeometry( multiPolygonOf( row.polygons ) );
    layer.features << feature;
  }
  return layer;
}

} // namespace calving
