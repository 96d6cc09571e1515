#include <QtTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include "model/sar/geometry/radargeometry.h"
#include "model/sar/product/xmlnode.h"
#include "support/sentinel1.h"

using namespace calving;

namespace
{

constexpr const char *archive = "sentinel1/sarxarray_SNAP_znap_20230331_20230319.zip";
constexpr int width = 338;
constexpr int height = 84;

std::string inArchive( const std::string &file )
{
  return "/vsizip/" + testData( archive ).toStdString() + "/zarrs/20230331-coreg.znap/" + file;
}

//! A band that SNAP computed for each pixel: big-endian floats in one uncompressed chunk.
std::vector<double> band( const std::string &name )
{
  const std::string bytes = readTextFile( inArchive( name + "/0.0" ), 1 << 20 );
  std::vector<double> values;
  for ( std::size_t i = 0; i + 4 <= bytes.size(); i += 4 )
    values.push_back( qFromBigEndian<float>( bytes.data() + i ) );
  return values;
}

//! A metadata element of SNAP: named attributes and named elements.
struct Element
{
  QJsonObject json;

  QJsonValue value( const QString &name ) const
  {
    for ( const QJsonValue &attribute : json["attributes"].toArray() )
      if ( attribute["name"].toString() == name )
        return attribute["data"]["elems"];
    return {};
  }
  double number( const QString &name ) const { return value( name ).toArray()[0].toDouble(); }
  //! SNAP counts days since 2000, seconds and microseconds.
  UtcTime time( const QString &name ) const
  {
    const QJsonArray parts = value( name ).toArray();
    const double seconds = 86400.0 * parts[0].toDouble() + parts[1].toDouble();
    return *UtcTime::parse( "2000-01-01T00:00:00" ) + seconds + 1e-6 * parts[2].toDouble();
  }
  QList<Element> elements() const
  {
    QList<Element> result;
    for ( const QJsonValue &element : json["elements"].toArray() )
      result << Element{ element.toObject() };
    return result;
  }
  Element element( const QString &name ) const
  {
    for ( const Element &candidate : elements() )
      if ( candidate.json["name"].toString() == name )
        return candidate;
    return {};
  }
};

//! The geometry of the part of a debursted IW3 that SNAP wrote, with its precise orbit.
RadarFrame snapFrame()
{
  const std::string text = readTextFile( inArchive( "SNAP/product_metadata.json" ), 16 << 20 );
  const QJsonDocument document = QJsonDocument::fromJson( QByteArray::fromStdString( text ) );
  const Element abstracted{ document.array()[0].toObject() };
  RadarFrame frame;
  frame.width = width;
  frame.height = height;
  frame.firstLineTime = abstracted.time( "first_line_time" );
  frame.lineInterval = abstracted.number( "line_time_interval" );
  frame.firstRange = abstracted.number( "slant_range_to_first_pixel" );
  frame.rangeSpacing = 0.5 * speedOfLight / ( 1e6 * abstracted.number( "range_sampling_rate" ) );
  // SNAP takes the time of a line for its zero-Doppler time; within 338 pixels the difference is a constant.
  frame.bistaticReference = 2 * frame.firstRange / speedOfLight;
  for ( const Element &v : abstracted.element( "Orbit_State_Vectors" ).elements() )
    frame.orbit.push_back( { v.time( "time" ),
                             { v.number( "x_pos" ), v.number( "y_pos" ), v.number( "z_pos" ) },
                             { v.number( "x_vel" ), v.number( "y_vel" ), v.number( "z_vel" ) } } );
  return frame;
}

struct Statistics
{
  double mean = 0;
  double deviation = 0;
};

Statistics statistics( const std::vector<double> &values )
{
  Statistics result;
  for ( const double value : values )
    result.mean += value / values.size();
  for ( const double value : values )
    result.deviation += ( value - result.mean ) * ( value - result.mean ) / values.size();
  result.deviation = std::sqrt( result.deviation );
  return result;
}

} // namespace

class TestSnapGeometry : public QObject
{
  Q_OBJECT

private slots:
  void findsThePixelsThatSnapGeocoded();
};

//! Amsterdam: 84 lines of 338 pixels, each with SNAP's latitude, longitude and height.
void TestSnapGeometry::findsThePixelsThatSnapGeocoded()
{
  REQUIRE_TEST_DATA( "sentinel1/sarxarray_SNAP_znap_20230331_20230319.zip" );
  const RadarGeometry geometry( snapFrame() );
  const std::vector<double> latitudes = band( "latitude_VV" );
  const std::vector<double> longitudes = band( "longitude_VV" );
  const std::vector<double> heights = band( "elevation_VV" );
  QCOMPARE( heights.size(), std::size_t( width * height ) );
  std::vector<double> inRange;
  std::vector<double> inAzimuth;
  for ( int i = 0; i < width * height; ++i )
  {
    const Vector3 point = toCartesian( fromDegrees( longitudes[i], latitudes[i], heights[i] ) );
    const RadarPosition found = geometry.position( point, geometry.middleTime() );
    inRange.push_back( found.pixel - i % width );
    inAzimuth.push_back( found.line - i / width );
  }
  const Statistics range = statistics( inRange );
  const Statistics azimuth = statistics( inAzimuth );
  QVERIFY( std::abs( range.mean ) < 0.01 );
  QVERIFY( range.deviation < 0.02 );
  QVERIFY( azimuth.deviation < 0.02 );
}

QTEST_APPLESS_MAIN( TestSnapGeometry )
#include "testsnapgeometry.moc"
