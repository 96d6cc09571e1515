#include <QtTest>

#include <cmath>

#include <QJsonDocument>
#include <QJsonObject>
#include <qgsapplication.h>
#include <qgslinestring.h>
#include <qgsmultilinestring.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsproject.h>
#include <qgstest.h>
#include <qgsvectorlayer.h>

#include "algorithms/layers/columns.h"
#include "algorithms/layers/vectoroutput.h"
#include "model/scene/frontschema.h"
#include "model/version.h"
#include "provider/provider.h"
#include "support/frontsample.h"
#include "support/samefronts.h"

using namespace calving;

//! What is written of fronts is what is read, as far as the format can hold it.
class TestFrontFormats : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void init() { mFolder = std::make_unique<QTemporaryDir>(); }
  void namesAreShortAndDifferent();
  void everyAttributeIsFilled();
  void formatsKeepFronts_data();
  void formatsKeepFronts();
  void geoJsonKeepsLongitudesAndLatitudes();
  void geoPackagesSayHowTheyWereMade();
  void aReplacedLayerSaysHowItWasMade();
  void passwordsStayOut();

private:
  QString path( const QString &file ) const { return mFolder->filePath( file ); }
  QString write( const VectorContent &content, const QString &destination, const QVariantMap &others = {} );

  std::unique_ptr<QTemporaryDir> mFolder;
  std::unique_ptr<Provider> mProvider;
};

void TestFrontFormats::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<Provider>();
  mProvider->refreshAlgorithms();
}

void TestFrontFormats::cleanupTestCase()
{
  mProvider.reset();
  QgsApplication::exitQgis();
}

//! As tracefronts would.
QString TestFrontFormats::write( const VectorContent &content, const QString &destination,
                                 const QVariantMap &others )
{
  QVariantMap parameters = others;
  parameters["FRONTS"] = destination;
  QgsProcessingContext context;
  const QgsProcessingParameterDefinition *output = mProvider->algorithm( QStringLiteral( "tracefronts" ) )
                                                       ->parameterDefinition( QStringLiteral( "FRONTS" ) );
  return VectorOutput( output, parameters, context ).write( content );
}

void TestFrontFormats::namesAreShortAndDifferent()
{
  QSet<QString> names;
  QSet<QString> aliases;
  for ( const Column &column : frontColumns() )
  {
    const QString alias = column.alias;
    QVERIFY2( !alias.isEmpty() && alias.size() <= 10, column.alias );
    // Databases and Shapefiles do not tell capitals apart.
    QVERIFY2( !names.contains( QString( column.name ).toLower() ), column.name );
    QVERIFY2( !aliases.contains( alias.toLower() ), column.alias );
    QVERIFY2( QString( column.meaning ).size() > 3, column.name );
    // ISSM would take it for the time.
    QVERIFY2( alias.compare( "NAME", Qt::CaseInsensitive ) != 0, column.name );
    names << QString( column.name ).toLower();
    aliases << alias.toLower();
  }
}

//! There is no column that nothing ever fills.
void TestFrontFormats::everyAttributeIsFilled()
{
  for ( const bool shapefile : { false, true } )
  {
    const QgsFeature front = frontSample( shapefile ).features.at( 0 );
    QCOMPARE( front.fields().size(), int( frontColumns().size() ) );
    for ( const QgsField &field : front.fields() )
      QVERIFY2( !front.attribute( field.name() ).isNull(), qPrintable( field.name() ) );
  }
}

void TestFrontFormats::formatsKeepFronts_data()
{
  QTest::addColumn<QString>( "destination" );
  QTest::addColumn<QString>( "source" );
  QTest::addColumn<QString>( "layerName" );
  QTest::addColumn<bool>( "keepsMeasures" );
  QTest::addColumn<int>( "otherKinds" );
  const auto row = []( const char *name, const char *destination, const char *source, const char *layerName,
                       bool keepsMeasures, int otherKinds )
  {
    QTest::newRow( name ) << QString( destination ) << QString( source ) << QString( layerName )
                          << keepsMeasures << otherKinds;
  };
  row( "GeoPackage", "%1/Bræ.gpkg", "%1/Bræ.gpkg", "Bræ", true, 0 );
  row( "layer of a GeoPackage", "ogr:dbname='%1/base.gpkg' table=\"Bræ 2018\" (geom)",
       "%1/base.gpkg|layername=Bræ 2018", "Bræ 2018", true, 0 );
  // The parameters, which are JSON.
  row( "GeoJSON", "%1/Bræ.geojson", "%1/Bræ.geojson", "Bræ", false, 1 );
  // The date, which is a midnight there.
  row( "FlatGeobuf", "%1/Bræ.fgb", "%1/Bræ.fgb", "Bræ", true, 1 );
  // Whole numbers, of which it tells not how large they may be.
  row( "Shapefile", "%1/Bræ.shp", "%1/Bræ.shp", "Bræ", true, 8 );
}

void TestFrontFormats::formatsKeepFronts()
{
  QFETCH( QString, destination );
  QFETCH( QString, source );
  QFETCH( QString, layerName );
  QFETCH( bool, keepsMeasures );
  QFETCH( int, otherKinds );
  const bool isShapefile = destination.endsWith( ".shp" );
  const VectorContent content = frontSample( isShapefile );
  write( content, destination.arg( mFolder->path() ) );
  const QgsVectorLayer layer( source.arg( mFolder->path() ), QString(), QStringLiteral( "ogr" ) );
  QVERIFY( layer.isValid() );
  const QString difference = differenceOf( layer, content, keepsMeasures, otherKinds );
  QVERIFY2( difference.isEmpty(), qPrintable( difference ) );
  QCOMPARE( layer.crs().authid(), QStringLiteral( "EPSG:3413" ) );
  QCOMPARE(
      layer.dataProvider()->subLayers().value( 0 ).split( QgsDataProvider::sublayerSeparator() ).value( 1 ),
      layerName );
}

//! RFC 7946, which QGIS writes on request, has longitudes and latitudes alone.
void TestFrontFormats::geoJsonKeepsLongitudesAndLatitudes()
{
  VectorContent content = frontSample( false );
  content.crs = QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:4326" ) );
  content.features[0].setGeometry(
      QgsGeometry::fromWkt( "MultiLineString ((-68.123456789 77.5, -68.2 77.6))" ) );
  content.type = compat::wkbMultiLineString;
  write( content, path( "fronts.geojson" ) );
  const QgsVectorLayer layer( path( "fronts.geojson" ), QString(), QStringLiteral( "ogr" ) );
  QCOMPARE( layer.crs().authid(), QStringLiteral( "EPSG:4326" ) );
  QgsFeature feature;
  QVERIFY( layer.getFeatures().nextFeature( feature ) );
  QVERIFY( std::abs( feature.geometry().vertexAt( 0 ).x() + 68.123456789 ) < 1e-9 );
}

void TestFrontFormats::geoPackagesSayHowTheyWereMade()
{
  write( frontSample( false ), path( "fronts.gpkg" ),
         { { "ZONES", "zones.tif" }, { "MINIMUM_LENGTH", 500 }, { "SMOOTH", false } } );
  const QgsVectorLayer layer( path( "fronts.gpkg" ), QString(), QStringLiteral( "ogr" ) );
  const QgsLayerMetadata metadata = layer.metadata();
  QCOMPARE( metadata.title(), QStringLiteral( "Calving fronts" ) );
  QCOMPARE( metadata.type(), QStringLiteral( "dataset" ) );
  QCOMPARE( metadata.crs().authid(), QStringLiteral( "EPSG:3413" ) );
  const QStringList history = metadata.history();
  QCOMPARE( history.size(), 4 );
  QVERIFY( history[0].contains( "calvingfront:tracefronts" ) && history[0].contains( softwareVersion ) );
  const QJsonObject parameters = QJsonDocument::fromJson( history[1].section( ": ", 1 ).toUtf8() ).object();
  QCOMPARE( parameters["ZONES"].toString(), QStringLiteral( "zones.tif" ) );
  QCOMPARE( parameters["MINIMUM_LENGTH"].toInt(), 500 );
  QCOMPARE( parameters["SMOOTH"].toBool( true ), false );
  QVERIFY( !parameters.contains( "FRONTS" ) );
  QVERIFY( history[2].contains( "tyrion v1" ) && history[2].contains( QString( 64, 'a' ) ) );
  QCOMPARE( QJsonDocument::fromJson( history[3].section( ": ", 1 ).toUtf8() ).object()["tile"].toInt(), 256 );
  QCOMPARE( metadata.extent().temporalExtents().value( 0 ).begin().date(), QDate( 2018, 6, 2 ) );
  const QgsLayerMetadata::SpatialExtent place = metadata.extent().spatialExtents().value( 0 );
  QVERIFY( std::abs( place.bounds.xMinimum() + 500000.25 ) < 1e-6 &&
           std::abs( place.bounds.yMaximum() + 1100000 ) < 1e-6 );
}

//! In a GeoPackage with others, whose metadata stay.
void TestFrontFormats::aReplacedLayerSaysHowItWasMade()
{
  const QString table = QStringLiteral( "ogr:dbname='%1' table=\"%2\" (geom)" );
  const QString file = path( "base.gpkg" );
  write( frontSample( false ), table.arg( file, "first" ), { { "MINIMUM_LENGTH", 1 } } );
  write( frontSample( false ), table.arg( file, "second" ), { { "MINIMUM_LENGTH", 2 } } );
  write( frontSample( false ), table.arg( file, "first" ), { { "MINIMUM_LENGTH", 3 } } );
  for ( const auto &[layer, length] : { std::pair( "first", 3 ), { "second", 2 } } )
  {
    const QgsVectorLayer read( file + "|layername=" + layer, QString(), QStringLiteral( "ogr" ) );
    const QString parameters = read.metadata().history().value( 1 );
    QVERIFY2( parameters.contains( QStringLiteral( "\"MINIMUM_LENGTH\":%1" ).arg( length ) ),
              qPrintable( parameters ) );
  }
}

void TestFrontFormats::passwordsStayOut()
{
  write( frontSample( false ), path( "fronts.gpkg" ),
         { { "AREA", "postgres://dbname='x' host=h user='me' password='secret' table=\"a\" (geom)" } } );
  const QgsVectorLayer layer( path( "fronts.gpkg" ), QString(), QStringLiteral( "ogr" ) );
  const QString history = layer.metadata().history().join( '\n' );
  QVERIFY2( history.contains( "AREA" ) && !history.contains( "secret" ), qPrintable( history ) );
}

QGSTEST_MAIN( TestFrontFormats )
#include "testfrontformats.moc"
