#include <QtTest>

#include <cmath>

#include <qgsfeature.h>
#include <qgsgeometry.h>
#include <qgspoint.h>
#include <qgsrasterlayer.h>
#include <qgsvectorfilewriter.h>
#include <qgsvectorlayer.h>

#include "model/sar/product/product.h"
#include "support/sarsession.h"

using namespace calving;

class TestSimulateSarAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase() { mSession = std::make_unique<SarSession>(); }
  void cleanupTestCase() { mSession.reset(); }
  void preprocessingUndoesIt();
  void groundIsTakenFromTheLayers();
  void sizeIsAsWished();
  void impossiblePassIsExplained();
  void wrongZonesAreExplained();
  void layerObjectsCountToo();

private:
  QVariantMap small( const QString &name ) const
  {
    return { { "WIDTH", 48 }, { "HEIGHT", 48 }, { "PIXEL_SIZE", 40 }, { "OUTPUT", mSession->path( name ) } };
  }

  std::unique_ptr<SarSession> mSession;
};

void TestSimulateSarAlgorithm::preprocessingUndoesIt()
{
  QVariantMap parameters = small( "products" );
  parameters["DATE"] = "2021-06-01";
  parameters["PASS"] = "descending";
  parameters["POLARISATION"] = "HH+HV";
  const QVariantMap made = mSession->run( "simulatesar", parameters );
  QVERIFY2( mSession->succeeded, qPrintable( mSession->log ) );
  const QString manifest = made["PRODUCT"].toString();
  QVERIFY( QFileInfo::exists( manifest ) );
  QVERIFY( QFileInfo( manifest ).dir().dirName().startsWith( "S1A_IW_GRDH_1SDH_20210601T" ) );
  mSession->run( "preprocesssar", { { "INPUT", manifest },
                                    { "SPECKLE", 0 },
                                    { "PIXEL_SIZE", 40 },
                                    { "OUTPUT", mSession->path( "map.tif" ) } } );
  QVERIFY2( mSession->succeeded, qPrintable( mSession->log ) );
  QCOMPARE( metadataOf( mSession->path( "map.tif" ), "CALVINGFRONT_PASS" ), std::string( "Descending" ) );
  QCOMPARE( metadataOf( mSession->path( "map.tif" ), "CALVINGFRONT_DATETIME" ).substr( 0, 10 ),
            std::string( "2021-06-01" ) );
}

//! Of a scene and its heights, in the geometry of the radar.
void TestSimulateSarAlgorithm::groundIsTakenFromTheLayers()
{
  mSession->run( "simulatescene", { { "WIDTH", 48 },
                                    { "HEIGHT", 48 },
                                    { "PIXEL_SIZE", 40 },
                                    { "SCENE", mSession->path( "scene.tif" ) },
                                    { "DEM", mSession->path( "dem.tif" ) },
                                    { "ZONES", mSession->path( "zones.tif" ) } } );
  QVERIFY2( mSession->succeeded, qPrintable( mSession->log ) );
  QgsVectorLayer targets( "PointZ?crs=EPSG:3413", "targets", "memory" );
  const RasterGrid grid = RasterReader( mSession->path( "dem.tif" ).toStdString() ).grid();
  const auto [x, y] = grid.toMap( 24, 24 );
  QgsFeature feature;
  feature.setGeometry( QgsGeometry( new QgsPoint( x, y, 100 ) ) );
  targets.dataProvider()->addFeature( feature );
  const QString points = mSession->path( "targets.gpkg" );
  QgsVectorFileWriter::SaveVectorOptions options;
  QCOMPARE( QgsVectorFileWriter::writeAsVectorFormatV3( &targets, points, QgsCoordinateTransformContext(),
                                                        options ),
            QgsVectorFileWriter::NoError );
  const QVariantMap made = mSession->run( "simulatesar", { { "DEM", mSession->path( "dem.tif" ) },
                                                           { "ZONES", mSession->path( "zones.tif" ) },
                                                           { "TARGETS", points },
                                                           { "OUTPUT", mSession->path( "given.SAFE" ) } } );
  QVERIFY2( mSession->succeeded, qPrintable( mSession->log ) );
  const std::vector<float> numbers = valuesOf( QString::fromStdString(
      openProduct( made["PRODUCT"].toString().toStdString() ).images.front().measurementPath ) );
  // A cross-section of 60 dB in pixels of 100 square metres outshines all ground: 474 * sqrt( 1e4 / 4.5 / sin
  // 40 ).
  const float brightest = *std::max_element( numbers.begin(), numbers.end() );
  QVERIFY2( brightest > 20000, qPrintable( QString::number( brightest ) ) );
}

void TestSimulateSarAlgorithm::sizeIsAsWished()
{
  QVariantMap parameters = small( "sized.SAFE" );
  parameters["TYPE"] = "EW_GRDM";
  parameters["SIGMA0"] = -15;
  parameters["SAMPLES"] = 111;
  parameters["LINES"] = 77;
  const QVariantMap made = mSession->run( "simulatesar", parameters );
  QVERIFY2( mSession->succeeded, qPrintable( mSession->log ) );
  QCOMPARE( made["PRODUCT_SAMPLES"].toInt(), 111 );
  QCOMPARE( made["PRODUCT_LINES"].toInt(), 77 );
  QCOMPARE( made["PRODUCT"].toString(), mSession->path( "sized.SAFE" ) + "/manifest.safe" );
}

void TestSimulateSarAlgorithm::impossiblePassIsExplained()
{
  QVariantMap parameters = small( "pole.SAFE" );
  parameters["CRS"] = "EPSG:3031";
  parameters["CENTRE"] = "0,0";
  mSession->run( "simulatesar", parameters );
  QVERIFY( !mSession->succeeded );
  QVERIFY2( mSession->log.contains( "No orbit of Sentinel-1 sees this place on an ascending pass under 40" ),
            qPrintable( mSession->log ) );
  QVERIFY( !QFileInfo::exists( mSession->path( "pole.SAFE" ) ) );
}

void TestSimulateSarAlgorithm::wrongZonesAreExplained()
{
  RasterGrid grid = RasterReader( mSession->path( "zones.tif" ).toStdString() ).grid();
  RasterWriter writer( mSession->path( "wrong.tif" ).toStdString(), grid );
  writer.write( { 0, 0, grid.width, grid.height },
                std::vector<std::uint8_t>( static_cast<std::size_t>( grid.width ) * grid.height, 77 ) );
  writer.commit();
  mSession->run( "simulatesar", { { "ZONES", mSession->path( "wrong.tif" ) },
                                  { "OUTPUT", mSession->path( "wrong.SAFE" ) } } );
  QVERIFY( !mSession->succeeded );
  QVERIFY2( mSession->log.contains( "hold the value 77" ),
            qPrintable( mSession->log ) );
  QVERIFY( !QFileInfo::exists( mSession->path( "wrong.SAFE" ) ) );
}

//! As scripts give it; its text is empty.
void TestSimulateSarAlgorithm::layerObjectsCountToo()
{
  QgsRasterLayer zones( mSession->path( "wrong.tif" ) );
  mSession->run( "simulatesar", { { "ZONES", QVariant::fromValue( &zones ) },
                                  { "OUTPUT", mSession->path( "object.SAFE" ) } } );
  QVERIFY2( mSession->log.contains( "hold the value 77" ),
            qPrintable( mSession->log ) );
}

QTEST_MAIN( TestSimulateSarAlgorithm )
#include "testsimulatesaralgorithm.moc"
