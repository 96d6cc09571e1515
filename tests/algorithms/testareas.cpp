#include <QtTest>

#include <qgsapplication.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgstest.h>
#include <qgsvectorlayer.h>

#include "model/geometry/maptransform.h"
#include "support/sarsession.h"

using namespace calving;

//! What people draw as areas, through the algorithms that take one.
class TestAreas : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase() { mSession = std::make_unique<SarSession>(); }
  void cleanupTestCase() { mSession.reset(); }
  void restrictsFronts_data();
  void restrictsFronts();
  void refusesWhatIsNoArea_data();
  void refusesWhatIsNoArea();
  void cutsOutMapsAlongArcs();
  void splitAtTheDateLineOrNotIsTheSame();
  void onlyWhatIsFilteredCounts();

private:
  QString writeZones( const std::string &crs, double left, double top ) const;
  std::unique_ptr<SarSession> mSession;
};

namespace
{

constexpr double zonesLeft = -250000;
constexpr double zonesTop = -2000000;

std::unique_ptr<QgsVectorLayer> layerOf( const QString &type, const QString &crs, const QStringList &texts )
{
  auto layer =
      std::make_unique<QgsVectorLayer>( type + "?crs=" + crs + "&field=name:string", "area", "memory" );
  for ( const QString &text : texts )
  {
    QgsFeature feature( layer->fields() );
    feature.setAttribute( "name", QString::number( layer->featureCount() ) );
    feature.setGeometry( QgsGeometry::fromWkt( text ) );
    layer->dataProvider()->addFeature( feature );
  }
  return layer;
}

QVariant valueOf( const std::unique_ptr<QgsVectorLayer> &layer )
{
  return QVariant::fromValue( static_cast<QgsMapLayer *>( layer.get() ) );
}

} // namespace

//! 240 x 200 pixels of 50 m: glacier in the west, ocean in the east, the front in the middle, 10 km long.
QString TestAreas::writeZones( const std::string &crs, double left, double top ) const
{
  RasterGrid grid;
  grid.width = 240;
  grid.height = 200;
  grid.transform = { left, 50, 0, top, 0, -50 };
  grid.hasTransform = true;
  grid.crs = wellKnownText( crs );
  const std::string path = mSession->path( "zones.tif" ).toStdString();
  RasterWriter writer( path, grid );
  std::vector<std::uint8_t> values;
  for ( int i = 0; i < grid.width * grid.height; ++i )
    values.push_back( i % grid.width < grid.width / 2 ? 2 : 3 );
  writer.write( { 0, 0, grid.width, grid.height }, values );
  writer.commit();
  return QString::fromStdString( path );
}

void TestAreas::restrictsFronts_data()
{
  QTest::addColumn<QString>( "type" );
  QTest::addColumn<QString>( "crs" );
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<double>( "metres" );
  // Around the front's middle, (-244000, -2005000).
  QTest::newRow( "circle" )
      << "CurvePolygon"
      << "EPSG:3413"
      << "CURVEPOLYGON (CIRCULARSTRING (-248000 -2005000, -244000 -2001000, -240000 -2005000, "
         "-244000 -2009000, -248000 -2005000))"
      << 8000.0;
  QTest::newRow( "circle in a multi-surface" )
      << "MultiSurface"
      << "EPSG:3413"
      << "MULTISURFACE (CURVEPOLYGON (CIRCULARSTRING (-248000 -2005000, -240000 -2005000, -248000 "
         "-2005000)), "
         "((-250000 -2000000, -249000 -2000000, -249000 -2001000, -250000 -2001000, -250000 -2000000)))"
      << 8000.0;
  QTest::newRow( "upper half" ) << "Polygon"
                                << "EPSG:3413"
                                << "POLYGON ((-250000 -2001000, -240000 -2001000, -240000 -2005000, -250000 "
                                   "-2005000, -250000 -2001000))"
                                << 4000.0;
  QTest::newRow( "bow tie" )
      << "Polygon"
      << "EPSG:3413"
      << "POLYGON ((-250000 -2001000, -240000 -2001000, -240000 -2005000, -241000 -2009000, "
         "-239000 -2009000, -240000 -2005000, -250000 -2005000, -250000 -2001000))"
      << 4000.0;
  QTest::newRow( "with heights" ) << "PolygonZ"
                                  << "EPSG:3413"
                                  << "POLYGON Z ((-250000 -2001000 5, -240000 -2001000 5, -240000 -2005000 "
                                     "6, -250000 -2005000 6, -250000 "
                                     "-2001000 5))"
                                  << 4000.0;
  // North of the parallel through the front's middle; its 40 degrees bend by 122 km.
  const std::array<double, 2> middle =
      MapTransform( "EPSG:3413", "EPSG:4326" ).applied( std::array<double, 2>{ -244000, -2005000 } );
  QTest::newRow( "long edges in degrees" )
      << "Polygon"
      << "EPSG:4326"
      << QStringLiteral( "POLYGON ((-72 %1, -32 %1, -32 75, -72 75, -72 %1))" ).arg( middle[1], 0, 'f', 9 )
      << 5000.0;
}

void TestAreas::restrictsFronts()
{
  QFETCH( QString, type );
  QFETCH( QString, crs );
  QFETCH( QString, text );
  QFETCH( double, metres );
  const auto area = layerOf( type, crs, { text } );
  const QVariantMap results =
      mSession->run( "tracefronts", { { "ZONES", writeZones( "EPSG:3413", zonesLeft, zonesTop ) },
                                      { "AREA", valueOf( area ) },
                                      { "FRONTS", "memory:" } } );
  QVERIFY2( mSession->succeeded, qPrintable( mSession->log ) );
  const double length = results["FRONT_LENGTH"].toDouble();
  QVERIFY2( std::abs( length - metres ) <= 100, qPrintable( QString::number( length ) ) );
}

void TestAreas::refusesWhatIsNoArea_data()
{
  QTest::addColumn<QString>( "type" );
  QTest::addColumn<QString>( "text" );
  QTest::newRow( "no area" ) << "Polygon"
                             << "POLYGON ((-245000 -2001000, -244000 -2002000, -245000 -2001000))";
  QTest::newRow( "no shape" ) << "Polygon"
                              << "POLYGON EMPTY";
}

void TestAreas::refusesWhatIsNoArea()
{
  QFETCH( QString, type );
  QFETCH( QString, text );
  const auto area = layerOf( type, "EPSG:3413", { text } );
  mSession->run( "tracefronts", { { "ZONES", writeZones( "EPSG:3413", zonesLeft, zonesTop ) },
                                  { "AREA", valueOf( area ) },
                                  { "FRONTS", "memory:" } } );
  QVERIFY( !mSession->succeeded );
  QVERIFY2( mSession->log.contains( "area layer area" ) && mSession->log.contains( "polygon" ),
            qPrintable( mSession->log ) );
}

void TestAreas::cutsOutMapsAlongArcs()
{
  const QVariantMap parameters{ { "INPUT", QString::fromStdString( mSession->product.folder ) },
                                { "HEIGHT", 100 },
                                { "PIXEL_SIZE", 20 },
                                { "OUTPUT", mSession->path( "whole.tif" ) } };
  mSession->run( "preprocesssar", parameters );
  QVERIFY2( mSession->succeeded, qPrintable( mSession->log ) );
  const RasterGrid grid = RasterReader( mSession->path( "whole.tif" ).toStdString() ).grid();
  const std::array<double, 2> centre = grid.toMap( grid.width / 2, grid.height / 2 );
  const auto place = [&]( double x, double y )
  { return QStringLiteral( "%1 %2" ).arg( centre[0] + x, 0, 'f', 3 ).arg( centre[1] + y, 0, 'f', 3 ); };
  const auto area = layerOf( "CurvePolygon", "EPSG:3413",
                             { "CURVEPOLYGON (CIRCULARSTRING (" + place( -600, 0 ) + ", " + place( 600, 0 ) +
                               ", " + place( -600, 0 ) + "))" } );
  area->setCrs( QgsCoordinateReferenceSystem::fromWkt( QString::fromStdString( grid.crs ) ) );
  QVariantMap cut = parameters;
  cut["AREA"] = valueOf( area );
  cut["OUTPUT"] = mSession->path( "circle.tif" );
  mSession->run( "preprocesssar", cut );
  QVERIFY2( mSession->succeeded, qPrintable( mSession->log ) );
  const RasterGrid around = RasterReader( mSession->path( "circle.tif" ).toStdString() ).grid();
  QCOMPARE( around.width, 60 );
  QCOMPARE( around.height, 60 );
  const std::vector<float> values = valuesOf( mSession->path( "circle.tif" ) );
  const auto kept = std::count_if( values.begin(), values.end(), []( float v ) { return v == v; } );
  QVERIFY2( std::abs( static_cast<double>( kept ) / ( M_PI * 900 ) - 1 ) < 0.01,
            qPrintable( QString::number( kept ) ) );
}

void TestAreas::splitAtTheDateLineOrNotIsTheSame()
{
  // Around longitude 180, latitude 67; the front runs through the middle.
  const std::array<double, 2> middle =
      MapTransform( "EPSG:4326", "EPSG:3413" ).applied( std::array<double, 2>{ 180, 67 } );
  const QString zones = writeZones( "EPSG:3413", middle[0] - 6000, middle[1] + 5000 );
  QList<QList<double>> lengths;
  for ( const QString &text :
        { QStringLiteral(
              "POLYGON ((179.95 66.98, -179.95 66.98, -179.95 67.02, 179.95 67.02, 179.95 66.98))" ),
          QStringLiteral(
              "POLYGON ((179.95 66.98, 180.05 66.98, 180.05 67.02, 179.95 67.02, 179.95 66.98))" ),
          QStringLiteral(
              "MULTIPOLYGON (((179.95 66.98, 180 66.98, 180 67.02, 179.95 67.02, 179.95 66.98)), ((-180 "
              "66.98, -179.95 66.98, -179.95 67.02, -180 67.02, -180 66.98)))" ) } )
  {
    const auto area = layerOf( text.startsWith( "M" ) ? "MultiPolygon" : "Polygon", "EPSG:4326", { text } );
    const QVariantMap results = mSession->run( "tracefronts", { { "ZONES", zones },
                                                                { "AREA", valueOf( area ) },
                                                                { "MINIMUM_LENGTH", 100 },
                                                                { "FRONTS", "memory:" } } );
    QVERIFY2( mSession->succeeded, qPrintable( mSession->log ) );
    lengths << QList<double>{ results["FRONT_COUNT"].toDouble(), results["FRONT_LENGTH"].toDouble() };
  }
  QCOMPARE( lengths[0][0], 1.0 );
  QVERIFY( lengths[0][1] > 3000 && lengths[0][1] < 7000 );
  QCOMPARE( lengths[1], lengths[0] );
  QCOMPARE( lengths[2], lengths[0] );
}

void TestAreas::onlyWhatIsFilteredCounts()
{
  QVariantMap parameters{ { "ZONES", writeZones( "EPSG:3413", zonesLeft, zonesTop ) },
                          { "FRONTS", "memory:" } };
  const auto area =
      layerOf( "Polygon", "EPSG:3413",
               { "POLYGON ((-250000 -2001000, -240000 -2001000, -240000 -2005000, -250000 -2005000, "
                 "-250000 -2001000))",
                 "POLYGON ((-250000 -2005000, -240000 -2005000, -240000 -2009000, -250000 -2009000, "
                 "-250000 -2005000))" } );
  parameters["AREA"] = valueOf( area );
  const double both = mSession->run( "tracefronts", parameters )["FRONT_LENGTH"].toDouble();
  QVERIFY2( area->setSubsetString( "name = '1'" ), "the filter" );
  const double one = mSession->run( "tracefronts", parameters )["FRONT_LENGTH"].toDouble();
  QVERIFY2( std::abs( both - 8000 ) <= 100 && std::abs( one - 4000 ) <= 100,
            qPrintable( QString( "%1 and %2" ).arg( both ).arg( one ) ) );
}

QGSTEST_MAIN( TestAreas )
#include "testareas.moc"
