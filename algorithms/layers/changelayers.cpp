#include "algorithms/layers/changelayers.h"

#include <set>

#include <QDateTime>
#include <qgscoordinatereferencesystem.h>

#include "algorithms/layers/multipolygon.h"
#include "model/base/numbertext.h"
#include "model/geometry/maptransform.h"

namespace calving
{

namespace
{

//! The field of \a column; a Shapefile has no times, which are text there.
QgsField fieldOf( const ChangeColumn &column, bool shapefile )
{
  const QString name = QLatin1String( shapefile ? column.alias : column.name );
  switch ( column.kind )
  {
  case ColumnKind::Date:
    return QgsField( name, compat::fieldDate );
  case ColumnKind::DateTime:
    return QgsField( name, shapefile ? compat::fieldString : compat::fieldDateTime );
  case ColumnKind::Whole:
    return QgsField( name, compat::fieldInt );
  case ColumnKind::Number:
    return QgsField( name, compat::fieldDouble );
  case ColumnKind::Text:
    break;
  }
  return QgsField( name, compat::fieldString );
}

QVariant valueOf( const ChangeColumn &column, const std::string &value, bool shapefile )
{
  const QString text = QString::fromStdString( value );
  if ( text.isEmpty() )
    return QVariant();
  switch ( column.kind )
  {
  case ColumnKind::Date:
    return QDate::fromString( text, Qt::ISODate );
  case ColumnKind::DateTime:
  {
    QDateTime time = QDateTime::fromString( text, Qt::ISODate );
    time.setTimeSpec( Qt::UTC );
    return shapefile ? QVariant( text ) : QVariant( time );
  }
  case ColumnKind::Whole:
    return text.toInt();
  case ColumnKind::Number:
    return text.toDouble();
  case ColumnKind::Text:
    break;
  }
  return text;
}

VectorContent emptyTable( const std::vector<ChangeColumn> &columns, bool shapefile )
{
  VectorContent table;
  for ( const ChangeColumn &column : columns )
    table.fields.append( fieldOf( column, shapefile ) );
  return table;
}

void addRow( const std::vector<ChangeColumn> &columns, const std::vector<std::string> &values, bool shapefile,
             VectorContent &table )
{
  QgsFeature feature( table.fields );
  for ( std::size_t i = 0; i < columns.size(); ++i )
    if ( const QVariant value = valueOf( columns[i], values[i], shapefile ); value.isValid() )
      feature.setAttribute( static_cast<int>( i ), value );
  table.features << feature;
}

//! That of all fronts where they share one, else WGS 84; empty where it is unknown.
std::string commonSystem( const std::vector<GlacierChange> &changes )
{
  std::set<std::string> systems;
  for ( const GlacierChange &change : changes )
    systems.insert( change.crs );
  return systems.size() == 1 ? *systems.begin() : wellKnownText( geographicCrs );
}

const std::vector<ChangeColumn> &polygonColumns()
{
  using Kind = ColumnKind;
  static const std::vector<ChangeColumn> columns{
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
      addRow( changeColumns(), changeValues( change, row ), shapefile, table );
  return table;
}

VectorContent monthLayer( const std::vector<GlacierChange> &changes, bool shapefile )
{
  VectorContent table = emptyTable( monthColumns(), shapefile );
  for ( const GlacierChange &change : changes )
    for ( const MonthlyMass &month : change.months )
      addRow( monthColumns(), monthValues( change, month ), shapefile, table );
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
      addRow( polygonColumns(),
              { change.glacier, polygon.isGained ? "gained" : "lost",
                change.rows[polygon.from].front.moment.date(), change.rows[polygon.to].front.moment.date(),
                numberText( polygon.area, Decimals{ 0 } ) },
              shapefile, layer );
      layer.features.last().setGeometry(
          multiPolygonOf( { change.plane->unproject( polygon.polygon, crs ) } ) );
    }
  return layer;
}

} // namespace calving
