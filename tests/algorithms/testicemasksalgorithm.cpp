#include <QtTest>

#include <cmath>

#include <gdal_priv.h>
#include <qgsapplication.h>
#include <qgsmeshlayer.h>
#include <qgsmeshlayertemporalproperties.h>
#include <qgsmeshrenderersettings.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsproject.h>
#include <qgsproviderregistry.h>
#include <qgstest.h>
#include <qgsvectorlayer.h>

#include "provider/provider.h"

using namespace calving;

/**
 * Two fronts in UTM 33 N, straight across a fjord of 400 m, at x = 500500 and ten days later at 500100. Ice
 * in the west.
 */
class TestIceMasksAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void init();
  void writesMasksAndClosedFronts();
  void mapIsPolarStereographicUnlessChosen();
  void loadedMasksShowTheirTimes();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();
  void cancellingLeavesNothing();

private:
  QString path( const QString &file ) const { return mFolder->filePath( file ); }
  //! A GeoJSON file of \a features in UTM 33 N.
  QString write( const QString &name, const QStringList &features ) const;
  static QString feature( const QString &geometry, const QString &date )
  {
    return QStringLiteral( R"({"type":"Feature","properties":{"glacier_name":"Testbræ"%2},"geometry":%1})" )
        .arg( geometry, date.isEmpty() ? QString() : QStringLiteral( R"(,"date":"%1")" ).arg( date ) );
  }
  static QString front( double x, const QString &date )
  {
    return feature( QStringLiteral( R"({"type":"LineString","coordinates":[[%1,8000000],[%1,8000400]]})" )
                        .arg( x, 0, 'f', 1 ),
                    date );
  }
  QVariantMap run( QVariantMap parameters, QgsProcessingContext &context, QgsProcessingFeedback &feedback );
  QVariantMap run( const QVariantMap &parameters )
  {
    QgsProcessingContext context;
    QgsProcessingFeedback feedback( false );
    return run( parameters, context, feedback );
  }

  std::unique_ptr<QTemporaryDir> mFolder;
  std::unique_ptr<Provider> mProvider;
  QString mFronts;
  QString mLog;
  bool mSucceeded = false;
};

void TestIceMasksAlgorithm::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<Provider>();
  mProvider->refreshAlgorithms();
}

void TestIceMasksAlgorithm::cleanupTestCase()
{
  mProvider.reset();
  QgsApplication::exitQgis();
}

QString TestIceMasksAlgorithm::write( const QString &name, const QStringList &features ) const
{
  QFile file( path( name ) );
  if ( file.open( QIODevice::WriteOnly ) )
    file.write( QStringLiteral( R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":)"
                                R"("urn:ogc:def:crs:EPSG::32633"}},"features":[%1]})" )
                    .arg( features.join( ',' ) )
                    .toUtf8() );
  return file.fileName();
}

void TestIceMasksAlgorithm::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
  mFronts = write( QStringLiteral( "fronts.geojson" ),
                   { front( 500500, "2020-01-01" ), front( 500100, "2020-01-11" ) } );
}

QVariantMap TestIceMasksAlgorithm::run( QVariantMap parameters, QgsProcessingContext &context,
                                        QgsProcessingFeedback &feedback )
{
  const QVariantMap standard{ { "INPUT", QStringList{ mFronts } },
                              { "DIRECTION", 90 },
                              { "RESOLUTION", 100 },
                              { "CRS", "EPSG:32633" },
                              { "TIMES", "2020-01-06" },
                              { "OUTPUT", path( "masks.nc" ) } };
  for ( auto value = standard.begin(); value != standard.end(); ++value )
    if ( !parameters.contains( value.key() ) )
      parameters.insert( value.key(), value.value() );
  const QVariantMap results = mProvider->algorithm( QStringLiteral( "icemasks" ) )
                                  ->run( parameters, context, &feedback, &mSucceeded );
  mLog = feedback.textLog();
  return results;
}

void TestIceMasksAlgorithm::writesMasksAndClosedFronts()
{
  const QString walls = write(
      QStringLiteral( "walls.geojson" ),
      { feature( R"({"type":"LineString","coordinates":[[490000,8000000],[510000,8000000]]})", QString() ),
        feature( R"({"type":"LineString","coordinates":[[490000,8000400],[510000,8000400]]})",
                 QString() ) } );
  const QVariantMap results = run( { { "WALLS", walls },
                                     { "EXTENT", "499000,502000,7999000,8001000 [EPSG:32633]" },
                                     { "POLYGONS", path( "closed.shp" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["FRONT_COUNT"].toInt(), 2 );
  QCOMPARE( results["TIME_COUNT"].toInt(), 1 );
  const GDALDatasetUniquePtr raster(
      GDALDataset::Open( QStringLiteral( "NETCDF:\"%1\":%2" )
                             .arg( path( "masks.nc" ), "land_ice_area_fraction_retreat" )
                             .toUtf8()
                             .constData(),
                         GDAL_OF_RASTER ) );
  QVERIFY( raster );
  QCOMPARE( raster->GetRasterXSize(), 30 );
  QCOMPARE( raster->GetRasterYSize(), 20 );
  std::vector<float> share( 30 * 20 );
  QCOMPARE( raster->GetRasterBand( 1 )->RasterIO( GF_Read, 0, 0, 30, 20, share.data(), 30, 20, GDT_Float32, 0,
                                                  0, nullptr ),
            CE_None );
  double ocean = 0;
  for ( const float one : share )
    ocean += ( 1 - one ) * 100 * 100;
  // Halfway in time the front stands at 500300.
  QVERIFY2( std::abs( ocean - ( 502000 - 500300 ) * 400 ) < 4 * 100 * 100 / 64.0,
            qPrintable( QString::number( ocean ) ) );

  const QgsVectorLayer closed( path( "closed.shp" ), QString(), QStringLiteral( "ogr" ) );
  QCOMPARE( closed.fields().names(), ( QStringList{ "Date", "OfficialN", "ImageID" } ) );
  QCOMPARE( closed.fields().at( 0 ).type(), QVariant::String );
  QgsFeature feature;
  QVERIFY( closed.getFeatures().nextFeature( feature ) );
  QCOMPARE( feature.attribute( "Date" ).toString(), QStringLiteral( "2020-01-01" ) );
  QCOMPARE( feature.attribute( "OfficialN" ).toString(), QStringLiteral( "Testbræ" ) );
  // They go on to four pixels beyond the map, by a metre more or less where north of the map is not north.
  QVERIFY( std::abs( feature.geometry().area() - ( 500500 - 499000 + 400 ) * 400 ) < 400 );
}

void TestIceMasksAlgorithm::mapIsPolarStereographicUnlessChosen()
{
  run( { { "CRS", QVariant() } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const GDALDatasetUniquePtr raster( GDALDataset::Open(
      QStringLiteral( "NETCDF:\"%1\":ice_mask" ).arg( path( "masks.nc" ) ).toUtf8().constData(),
      GDAL_OF_RASTER ) );
  QVERIFY( raster && raster->GetSpatialRef() );
  QCOMPARE( QString( raster->GetSpatialRef()->GetAuthorityCode( nullptr ) ), QStringLiteral( "3413" ) );
}

void TestIceMasksAlgorithm::loadedMasksShowTheirTimes()
{
  // QGIS looks for it beside the program, unless told where it is installed.
  if ( !QgsProviderRegistry::instance()->providerList().contains( QStringLiteral( "mdal" ) ) )
    QSKIP( "QGIS finds no provider of meshes: set QGIS_PREFIX_PATH to where it is installed" );
  QgsProject project;
  QgsProcessingContext context;
  context.setProject( &project );
  QgsProcessingFeedback feedback( false );
  run( { { "TIMES", "fronts" } }, context, feedback );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QMap<QString, QgsProcessingContext::LayerDetails> layers = context.layersToLoadOnCompletion();
  QCOMPARE( layers.keys(), QStringList{ path( "masks.nc" ) } );
  QCOMPARE( layers.first().layerTypeHint, QgsProcessingUtils::LayerHint::Mesh );
  QVERIFY( layers.first().name.contains( QStringLiteral( "Testbræ" ) ) );
  QgsMeshLayer mesh( path( "masks.nc" ), QStringLiteral( "masks" ), QStringLiteral( "mdal" ) );
  QVERIFY( mesh.isValid() );
  layers.first().postProcessor()->postProcessLayer( &mesh, context, &feedback );
  QCOMPARE( mesh.crs().authid(), QStringLiteral( "EPSG:32633" ) );
  QVERIFY( mesh.temporalProperties()->isActive() );
  const auto *times = qobject_cast<QgsMeshLayerTemporalProperties *>( mesh.temporalProperties() );
  QCOMPARE( times->timeExtent().begin().toUTC(), QDateTime( QDate( 2020, 1, 1 ), QTime( 12, 0 ), Qt::UTC ) );
  QCOMPARE( times->timeExtent().end().toUTC(), QDateTime( QDate( 2020, 1, 11 ), QTime( 12, 0 ), Qt::UTC ) );
  const int group = mesh.rendererSettings().activeScalarDatasetGroup();
  QCOMPARE( mesh.datasetGroupMetadata( QgsMeshDatasetIndex( group, 0 ) ).name(),
            QStringLiteral( "ice mask" ) );
  QCOMPARE( mesh.rendererSettings().scalarSettings( group ).colorRampShader().colorRampItemList().size(), 2 );
}

void TestIceMasksAlgorithm::saysWhatIsWrong_data()
{
  QTest::addColumn<QStringList>( "features" );
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "words" );
  const QStringList one{ front( 500500, "2020-01-01" ) };
  const QString polygon = feature( R"({"type":"Polygon","coordinates":[[[500000,8000000],[501000,8000000],)"
                                   R"([501000,8000400],[500000,8000000]]]})",
                                   "2020-01-01" );
  QTest::newRow( "empty layer" ) << QStringList() << QVariantMap() << "empty";
  QTest::newRow( "polygons instead of lines" )
      << QStringList{ polygon } << QVariantMap() << "Polygons to lines";
  QTest::newRow( "no dates" ) << QStringList{ front( 500500, QString() ) } << QVariantMap() << "DATE_FIELD";
  QTest::newRow( "no side of the ocean" ) << one << QVariantMap{ { "DIRECTION", QVariant() } } << "OCEAN";
  QTest::newRow( "absurd size" ) << one << QVariantMap{ { "RESOLUTION", 0.02 } } << "30 million";
  QTest::newRow( "degrees" ) << one << QVariantMap{ { "CRS", "EPSG:4326" } } << "not in metres";
  QTest::newRow( "extent elsewhere" )
      << one << QVariantMap{ { "EXTENT", "600000,601000,7000000,7001000 [EPSG:32633]" } } << "EXTENT";
  QTest::newRow( "no folder" ) << one << QVariantMap{ { "OUTPUT", "/none/masks.nc" } } << "/none/masks.nc";
  QTest::newRow( "another format" ) << one << QVariantMap{ { "OUTPUT", "masks.tif" } } << ".nc";
}

void TestIceMasksAlgorithm::saysWhatIsWrong()
{
  QFETCH( QStringList, features );
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, words );
  mFronts = write( QStringLiteral( "wrong.geojson" ), features );
  run( parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( words ), qPrintable( mLog ) );
  QVERIFY( !QFile::exists( path( "masks.nc" ) ) );
}

void TestIceMasksAlgorithm::cancellingLeavesNothing()
{
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  connect( &feedback, &QgsFeedback::progressChanged, &feedback,
           [&feedback]( double progress )
           {
             if ( progress > 50 )
               feedback.cancel();
           } );
  run( { { "TIMES", "2020-01-02,2020-01-03,2020-01-04,2020-01-05,2020-01-06" } }, context, feedback );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( QStringLiteral( "Cancelled" ) ), qPrintable( mLog ) );
  QCOMPARE( QDir( mFolder->path() ).entryList( QDir::Files ), QStringList{ "fronts.geojson" } );
}

QGSTEST_MAIN( TestIceMasksAlgorithm )
#include "testicemasksalgorithm.moc"
