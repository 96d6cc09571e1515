#include <QtTest>

#include <cmath>

#include <qgsgeometry.h>
#include <qgsproject.h>
#include <qgsrasterlayer.h>
#include <qgsrasterlayertemporalproperties.h>
#include <qgstest.h>
#include <qgsvectordataprovider.h>
#include <qgsvectorlayer.h>

#include "algorithms/layers/qgiscompat.h"
#include "support/sarsession.h"

using namespace calving;

class TestPreprocessSarAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase() { mSession = std::make_unique<SarSession>(); }
  void cleanupTestCase() { mSession.reset(); }
  void makesAMapOfAProduct();
  void obeysEveryParameter();
  void offersTheStepsParameters();
  void cutsOutPolygonsAndMasks();
  void flattensTerrain();
  void layersKnowTheirTime_data();
  void layersKnowTheirTime();
  void explainsFailure();

private:
  std::unique_ptr<SarSession> mSession;
};

void TestPreprocessSarAlgorithm::makesAMapOfAProduct()
{
  SarSession &session = *mSession;
  const QVariantMap results =
      session.run( "preprocesssar", { { "INPUT", QString::fromStdString( session.product.folder ) },
                                      { "HEIGHT", 100 },
                                      { "OUTPUT", session.path( "map.tif" ) } } );
  QVERIFY2( session.succeeded, qPrintable( session.log ) );
  QCOMPARE( results["OUTPUT"].toString(), session.path( "map.tif" ) );
  QVERIFY( !results.contains( "INCIDENCE" ) );
  for ( const char *said : { "(DEM)", "EPSG:326", "2021-12-23" } )
    QVERIFY2( session.log.contains( said ), qPrintable( session.log ) );
  const RasterReader map( session.path( "map.tif" ).toStdString() );
  QCOMPARE( map.grid().transform[1], 20.0 );
  QVERIFY( map.grid().crs.find( "UTM zone 3" ) != std::string::npos );
  QCOMPARE( metadataOf( session.path( "map.tif" ), "CALVINGFRONT_UNIT" ), std::string( "dB" ) );
  const std::vector<float> values = valuesOf( session.path( "map.tif" ) );
  // Digital numbers 100 to 900 over a factor of 500 to 600 lie between -16 and 6 dB.
  for ( const float value : values )
    QVERIFY( std::isnan( value ) || ( value > -20 && value < 8 ) );
  QVERIFY( std::count_if( values.begin(), values.end(), []( float v ) { return v == v; } ) > 10000 );
}

void TestPreprocessSarAlgorithm::obeysEveryParameter()
{
  SarSession &session = *mSession;
  session.run( "preprocesssar", { { "INPUT", QString::fromStdString( session.product.folder ) },
                                  { "POLARISATION", "VH" },
                                  { "CALIBRATION", 2 },
                                  { "NOISE", false },
                                  { "SPECKLE", 5 },
                                  { "HEIGHT", 80.5 },
                                  { "CRS", "EPSG:3035" },
                                  { "PIXEL_SIZE", 10 },
                                  { "UNIT", 2 },
                                  { "DB_MIN", -22 },
                                  { "DB_MAX", 3 },
                                  { "OUTPUT", session.path( "all.tif" ) },
                                  { "INCIDENCE", session.path( "angle.tif" ) },
                                  { "MASK", session.path( "mask.tif" ) } } );
  QVERIFY2( session.succeeded, qPrintable( session.log ) );
  const QString history =
      QString::fromStdString( metadataOf( session.path( "all.tif" ), "CALVINGFRONT_HISTORY" ) );
  for ( const char *step :
        { "calibrate(gamma0, thermal noise kept", "despeckle(refined Lee, window 7)",
          "height 80.5 m above the ellipsoid, pixel size 10", "scale(8 bit, -22 to 3 dB)" } )
    QVERIFY2( history.contains( step ), qPrintable( history ) );
  QCOMPARE( metadataOf( session.path( "all.tif" ), "CALVINGFRONT_POLARISATION" ), std::string( "VH" ) );
  QCOMPARE( valuesOf( session.path( "angle.tif" ) ).size(), valuesOf( session.path( "all.tif" ) ).size() );
  QCOMPARE( valuesOf( session.path( "mask.tif" ) ).size(), valuesOf( session.path( "all.tif" ) ).size() );
}

void TestPreprocessSarAlgorithm::offersTheStepsParameters()
{
  QStringList basic;
  for ( const QgsProcessingParameterDefinition *parameter :
        mSession->provider->algorithm( "preprocesssar" )->parameterDefinitions() )
    if ( !( parameter->flags() & compat::flagAdvanced ) )
      basic << parameter->name();
  QCOMPARE(
      basic.join( ' ' ),
      QString( "INPUT POLARISATION ORBIT AREA DEM DEM_DATUM HEIGHT FLATTEN CALIBRATION NOISE SPECKLE WINDOW "
               "LOOKS CRS PIXEL_SIZE UNIT DB_MIN DB_MAX OUTPUT INCIDENCE MASK" ) );
}

//! The same triangle as polygon and as raster leaves the same pixels.
void TestPreprocessSarAlgorithm::cutsOutPolygonsAndMasks()
{
  SarSession &session = *mSession;
  QVariantMap parameters{ { "INPUT", QString::fromStdString( session.product.folder ) },
                          { "HEIGHT", 100 },
                          { "OUTPUT", session.path( "whole.tif" ) } };
  session.run( "preprocesssar", parameters );
  const RasterGrid grid = RasterReader( session.path( "whole.tif" ).toStdString() ).grid();
  const auto corner = [&grid]( double column, double row )
  {
    const std::array<double, 2> at = grid.toMap( column, row );
    return QStringLiteral( "%1 %2" ).arg( at[0], 0, 'f', 3 ).arg( at[1], 0, 'f', 3 );
  };
  const double x = grid.width / 2;
  const double y = grid.height / 2;
  QgsVectorLayer layer( "Polygon", "glacier", "memory" );
  layer.setCrs( QgsCoordinateReferenceSystem::fromWkt( QString::fromStdString( grid.crs ) ) );
  QgsFeature feature;
  feature.setGeometry(
      QgsGeometry::fromWkt( "POLYGON((" + corner( x - 30.2, y - 20.3 ) + "," + corner( x + 30.4, y - 20.3 ) +
                            "," + corner( x + 0.2, y + 20.6 ) + "," + corner( x - 30.2, y - 20.3 ) + "))" ) );
  layer.dataProvider()->addFeature( feature );
  parameters["AREA"] = QVariant::fromValue( static_cast<QgsMapLayer *>( &layer ) );
  parameters["OUTPUT"] = session.path( "polygon.tif" );
  session.run( "preprocesssar", parameters );
  QVERIFY2( session.succeeded, qPrintable( session.log ) );
  const std::vector<float> cut = valuesOf( session.path( "polygon.tif" ) );
  const RasterReader reader( session.path( "polygon.tif" ).toStdString() );
  QCOMPARE( reader.width(), 62 );
  QCOMPARE( reader.height(), 42 );
  const int kept =
      static_cast<int>( std::count_if( cut.begin(), cut.end(), []( float v ) { return v == v; } ) );
  QVERIFY2( std::abs( kept - 0.5 * 60.6 * 40.9 ) < 30, qPrintable( QString::number( kept ) ) );

  parameters.remove( "AREA" );
  parameters["AREA_MASK"] = session.path( "polygon.tif" );
  parameters["OUTPUT"] = session.path( "mask.tif" );
  session.run( "preprocesssar", parameters );
  QVERIFY2( session.succeeded, qPrintable( session.log ) );
  const std::vector<float> masked = valuesOf( session.path( "mask.tif" ) );
  // The rectangle is that around the mask's pixels: where the polygons' has empty edges, smaller.
  const RasterGrid all = reader.grid();
  const RasterGrid part = RasterReader( session.path( "mask.tif" ).toStdString() ).grid();
  const std::array<double, 2> origin = all.toMap( 0, 0 );
  const std::array<double, 2> next = all.toMap( 1, 1 );
  const std::array<double, 2> begin = part.toMap( 0, 0 );
  const int left = static_cast<int>( std::lround( ( begin[0] - origin[0] ) / ( next[0] - origin[0] ) ) );
  const int top = static_cast<int>( std::lround( ( begin[1] - origin[1] ) / ( next[1] - origin[1] ) ) );
  for ( int row = 0; row < part.height; ++row )
    for ( int column = 0; column < part.width; ++column )
      QCOMPARE( std::isnan( masked[row * part.width + column] ),
                std::isnan( cut[( row + top ) * all.width + column + left] ) );
  QCOMPARE( std::count_if( masked.begin(), masked.end(), []( float v ) { return v == v; } ),
            static_cast<std::ptrdiff_t>( kept ) );
}

void TestPreprocessSarAlgorithm::flattensTerrain()
{
  SarSession &session = *mSession;
  QVariantMap parameters{ { "INPUT", QString::fromStdString( session.product.folder ) },
                          { "FLATTEN", true },
                          { "OUTPUT", session.path( "flat.tif" ) } };
  session.run( "preprocesssar", parameters );
  QVERIFY( !session.succeeded );
  QVERIFY2( session.log.contains( "Terrain flattening needs a terrain model." ), qPrintable( session.log ) );

  parameters["DEM"] = session.path( "whole.tif" ); // any raster will do: these are decibels
  session.run( "preprocesssar", parameters );
  QVERIFY2( session.succeeded, qPrintable( session.log ) );
  QCOMPARE( metadataOf( session.path( "flat.tif" ), "CALVINGFRONT_QUANTITY" ), std::string( "gamma0_T" ) );
}

//! As QGIS Desktop does when it loads a result.
void TestPreprocessSarAlgorithm::layersKnowTheirTime_data()
{
  QTest::addColumn<QString>( "algorithm" );
  for ( const char *algorithm :
        { "preprocesssar", "calibratesar", "despecklesar", "terraincorrectsar", "scalesar" } )
    QTest::newRow( algorithm ) << algorithm;
}

void TestPreprocessSarAlgorithm::layersKnowTheirTime()
{
  QFETCH( QString, algorithm );
  SarSession &session = *mSession;
  const bool ofProduct = algorithm == "preprocesssar" || algorithm == "calibratesar";
  const QString input =
      ofProduct ? QString::fromStdString( session.product.folder ) : session.calibrated( "untimed.tif" );
  const QString path = session.path( "timed.tif" );
  QgsProject project;
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  context.addLayerToLoadOnCompletion( path, { "map", &project, "OUTPUT" } );
  bool succeeded = false;
  session.provider->algorithm( algorithm )
      ->run( { { "INPUT", input }, { "OUTPUT", path } }, context, &feedback, &succeeded );
  QVERIFY( succeeded );
  QgsProcessingLayerPostProcessorInterface *loaded =
      context.layerToLoadOnCompletionDetails( path ).postProcessor();
  QVERIFY( loaded );
  QgsRasterLayer layer( path );
  loaded->postProcessLayer( &layer, context, &feedback );
  QVERIFY( layer.temporalProperties()->isActive() );
  const QDateTime taken( { 2021, 12, 23 }, { 5, 11, 40 }, Qt::UTC );
  const QgsDateTimeRange range =
      static_cast<QgsRasterLayerTemporalProperties *>( layer.temporalProperties() )->fixedTemporalRange();
  QVERIFY2( range.contains( taken ),
            qPrintable( range.begin().toString() + " to " + range.end().toString() ) );
}

void TestPreprocessSarAlgorithm::explainsFailure()
{
  SarSession &session = *mSession;
  session.run( "preprocesssar", { { "INPUT", QString::fromStdString( session.product.folder ) },
                                  { "EXTENT", "20,21,60,61 [EPSG:4326]" },
                                  { "OUTPUT", session.path( "outside.tif" ) } } );
  QVERIFY( !session.succeeded );
  QVERIFY2( session.log.contains( "The area lies outside the scene." ), qPrintable( session.log ) );
  QVERIFY( QDir( session.folder.path() ).entryList( { "outside*" } ).isEmpty() );
}

QGSTEST_MAIN( TestPreprocessSarAlgorithm )
#include "testpreprocesssaralgorithm.moc"
