#include "algorithms/layers/frontfields.h"

#include <cmath>

#include <QDateTime>
#include <qgscoordinatetransform.h>
#include <qgsexception.h>
#include <qgslinestring.h>
#include <qgsmultilinestring.h>

#include "model/version.h"

namespace calving
{

namespace
{

constexpr int automaticFront = 10;

//! One attribute: its name, its name in Shapefiles, its type and its length (0: no limit).
struct FieldName
{
  const char *name;
  const char *alias;
  decltype( compat::fieldString ) type;
  int length;
};

constexpr FieldName names[] = {
    { "glacier_name", "OfficialN", compat::fieldString, 80 },
    { "date", "Date", compat::fieldDate, 0 },
    { "datetime_utc", "DateTime", compat::fieldDateTime, 0 },
    { "year", "Year", compat::fieldInt, 0 },
    { "month", "Month", compat::fieldInt, 0 },
    { "day", "Day", compat::fieldInt, 0 },
    { "dec_year", "DecYear", compat::fieldDouble, 0 },
    { "sensor", "Satellite", compat::fieldString, 20 },
    { "mode", "Mode", compat::fieldString, 10 },
    { "polarisation", "Pol", compat::fieldString, 20 },
    { "orbit_rel", "TRACK", compat::fieldInt, 0 },
    { "orbit_abs", "ORBIT", compat::fieldInt, 0 },
    { "pass", "Pass", compat::fieldString, 12 },
    { "image_id", "ImageID", compat::fieldString, 120 },
    { "author", "Author", compat::fieldString, 80 },
    { "qual_flag", "QualFlag", compat::fieldInt, 0 },
    { "n_parts", "NParts", compat::fieldInt, 0 },
    { "length_m", "Length_m", compat::fieldDouble, 0 },
    { "n_vertices", "NVertices", compat::fieldInt, 0 },
    { "center_x", "Center_X", compat::fieldDouble, 0 },
    { "center_y", "Center_Y", compat::fieldDouble, 0 },
    { "lat", "Latitude", compat::fieldDouble, 0 },
    { "lon", "Longitude", compat::fieldDouble, 0 },
    { "conf_mean", "ConfMean", compat::fieldDouble, 0 },
    { "conf_min", "ConfMin", compat::fieldDouble, 0 },
    { "single_m", "Single_m", compat::fieldDouble, 0 },
    { "pixel_m", "Res", compat::fieldDouble, 0 },
    { "model_name", "Model", compat::fieldString, 80 },
    { "model_sha256", "ModelHash", compat::fieldString, 64 },
    { "software", "Software", compat::fieldString, 40 },
    { "parameters", "Params", compat::fieldString, 0 },
    { "processed_utc", "Processed", compat::fieldDateTime, 0 },
    { "crs_source", "CrsSource", compat::fieldString, 40 },
    { "notes", "Notes", compat::fieldString, 0 },
};

constexpr int longestShapefileText = 254;

QVariant text( const std::string &value )
{
  return value.empty() ? QVariant() : QVariant( QString::fromStdString( value ) );
}

QVariant text( const QString &value )
{
  return value.isEmpty() ? QVariant() : QVariant( value );
}

QVariant number( int value )
{
  return value == 0 ? QVariant() : QVariant( value );
}

QVariant number( double value )
{
  return std::isfinite( value ) ? QVariant( value ) : QVariant();
}

QVariant time( const QDateTime &value, bool shapefile )
{
  if ( !value.isValid() )
    return QVariant();
  return shapefile ? QVariant( value.toString( Qt::ISODate ) ) : QVariant( value );
}

QString software()
{
  return QStringLiteral( "Calving Front %1" ).arg( softwareVersion );
}

//! Sets attributes by their long names.
class Attributes
{
public:
  explicit Attributes( const QgsFields &fields )
    : mFeature( fields )
  {
  }

  void set( const char *name, const QVariant &value )
  {
    for ( int i = 0; i < static_cast<int>( std::size( names ) ); ++i )
      if ( qstrcmp( names[i].name, name ) == 0 && !value.isNull() )
        mFeature.setAttribute( i, value );
  }

  QgsFeature take() const { return mFeature; }

private:
  QgsFeature mFeature;
};

//! Where \a hasConfidence, each vertex carries it as M.
QgsGeometry geometry( const FrontLine &front, bool hasConfidence )
{
  auto lines = std::make_unique<QgsMultiLineString>();
  for ( const FrontPart &part : front.parts )
  {
    QVector<QgsPoint> points;
    for ( std::size_t i = 0; i < part.points.size(); ++i )
    {
      points << QgsPoint( part.points[i][0], part.points[i][1] );
      if ( hasConfidence )
        points.back().addMValue( part.vertexConfidence[i] );
    }
    lines->addGeometry( new QgsLineString( points ) );
  }
  return QgsGeometry( std::move( lines ) );
}

void describeScene( const FrontContext &about, bool shapefile, Attributes &attributes )
{
  const SceneFacts &scene = about.scene;
  const QDate date = QDate::fromString( QString::fromStdString( scene.date ), Qt::ISODate );
  QDateTime dateTime = QDateTime::fromString( QString::fromStdString( scene.dateTime ), Qt::ISODate );
  dateTime.setTimeSpec( Qt::UTC );
  attributes.set( "glacier_name", text( scene.glacier ) );
  if ( date.isValid() )
  {
    attributes.set( "date", date );
    attributes.set( "year", date.year() );
    attributes.set( "month", date.month() );
    attributes.set( "day", date.day() );
    attributes.set( "dec_year", decimalYear( scene.dateTime.empty() ? scene.date : scene.dateTime ) );
  }
  attributes.set( "datetime_utc", time( dateTime, shapefile ) );
  attributes.set( "sensor", text( scene.sensor ) );
  attributes.set( "mode", text( scene.mode ) );
  attributes.set( "polarisation", text( scene.polarisation ) );
  attributes.set( "orbit_rel", number( scene.relativeOrbit ) );
  attributes.set( "orbit_abs", number( scene.absoluteOrbit ) );
  attributes.set( "pass", text( scene.pass ) );
  attributes.set( "image_id", text( scene.imageId ) );
}

void describeRun( const FrontContext &about, bool shapefile, Attributes &attributes )
{
  attributes.set( "author", about.modelName.isEmpty() ? software() : about.modelName );
  attributes.set( "qual_flag", automaticFront );
  attributes.set( "pixel_m", number( about.pixelMetres ) );
  attributes.set( "model_name", text( about.modelName ) );
  attributes.set( "model_sha256", text( about.modelHash ) );
  attributes.set( "software", software() );
  // What does not fit a Shapefile whole is left out rather than cut: half a JSON text is none.
  if ( !shapefile || about.parameters.toUtf8().size() <= longestShapefileText )
    attributes.set( "parameters", text( about.parameters ) );
  attributes.set( "processed_utc", time( QDateTime::currentDateTimeUtc(), shapefile ) );
  attributes.set( "crs_source", text( about.crsSource ) );
  attributes.set( "notes", text( about.notes ) );
}

void describeFront( const FrontLine &front, const QgsGeometry &shape, const QgsCoordinateTransform &toWgs84,
                    Attributes &attributes )
{
  attributes.set( "n_parts", static_cast<int>( front.parts.size() ) );
  attributes.set( "length_m", number( front.lengthMetres ) );
  attributes.set( "n_vertices", static_cast<int>( front.vertices() ) );
  attributes.set( "conf_mean", number( front.meanConfidence ) );
  attributes.set( "conf_min", number( front.minConfidence ) );
  const QgsGeometry longest(
      qgsgeometry_cast<const QgsMultiLineString *>( shape.constGet() )->lineStringN( 0 )->clone() );
  const QgsPointXY centre = longest.interpolate( longest.length() / 2 ).asPoint();
  attributes.set( "center_x", centre.x() );
  attributes.set( "center_y", centre.y() );
  if ( !toWgs84.isValid() )
    return;
  try
  {
    const QgsPointXY place = toWgs84.transform( centre );
    attributes.set( "lon", number( place.x() ) );
    attributes.set( "lat", number( place.y() ) );
  }
  catch ( const QgsCsException & ) // outside the projection: unknown
  {
  }
}

} // namespace

QgsFields frontFields( bool shapefile )
{
  QgsFields fields;
  for ( const FieldName &field : names )
  {
    const bool asText = shapefile && field.type == compat::fieldDateTime;
    const int length = asText ? 24
                       : shapefile && field.type == compat::fieldString && field.length == 0
                           ? longestShapefileText
                           : field.length;
    fields.append( QgsField( QLatin1String( shapefile ? field.alias : field.name ),
                             asText ? compat::fieldString : field.type, QString(), length ) );
  }
  return fields;
}

VectorContent frontLayer( const std::vector<FrontLine> &fronts, const FrontContext &about,
                          const QgsCoordinateReferenceSystem &crs, bool shapefile )
{
  const auto type = about.hasConfidence ? compat::wkbMultiLineStringM : compat::wkbMultiLineString;
  VectorContent content{ frontFields( shapefile ), type, crs, {} };
  const QgsCoordinateTransform toWgs84( crs, QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:4326" ) ),
                                        QgsCoordinateTransformContext() );
  for ( std::size_t i = 0; i < fronts.size(); ++i )
  {
    const FrontLine &front = fronts[i];
    const QgsGeometry shape = geometry( front, about.hasConfidence );
    Attributes attributes( content.fields );
    describeScene( about, shapefile, attributes );
    describeRun( about, shapefile, attributes );
    describeFront( front, shape, toWgs84, attributes );
    if ( i < about.singleMetres.size() )
      attributes.set( "single_m", number( about.singleMetres[i] ) );
    if ( i < about.remarks.size() && !about.remarks[i].empty() )
      attributes.set( "notes",
                      QString( about.notes + ' ' + QString::fromStdString( about.remarks[i] ) ).trimmed() );
    QgsFeature feature = attributes.take();
    feature.setGeometry( shape );
    content.features << feature;
  }
  return content;
}

} // namespace calving
