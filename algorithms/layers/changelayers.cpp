#include "algorithms/layers/changelayers.h"

#include <set>

#include <qgscoordinatereferencesystem.h>

#include "algorithms/layers/columns.h"
#include "algorithms/layers/shapes.h"
#include "model/base/numbertext.h"
#include "model/geometry/maptransform.h"

namespace calving
{

namespace
{

VectorContent emptyTable( const std::vector<Column> &columns, bool shapefile )
{
  VectorContent table;
  table.fields = fieldsOf( columns, shapefile );
  return table;
}

//! That of all fronts where they share one, else WGS 84; empty where it is unknown.
std::string commonSystem( const std::vector<GlacierChange> &changes )
{
  std::set<std::string> systems;
  for ( const GlacierChange &change : changes )
    systems.insert( change.crs );
  return systems.size() == 1 ? *systems.begin() : wellKnownText( geographicCrs );
}

const std::vector<Column> &polygonColumns()
{
  using Kind = ColumnKind;
  static const std::vector<Column> columns{
      { "glacier_name", "OfficialN", Kind::Text, "the glacier" },
      { "change", "Change", Kind::Text, "gained or lost" },
      { "start_date", "Start", Kind::Date, "day of the earlier front" },
      { "end_date", "End", Kind::Date, "day of the later front" },
      { "area_m2", "Area_m2", Kind::Number, "area on the ground" },
  };
  return columns;
}

} // namespace

VectorContent changeLayer( const std::vector<GlacierChange> &changes, bool shapefile )
{
  VectorContent table = emptyTable( changeColumns(), shapefile );
  for ( const GlacierChange &change : changes )
    for ( const ChangeRow &row : change.rows )
      table.features << rowOf( table.fields, changeValues( change, row ) );
  return table;
}

VectorContent monthLayer( const std::vector<GlacierChange> &changes, bool shapefile )
{
  VectorContent table = emptyTable( monthColumns(), shapefile );
  for ( const GlacierChange &change : changes )
    for ( const MonthlyMass &month : change.months )
      table.features << rowOf( table.fields, monthValues( change, month ) );
  return table;
}

VectorContent changePolygons( const std::vector<GlacierChange> &changes, bool shapefile )
{
  VectorContent layer = emptyTable( polygonColumns(), shapefile );
  layer.type = compat::wkbMultiPolygon;
  const std::string crs = commonSystem( changes );
  layer.crs = QgsCoordinateReferenceSystem::fromWkt( QString::fromStdString( crs ) );
  for ( const GlacierChange &change : changes )
    for ( const ChangePolygon &polygon : change.polygons )
    {
      QgsFeature feature = rowOf( layer.fields, { change.glacier, polygon.isGained ? "gained" : "lost",
                                                  change.rows[polygon.from].front.moment.date(),
                                                  change.rows[polygon.to].front.moment.date(),
                                                  numberText( polygon.area, Decimals{ 0 } ) } );
      feature.setGeometry( multiPolygonOf( { change.plane->unproject( polygon.polygon, crs ) } ) );
      layer.features << feature;
    }
  return layer;
}

} // namespace calving
