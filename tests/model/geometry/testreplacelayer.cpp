#include <QtTest>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "model/geometry/replacelayer.h"
#include "support/expecterror.h"
#include "support/fulldisk.h"
#include "support/testbytes.h"

using namespace calving;

class TestReplaceLayer : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase() { GDALAllRegister(); }
  void init();
  void replacesOneLayerAndKeepsTheOthers();
  void addsALayerThatIsNew();
  void replacesByALayerWithoutFeatures();
  void addsToALayer();
  void addsNothingOfAnotherSystem();
  void keepsTheOldOneWhereTheNewOneIsRefused();
  void keepsTheOldOneWhenTheDiskIsFull();
  void knowsFormatsWithoutTransactions();

private:
  QString path( const QString &name ) const { return mFolder->filePath( name ); }
  void addLayer( const QString &file, const char *name, int features, const char *format = "GPKG",
                 int epsg = 3413 ) const;
  QStringList content() const;

  std::unique_ptr<QTemporaryDir> mFolder;
};

//! A layer of \a features lines with an M value and two fields.
void TestReplaceLayer::addLayer( const QString &file, const char *name, int features, const char *format,
                                 int epsg ) const
{
  GDALDatasetUniquePtr base( QFile::exists( file )
                                 ? GDALDataset::Open( qPrintable( file ), GDAL_OF_VECTOR | GDAL_OF_UPDATE )
                                 : GetGDALDriverManager()->GetDriverByName( format )->Create(
                                       qPrintable( file ), 0, 0, 0, GDT_Unknown, nullptr ) );
  if ( !base )
    qFatal( "cannot write %s", qPrintable( file ) );
  OGRSpatialReference polar;
  polar.importFromEPSG( epsg );
  OGRLayer *layer = base->CreateLayer( name, &polar, wkbLineStringM );
  OGRFieldDefn text( "glacier", OFTString );
  OGRFieldDefn number( "length_m", OFTReal );
  layer->CreateField( &text );
  layer->CreateField( &number );
  for ( int i = 0; i < features; ++i )
  {
    OGRFeature feature( layer->GetLayerDefn() );
    feature.SetField( "glacier", name );
    feature.SetField( "length_m", i + 0.5 );
    OGRLineString line;
    line.addPointM( i, 0, 0.25 );
    line.addPointM( i, 100, 0.75 );
    feature.SetGeometry( &line );
    QCOMPARE( layer->CreateFeature( &feature ), OGRERR_NONE );
  }
}

//! The layers of base.gpkg, by name: "fronts 3 LINESTRING M(...), last length 2.5, EPSG 3413, indexed".
QStringList TestReplaceLayer::content() const
{
  const GDALDatasetUniquePtr base( GDALDataset::Open( qPrintable( path( "base.gpkg" ) ), GDAL_OF_VECTOR ) );
  OGRWktOptions iso;
  iso.variant = wkbVariantIso;
  QStringList layers;
  for ( OGRLayer *layer : base->GetLayers() )
  {
    if ( !layer->GetSpatialRef() )
      continue;
    QString last = "nothing";
    for ( const OGRFeatureUniquePtr &feature : layer )
      last = QStringLiteral( "%1 %2 %3" )
                 .arg( feature->GetFieldAsString( "glacier" ) )
                 .arg( feature->GetFieldAsDouble( "length_m" ) )
                 .arg( QString::fromStdString( feature->GetGeometryRef()->exportToWkt( iso ) ) );
    layers << QStringLiteral( "%1 %2 EPSG:%3 %4 %5" )
                  .arg( layer->GetName() )
                  .arg( layer->GetFeatureCount() )
                  .arg( layer->GetSpatialRef()->GetAuthorityCode( nullptr ) )
                  .arg( layer->TestCapability( OLCFastSpatialFilter ) ? "indexed" : "without index" )
                  .arg( last );
  }
  layers.sort();
  return layers;
}

void TestReplaceLayer::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
  addLayer( path( "base.gpkg" ), "fronts", 2 );
  addLayer( path( "base.gpkg" ), "other", 5 );
}

void TestReplaceLayer::replacesOneLayerAndKeepsTheOthers()
{
  addLayer( path( "new.gpkg" ), "fronts", 3 );
  replaceLayer( path( "new.gpkg" ).toStdString(), path( "base.gpkg" ).toStdString() );
  QCOMPARE( content(),
            QStringList( { "fronts 3 EPSG:3413 indexed fronts 2.5 LINESTRING M (2 0 0.25,2 100 0.75)",
                           "other 5 EPSG:3413 indexed other 4.5 LINESTRING M (4 0 0.25,4 100 0.75)" } ) );
}

void TestReplaceLayer::addsALayerThatIsNew()
{
  addLayer( path( "new.gpkg" ), "ocean", 1 );
  replaceLayer( path( "new.gpkg" ).toStdString(), path( "base.gpkg" ).toStdString() );
  QCOMPARE( content().size(), 3 );
  QVERIFY2( content()[1].startsWith( "ocean 1 EPSG:3413 indexed ocean 0.5" ), qPrintable( content()[1] ) );
}

void TestReplaceLayer::addsToALayer()
{
  addLayer( path( "new.gpkg" ), "fronts", 3 );
  appendToLayer( path( "new.gpkg" ).toStdString(), path( "base.gpkg" ).toStdString() );
  QCOMPARE( content()[0],
            QStringLiteral( "fronts 5 EPSG:3413 indexed fronts 2.5 LINESTRING M (2 0 0.25,2 100 0.75)" ) );
  addLayer( path( "ocean.gpkg" ), "ocean", 1 );
  appendToLayer( path( "ocean.gpkg" ).toStdString(), path( "base.gpkg" ).toStdString() );
  QCOMPARE( content().size(), 3 );
}

void TestReplaceLayer::addsNothingOfAnotherSystem()
{
  const QStringList before = content();
  addLayer( path( "new.gpkg" ), "fronts", 3, "GPKG", 32622 );
  EXPECT_ERROR( appendToLayer( path( "new.gpkg" ).toStdString(), path( "base.gpkg" ).toStdString() ), "UTM",
                "fronts" );
  QCOMPARE( content(), before );
}

//! Made at its first feature or when the file is closed, unless it is asked for.
void TestReplaceLayer::replacesByALayerWithoutFeatures()
{
  addLayer( path( "new.gpkg" ), "fronts", 0 );
  replaceLayer( path( "new.gpkg" ).toStdString(), path( "base.gpkg" ).toStdString() );
  QCOMPARE( content()[0], QStringLiteral( "fronts 0 EPSG:3413 indexed nothing" ) );
}

//! A table of the same name that is no layer of features.
void TestReplaceLayer::keepsTheOldOneWhereTheNewOneIsRefused()
{
  {
    GDALDatasetUniquePtr base(
        GDALDataset::Open( qPrintable( path( "base.gpkg" ) ), GDAL_OF_VECTOR | GDAL_OF_UPDATE ) );
    base->ExecuteSQL( "CREATE VIEW ocean AS SELECT 1 AS one", nullptr, nullptr );
  }
  const QStringList before = content();
  addLayer( path( "new.gpkg" ), "ocean", 1 );
  EXPECT_ERROR( replaceLayer( path( "new.gpkg" ).toStdString(), path( "base.gpkg" ).toStdString() ),
                "ocean" );
  QCOMPARE( content(), before );
}

//! The limit on file sizes stands in for a full disk: both end in a failing write().
void TestReplaceLayer::keepsTheOldOneWhenTheDiskIsFull()
{
  const QStringList before = content();
  addLayer( path( "new.gpkg" ), "fronts", 3000 );
  {
    const FullDisk disk( static_cast<rlim_t>( QFileInfo( path( "base.gpkg" ) ).size() + ( 1 << 14 ) ) );
    EXPECT_ERROR( replaceLayer( path( "new.gpkg" ).toStdString(), path( "base.gpkg" ).toStdString() ),
                  "sqlite3" ); // GDAL's own words; who calls names the file
  }
  QCOMPARE( content(), before );
}

void TestReplaceLayer::knowsFormatsWithoutTransactions()
{
  addLayer( path( "lines.geojson" ), "fronts", 1, "GeoJSON" );
  QVERIFY( !lacksTransactions( path( "base.gpkg" ).toStdString() ) );
  QVERIFY( lacksTransactions( path( "lines.geojson" ).toStdString() ) );
  // Replacing says what is wrong with these.
  writeBytes( path( "broken.gpkg" ), "nothing" );
  QVERIFY( !lacksTransactions( path( "broken.gpkg" ).toStdString() ) );
  addLayer( path( "new.gpkg" ), "fronts", 1 );
  EXPECT_ERROR( replaceLayer( path( "new.gpkg" ).toStdString(), path( "broken.gpkg" ).toStdString() ),
                "broken.gpkg" );
}

QTEST_APPLESS_MAIN( TestReplaceLayer )
#include "testreplacelayer.moc"
