#include "algorithms/layers/frontfields.h"

#include <cmath>

#include <QDateTime>
#include <qgscoordinatetransform.h>
#include <qgsexception.h>
#include <qgslinestring.h>
#include <qgsmultilinestring.h>

#include "algorithms/layers/columns.h"
#include "model/scene/frontschema.h"
#include "model/version.h"

namespace calving
{

namespace
{

constexpr int automaticFront = 10;

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

//! A text that is of use only as a whole: half a JSON text is none. One that does not fit a Shapefile is left
//! out.
QVariant wholeText( const QString &value, bool shapefile )
{
  return shapefile && value.toUtf8().size() > longestShapefileText ? QVariant() : text( value );
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
    const std::vector<Column> &columns = frontColumns();
    for ( int i = 0; i < static_cast<int>( columns.size() ); ++i )
      if ( qstrcmp( columns[i].name, name ) == 0 && !value.isNull() )
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
  attributes.set( "preproc", wholeText( QString::fromStdString( scene.processing ), shapefile ) );
}

//! Now, in whole seconds, as all formats have them.
QDateTime now()
{
  return QDateTime::fromSecsSinceEpoch( QDateTime::currentSecsSinceEpoch(), Qt::UTC );
}

void describeRun( const FrontContext &about, bool shapefile, Attributes &attributes )
{
  attributes.set( "author", about.modelName.isEmpty() ? software() : about.modelName );
  attributes.set( "qual_flag", automaticFront );
  attributes.set( "pixel_m", number( about.pixelMetres ) );
  attributes.set( "model_name", text( about.modelName ) );
  attributes.set( "model_sha256", text( about.modelHash ) );
  attributes.set( "software", software() );
  attributes.set( "model_arch", text( about.modelArchitecture ) );
  attributes.set( "parameters", wholeText( about.parameters, shapefile ) );
  attributes.set( "processed_utc", time( now(), shapefile ) );
  attributes.set( "crs_source", text( about.crsSource ) );
  attributes.set( "notes", text( about.notes ) );
}

void describeFront( const FrontLine &front, const QgsGeometry &shape, const QgsCoordinateTransform &toWgs84,
                    Attributes &attributes )
{
  attributes.set( "n_parts", static_cast<int>( front.parts.size() ) );
  attributes.set( "length_m", number( front.lengthMetres ) );
  attributes.set( "n_vertices", static_cast<int>( front.vertices() ) );
  attributes.set( "dist_per_vertex", number( front.lengthMetres / static_cast<double>( front.vertices() ) ) );
  attributes.set( "conf_mean", number( front.meanConfidence ) );
  attributes.set( "conf_min", number( front.minConfidence ) );
  attributes.set( "conf_p10", number( front.lowConfidence ) );
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

//! How fronts were made, for people and for programs that read the layer's metadata.
QStringList historyOf( const FrontContext &about )
{
  QStringList history;
  if ( !about.modelName.isEmpty() )
    history << QObject::tr( "Model: %1 (%2), SHA-256 %3" )
                   .arg( about.modelName, about.modelArchitecture, about.modelHash );
  if ( !about.parameters.isEmpty() )
    history << QObject::tr( "Settings: %1" ).arg( about.parameters );
  return history;
}

} // namespace

VectorContent frontLayer( const std::vector<FrontLine> &fronts, const FrontContext &about,
                          const QgsCoordinateReferenceSystem &crs, bool shapefile )
{
  const auto type = about.hasConfidence ? compat::wkbMultiLineStringM : compat::wkbMultiLineString;
  VectorContent content{ fieldsOf( frontColumns(), shapefile ), type, crs, {}, historyOf( about ) };
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
    if ( about.error )
    {
      attributes.set( "error_m", about.error->expected );
      attributes.set( "error68_m", about.error->within68 );
      attributes.set( "error95_m", about.error->within95 );
    }
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
