#include <QtTest>

#include "model/scene/scenename.h"
#include "model/scene/stacitems.h"
#include "support/expecterror.h"
#include "support/stacitem.h"

using namespace calving;

class TestStacItems : public QObject
{
  Q_OBJECT

private slots:
  void init() { mFolder = std::make_unique<QTemporaryDir>(); }
  void readsWhatASearchReturned();
  void readsASingleItem();
  void choosesThePolarisation_data();
  void choosesThePolarisation();
  void rastersThatAreNoBackscatterAreNone();
  void badItemsAreLeftOutWithTheirIds();
  void itemsMayBeChosen();
  void otherFilesHoldNone_data();
  void otherFilesHoldNone();
  void catalogsAreRefused();
  void findsWhatAddressesName_data();
  void findsWhatAddressesName();

private:
  QString path( const QString &name ) const { return mFolder->filePath( name ); }
  std::string write( const QJsonObject &content ) const
  {
    return writeStac( path( "items.json" ), content ).toStdString();
  }

  std::unique_ptr<QTemporaryDir> mFolder;
};

namespace
{

const QString productName = "S1A_IW_GRDH_1SDV_20191215T004339_20191215T004404_030352_0378DC";
const QString blobs =
    "https://sentinel1euwestrtc.blob.core.windows.net/sentinel1-grd-rtc/GRD/2019/12/15/IW/DV/" + productName +
    "_6A4C/measurement/";

QJsonObject itemOf( const QJsonObject &assets )
{
  return stacItem( productName + "_rtc", "2019-12-15T00:43:51.902912Z", assets );
}

SceneFacts factsOf( const ListedScene &scene )
{
  return sceneFacts( scene.raster.path, scene.metadata );
}

//! The key of the asset that is read; empty where the item is left out.
std::string chosen( const std::string &file, const std::string &polarisation = {} )
{
  const std::optional<ListedScenes> scenes = stacScenes( file, polarisation );
  return scenes && scenes->scenes.size() == 1 ? stemOf( scenes->scenes[0].raster.path ) : std::string();
}

} // namespace

void TestStacItems::readsWhatASearchReturned()
{
  const QJsonObject item =
      itemOf( { { "vh", stacAsset( blobs + "iw-vh.rtc.tiff" ) },
                { "vv", stacAsset( blobs + "iw-vv.rtc.tiff?st=2021-05-04&sig=abc%3D" ) } } );
  const std::optional<ListedScenes> scenes = stacScenes( write( stacCollection( { item } ) ) );
  QVERIFY( scenes && scenes->leftOut.empty() );
  QCOMPARE( scenes->scenes.size(), std::size_t( 1 ) );
  const ListedScene &scene = scenes->scenes[0];
  QCOMPARE( QString::fromStdString( scene.raster.path ),
            "/vsicurl/" + blobs + "iw-vv.rtc.tiff?st=2021-05-04&sig=abc%3D" );
  const SceneFacts facts = factsOf( scene );
  QCOMPARE( QString::fromStdString( facts.imageId ), productName + "_rtc" );
  QCOMPARE( facts.dateTime, std::string( "2019-12-15T00:43:51" ) );
  QCOMPARE( facts.sensor, std::string( "S1A" ) );
  QCOMPARE( facts.mode, std::string( "IW" ) );
  QCOMPARE( facts.polarisation, std::string( "VV" ) );
  QCOMPARE( facts.pass, std::string( "ascending" ) );
  QCOMPARE( facts.relativeOrbit, 5 );
  QCOMPARE( facts.absoluteOrbit, 30352 );
  QCOMPARE( facts.glacier, std::string() );
}

//! Of another sensor, with a range of time.
void TestStacItems::readsASingleItem()
{
  QJsonObject item = stacItem( "TSX-scene", {}, { { "HH", stacAsset( "./a/HH.tif" ) } } );
  QJsonObject properties = item["properties"].toObject();
  properties["datetime"] = QJsonValue();
  properties["start_datetime"] = "2012-03-04T10:00:00Z";
  properties["end_datetime"] = "2012-03-04T10:00:10Z";
  properties["platform"] = "TerraSAR-X";
  item["properties"] = properties;
  const std::optional<ListedScenes> scenes = stacScenes( write( item ) );
  QVERIFY( scenes && scenes->scenes.size() == 1 );
  QCOMPARE( QString::fromStdString( scenes->scenes[0].raster.path ), path( "a/HH.tif" ) );
  const SceneFacts facts = factsOf( scenes->scenes[0] );
  QCOMPARE( facts.dateTime, std::string( "2012-03-04T10:00:05" ) );
  QCOMPARE( facts.sensor, std::string( "TSX" ) );
}

void TestStacItems::choosesThePolarisation_data()
{
  QTest::addColumn<QJsonObject>( "assets" );
  QTest::addColumn<QString>( "wanted" );
  QTest::addColumn<QString>( "file" );
  const QJsonObject both{ { "hv", stacAsset( "a.tif" ) }, { "hh", stacAsset( "b.tif" ) } };
  QTest::newRow( "sent and received alike" ) << both << ""
                                             << "b";
  QTest::newRow( "the one that is wanted" ) << both << "HV"
                                            << "a";
  QTest::newRow( "none of the wanted" ) << both << "VV"
                                        << "";
  QTest::newRow( "longer keys" ) << QJsonObject{ { "gamma0_vh", stacAsset( "a.tif" ) },
                                                 { "gamma0_vv", stacAsset( "b.tif" ) } }
                                 << ""
                                 << "b";
  QTest::newRow( "names of files" ) << QJsonObject{ { "first", stacAsset( "scene_VH.tif" ) },
                                                    { "second", stacAsset( "scene_VV.tif" ) } }
                                    << ""
                                    << "scene_VV";
  QJsonObject stated = stacAsset( "b.tif" );
  stated["sar:polarizations"] = QJsonArray{ "VV" };
  QTest::newRow( "what assets say" ) << QJsonObject{ { "a", stacAsset( "a.tif" ) }, { "b", stated } } << ""
                                     << "b";
  QTest::newRow( "the only one" ) << QJsonObject{ { "data", stacAsset( "a.tif" ) } } << "HH"
                                  << "a";
  QJsonObject several = stacAsset( "a.tif" );
  several["sar:polarizations"] = QJsonArray{ "VV", "VH" };
  QTest::newRow( "several in bands" ) << QJsonObject{ { "data", several } } << ""
                                      << "a";
  QTest::newRow( "a band that nothing tells" ) << QJsonObject{ { "data", several } } << "VH"
                                               << "";
  QTest::newRow( "nobody knows" ) << QJsonObject{ { "one", stacAsset( "a.tif" ) },
                                                  { "two", stacAsset( "b.tif" ) } }
                                  << ""
                                  << "";
}

void TestStacItems::choosesThePolarisation()
{
  QFETCH( QJsonObject, assets );
  QFETCH( QString, wanted );
  QFETCH( QString, file );
  QCOMPARE( QString::fromStdString( chosen( write( itemOf( assets ) ), wanted.toStdString() ) ), file );
}

void TestStacItems::rastersThatAreNoBackscatterAreNone()
{
  QJsonObject text = stacAsset( "annotation-vv.xml", { "metadata" } );
  text["type"] = "application/xml";
  QJsonObject picture = stacAsset( "vv.png", {} );
  picture["type"] = "image/png";
  const QJsonObject assets{ { "schema-product-vv", text },
                            { "rendered_vv", picture },
                            { "a_vv_angle", stacAsset( "angle.tif", { "data", "local-incidence-angle" } ) },
                            { "mask", stacAsset( "mask.tif", { "data", "data-mask" } ) },
                            { "vv", stacAsset( "scene.tif", { "data", "gamma0" } ) } };
  QCOMPARE( chosen( write( itemOf( assets ) ) ), std::string( "scene" ) );
}

void TestStacItems::badItemsAreLeftOutWithTheirIds()
{
  const QJsonObject good{ { "vv", stacAsset( "scene.tif" ) } };
  QJsonObject undated = stacItem( "undated", {}, good );
  QJsonObject properties = undated["properties"].toObject();
  properties.remove( "datetime" );
  undated["properties"] = properties;
  QJsonObject nameless = itemOf( {} );
  nameless.remove( "id" );
  QJsonObject plain = itemOf( {} );
  plain["id"] = "plain";
  plain.remove( "assets" );
  const QJsonArray items{ stacItem( "good", "2020-01-02T03:04:05Z", good ),
                          stacItem( "empty", "2020-01-02T03:04:05Z", {} ),
                          stacItem( "someday", "someday", good ),
                          undated,
                          nameless,
                          plain,
                          stacItem( "far", "2020-01-02T03:04:05Z",
                                    { { "vv", stacAsset( "abfs://x@y.dfs.core.windows.net/z.tif" ) } } ) };
  const std::optional<ListedScenes> scenes = stacScenes( write( stacCollection( items ) ) );
  QVERIFY( scenes && scenes->scenes.size() == 1 );
  QStringList found;
  for ( const UnusedScene &scene : scenes->leftOut )
    found << QString::fromStdString( scene.sentence() );
  QCOMPARE( found.size(), 6 );
  QVERIFY2( found[0].contains( "empty" ) && found[0].contains( "backscatter" ), qPrintable( found[0] ) );
  QVERIFY2( found[1].contains( "“someday” as its date" ), qPrintable( found[1] ) );
  QVERIFY2( found[2].contains( "undated" ) && found[2].contains( "start_datetime" ), qPrintable( found[2] ) );
  QVERIFY2( found[3].contains( "item 5 of" ), qPrintable( found[3] ) );
  QVERIFY2( found[4].contains( "plain" ) && found[4].contains( "no assets" ), qPrintable( found[4] ) );
  QVERIFY2( found[5].contains( "abfs://" ), qPrintable( found[5] ) );
}

void TestStacItems::itemsMayBeChosen()
{
  const QJsonObject assets{ { "vv", stacAsset( "scene.tif" ) } };
  const std::string file = write( stacCollection( { stacItem( "one", "2020-01-02T03:04:05Z", assets ),
                                                    stacItem( "two", "2020-01-03T03:04:05Z", assets ) } ) );
  const std::optional<ListedScenes> scenes =
      stacScenes( file, {}, []( const std::string &id ) { return id == "two"; } );
  QVERIFY( scenes && scenes->scenes.size() == 1 && scenes->leftOut.empty() );
  QCOMPARE( factsOf( scenes->scenes[0] ).date, std::string( "2020-01-03" ) );
}

void TestStacItems::otherFilesHoldNone_data()
{
  QTest::addColumn<QByteArray>( "content" );
  QTest::newRow( "footprints" ) << QByteArray(
      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"location":"a.tif"},
                        "geometry":null}]})" );
  QTest::newRow( "no features" ) << QByteArray( R"({"type":"FeatureCollection","features":[]})" );
  QTest::newRow( "cut off" ) << QByteArray(
      R"({"type":"FeatureCollection","features":[{"stac_version":"1.0.0")" );
  QTest::newRow( "a list" ) << QByteArray( "[1,2]" );
  QTest::newRow( "a picture" ) << QByteArray( "\x89PNG\r\n\x1a\n" );
  QTest::newRow( "nothing" ) << QByteArray();
}

void TestStacItems::otherFilesHoldNone()
{
  QFETCH( QByteArray, content );
  QFile file( path( "other.json" ) );
  QVERIFY( file.open( QIODevice::WriteOnly ) );
  file.write( content );
  file.close();
  QVERIFY( !stacScenes( file.fileName().toStdString() ) );
}

void TestStacItems::catalogsAreRefused()
{
  const std::string file = write( { { "type", "Collection" },
                                    { "stac_version", "1.0.0" },
                                    { "id", "sentinel-1-rtc" },
                                    { "links", QJsonArray() } } );
  EXPECT_ERROR( stacScenes( file ), "STAC collection", "items.json" );
}

void TestStacItems::findsWhatAddressesName_data()
{
  QTest::addColumn<QString>( "href" );
  QTest::addColumn<QString>( "path" );
  QTest::newRow( "beside it" ) << "vv.tif"
                               << "/data/stac/vv.tif";
  QTest::newRow( "below it" ) << "./measurement/vv.tif"
                              << "/data/stac/measurement/vv.tif";
  QTest::newRow( "absolute" ) << "/scenes/vv.tif"
                              << "/scenes/vv.tif";
  QTest::newRow( "address of a file" ) << "file:///scenes/of%20mine/vv.tif"
                                       << "/scenes/of mine/vv.tif";
  QTest::newRow( "with a space" ) << "./my%20scene.tif"
                                  << "/data/stac/my scene.tif";
  QTest::newRow( "one slash" ) << "file:/scenes/vv.tif"
                               << "/scenes/vv.tif";
  QTest::newRow( "this machine" ) << "file://localhost/vv.tif"
                                  << "/vv.tif";
  QTest::newRow( "web" ) << "https://a.b/c.tif?d=e"
                         << "/vsicurl/https://a.b/c.tif?d=e";
  QTest::newRow( "Amazon" ) << "s3://bucket/c.tif"
                            << "/vsis3/bucket/c.tif";
  QTest::newRow( "Google" ) << "gs://bucket/c.tif"
                            << "/vsigs/bucket/c.tif";
  QTest::newRow( "GDAL's own" ) << "/vsizip/a.zip/c.tif"
                                << "/vsizip/a.zip/c.tif";
}

void TestStacItems::findsWhatAddressesName()
{
  QFETCH( QString, href );
  QFETCH( QString, path );
  QCOMPARE( QString::fromStdString( pathOfHref( href.toStdString(), "/data/stac" ) ), path );
}

QTEST_GUILESS_MAIN( TestStacItems )
#include "teststacitems.moc"
