#include <QtTest>

#include <memory>

#include <qgsapplication.h>
#include <qgscategorizedsymbolrenderer.h>
#include <qgscoordinatetransform.h>
#include <qgsexpressioncontext.h>
#include <qgsgeometry.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsproject.h>
#include <qgssymbol.h>
#include <qgssymbollayer.h>
#include <qgstest.h>
#include <qgsvectorlayer.h>

#include "provider/provider.h"
#include "support/testdata.h"
#include "support/testraster.h"

using namespace calving;

/**
 * Twenty fronts in UTM 33 N, from (500500 + 4 i, 7998500) to (…, 7999500), every five days, of which number 7
 * is half as long.
 */
class TestCheckFrontsAlgorithm : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void cleanupTestCase();
  void init();
  void keepsEverythingAndAddsVerdicts();
  void checksItsOwnOutputAgain();
  void readsDatesInSeveralForms();
  void layersOfOtherSystemsBecomeOne();
  void fjordFootprintsAndScenesCount();
  void writesShapefiles();
  void fewFrontsAreSaidToBeFew();
  void flaggedFrontsStandOut();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();
  void cancelLeavesTheOldFile();
  void realFrontsAreNearlyAllFaultless();

private:
  QString path( const QString &file ) const { return mFolder->filePath( file ); }
  QString write( const QString &name, const QStringList &features, int crs = 32633 ) const;
  static QString feature( const QString &geometry, const QString &attributes )
  {
    return QStringLiteral( R"({"type":"Feature","properties":{%1},"geometry":%2})" )
        .arg( attributes, geometry );
  }
  static QString front( int number, const QString &attributes, double top = 7999500, double shift = 0 );
  static QString dated( int number )
  {
    return QStringLiteral( R"("glacier_name":"Testbræ","image_id":"image%1","operator":"Anna","date":"%2")" )
        .arg( number )
        .arg( QDate( 2021, 1, 1 ).addDays( 5 * number ).toString( Qt::ISODate ) );
  }
  QVariantMap run( QVariantMap parameters, QgsProcessingContext &context, QgsProcessingFeedback &feedback );
  QVariantMap run( const QVariantMap &parameters = {} )
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

void TestCheckFrontsAlgorithm::initTestCase()
{
  QgsApplication::init();
  QgsApplication::initQgis();
  mProvider = std::make_unique<Provider>();
  mProvider->refreshAlgorithms();
}

void TestCheckFrontsAlgorithm::cleanupTestCase()
{
  mProvider.reset();
  QgsApplication::exitQgis();
}

QString TestCheckFrontsAlgorithm::write( const QString &name, const QStringList &features, int crs ) const
{
  QFile file( path( name ) );
  if ( file.open( QIODevice::WriteOnly ) )
    file.write( QStringLiteral( R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":)"
                                R"("urn:ogc:def:crs:EPSG::%2"}},"features":[%1]})" )
                    .arg( features.join( ',' ) )
                    .arg( crs )
                    .toUtf8() );
  return file.fileName();
}

//! With vertices 50 m apart.
QString TestCheckFrontsAlgorithm::front( int number, const QString &attributes, double top, double shift )
{
  QStringList points;
  for ( double y = 7998500; y <= top; y += 50 )
    points << QStringLiteral( "[%1,%2]" ).arg( 500500 + 4 * number + shift, 0, 'f', 1 ).arg( y, 0, 'f', 1 );
  return feature( QStringLiteral( R"({"type":"LineString","coordinates":[%1]})" ).arg( points.join( ',' ) ),
                  attributes );
}

void TestCheckFrontsAlgorithm::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
  QStringList fronts;
  for ( int i = 0; i < 20; ++i )
    fronts << front( i, dated( i ), i == 7 ? 7999000 : 7999500 );
  mFronts = write( QStringLiteral( "fronts.geojson" ), fronts );
}

QVariantMap TestCheckFrontsAlgorithm::run( QVariantMap parameters, QgsProcessingContext &context,
                                           QgsProcessingFeedback &feedback )
{
  const QVariantMap standard{ { "INPUT", QStringList{ mFronts } }, { "OUTPUT", path( "checked.gpkg" ) } };
  for ( auto value = standard.begin(); value != standard.end(); ++value )
    if ( !parameters.contains( value.key() ) )
      parameters.insert( value.key(), value.value() );
  const QVariantMap results = mProvider->algorithm( QStringLiteral( "checkfronts" ) )
                                  ->run( parameters, context, &feedback, &mSucceeded );
  mLog = feedback.textLog();
  return results;
}

static QVector<QgsFeature> featuresOf( const QString &path )
{
  const QgsVectorLayer layer( path, QString(), QStringLiteral( "ogr" ) );
  QVector<QgsFeature> features;
  QgsFeatureIterator all = layer.getFeatures();
  for ( QgsFeature feature; all.nextFeature( feature ); )
    features << feature;
  return features;
}

static QStringList verdictsOf( const QString &path )
{
  QStringList verdicts;
  for ( const QgsFeature &feature : featuresOf( path ) )
    verdicts << feature.attribute( "check" ).toString();
  return verdicts;
}

void TestCheckFrontsAlgorithm::keepsEverythingAndAddsVerdicts()
{
  const QVariantMap results = run( { { "SUMMARY", path( "rules.csv" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( results["GLACIERS"].toInt(), 1 );
  QCOMPARE( results["FRONT_COUNT"].toInt(), 20 );
  QCOMPARE( results["FLAGGED"].toInt(), 1 );
  const QVector<QgsFeature> before = featuresOf( mFronts );
  const QVector<QgsFeature> after = featuresOf( path( "checked.gpkg" ) );
  QCOMPARE( after.size(), 20 );
  for ( int i = 0; i < 20; ++i )
  {
    for ( const QgsField &field : before[i].fields() )
      QCOMPARE( after[i].attribute( field.name() ), before[i].attribute( field.name() ) );
    QVERIFY( after[i].geometry().isGeosEqual( before[i].geometry() ) );
    QCOMPARE( after[i].attribute( "check" ).toString(), QString( i == 7 ? "length" : "ok" ) );
  }
  QVERIFY( std::abs( after[7].attribute( "chk_length" ).toDouble() - 0.5 ) < 1e-6 );
  QCOMPARE( after[7].attribute( "chk_cross" ).toInt(), 0 );
  for ( const char *unasked : { "chk_twin", "chk_edge", "chk_out", "chk_single" } )
    QVERIFY2( after[7].attribute( unasked ).isNull(), unasked );
  QVERIFY( mLog.contains( QStringLiteral( "1 of 20 fronts are flagged" ) ) );
  const QVector<QgsFeature> rules = featuresOf( path( "rules.csv" ) );
  QCOMPARE( rules.size(), 8 );
  QCOMPARE( rules[1].attribute( "rule" ).toString(), QStringLiteral( "length" ) );
  QCOMPARE( rules[1].attribute( "flagged" ).toInt(), 1 );
}

void TestCheckFrontsAlgorithm::checksItsOwnOutputAgain()
{
  run();
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  mFronts = path( QStringLiteral( "checked.gpkg" ) );
  run( { { "OUTPUT", path( "again.gpkg" ) }, { "MAX_LENGTH_CHANGE", 120 } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( verdictsOf( path( "again.gpkg" ) ).count( QStringLiteral( "ok" ) ), 20 );
  QCOMPARE( featuresOf( path( "again.gpkg" ) ).front().fields().names(),
            featuresOf( path( "checked.gpkg" ) ).front().fields().names() );
}

void TestCheckFrontsAlgorithm::readsDatesInSeveralForms()
{
  QStringList fronts;
  const QStringList forms{ "yyyy-MM-dd", "d.M.yyyy", "dd-MMM-yyyy", "yyyyMMdd", "yyyy/MM/dd" };
  for ( int i = 0; i < 20; ++i )
    fronts << front( i,
                     QStringLiteral( R"("OfficialN":"B","when":"%1")" )
                         .arg( QLocale::c().toString( QDate( 2021, 1, 1 ).addDays( 5 * i ), forms[i % 5] ) ),
                     7999500, i == 12 ? 400 : 0 );
  mFronts = write( QStringLiteral( "forms.geojson" ), fronts );
  run( { { "DATE_FIELD", "when" } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QStringList verdicts = verdictsOf( path( "checked.gpkg" ) );
  QCOMPARE( verdicts.count( QStringLiteral( "ok" ) ), 19 );
  QCOMPARE( verdicts[12], QStringLiteral( "jump" ) );
}

void TestCheckFrontsAlgorithm::layersOfOtherSystemsBecomeOne()
{
  // Five more, of which one is too short, in degrees, with an attribute of their own.
  const QgsCoordinateTransform toDegrees( QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:32633" ) ),
                                          QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:4326" ) ),
                                          QgsCoordinateTransformContext() );
  QStringList more;
  for ( int i = 20; i < 25; ++i )
  {
    QStringList points;
    for ( double y = 7998500; y <= ( i == 22 ? 7999000 : 7999500 ); y += 50 )
    {
      const QgsPointXY place = toDegrees.transform( 500500 + 4 * i, y );
      points << QStringLiteral( "[%1,%2]" ).arg( place.x(), 0, 'f', 8 ).arg( place.y(), 0, 'f', 8 );
    }
    more << feature(
        QStringLiteral( R"({"type":"LineString","coordinates":[%1]})" ).arg( points.join( ',' ) ),
        dated( i ) + QStringLiteral( R"(,"cloud":%1)" ).arg( i ) );
  }
  const QString degrees = write( QStringLiteral( "more.geojson" ), more, 4326 );
  run( { { "INPUT", QStringList{ mFronts, degrees } } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QgsVectorLayer layer( path( "checked.gpkg" ), QString(), QStringLiteral( "ogr" ) );
  QCOMPARE( layer.crs().authid(), QStringLiteral( "EPSG:32633" ) );
  const QVector<QgsFeature> fronts = featuresOf( path( "checked.gpkg" ) );
  QCOMPARE( fronts.size(), 25 );
  const QStringList verdicts = verdictsOf( path( "checked.gpkg" ) );
  QCOMPARE( verdicts.count( QStringLiteral( "ok" ) ), 23 );
  QCOMPARE( verdicts[7], QStringLiteral( "length" ) );
  QCOMPARE( verdicts[22], QStringLiteral( "length" ) );
  QVERIFY( fronts[7].attribute( "cloud" ).isNull() );
  QCOMPARE( fronts[22].attribute( "cloud" ).toInt(), 22 );
  QVERIFY( std::abs( fronts[24].geometry().length() - 1000 ) < 0.1 );
}

void TestCheckFrontsAlgorithm::fjordFootprintsAndScenesCount()
{
  const auto rectangle = [this]( const QString &name, double low, double high, const QString &attributes )
  {
    return write( name,
                  { feature( QStringLiteral( R"({"type":"Polygon","coordinates":[[[490000,%1],[510000,%1],)"
                                             R"([510000,%2],[490000,%2],[490000,%1]]]})" )
                                 .arg( low, 0, 'f', 1 )
                                 .arg( high, 0, 'f', 1 ),
                             attributes ) } );
  };
  // The fjord ends 300 m before the fronts do: all lie outside alike, until a limit is given.
  const QString fjord = rectangle( QStringLiteral( "fjord.geojson" ), 7998000, 7999200, QString() );
  const QString foot = rectangle( QStringLiteral( "foot.geojson" ), 7998000, 7999510,
                                  QStringLiteral( R"("image_id":"image3")" ) );
  // 40 m pixels; the front ends in row 12, and what lies north of row 12 has no data.
  writeRaster( path( "image5.tif" ).toStdString(), 50, 60, []( int, int y ) { return y < 12 ? NAN : 1; } );
  run( { { "FJORD", fjord },
         { "MAX_OUTSIDE", 250 },
         { "FOOTPRINTS", foot },
         { "RASTERS", QStringList{ path( "image5.tif" ) } } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QVector<QgsFeature> fronts = featuresOf( path( "checked.gpkg" ) );
  QCOMPARE( fronts[3].attribute( "check" ).toString(), QStringLiteral( "edge, outside" ) );
  QVERIFY( std::abs( fronts[3].attribute( "chk_edge" ).toDouble() - 10 ) < 0.1 );
  QCOMPARE( fronts[5].attribute( "check" ).toString(), QStringLiteral( "edge, outside" ) );
  QCOMPARE( fronts[5].attribute( "chk_edge" ).toDouble(), 40.0 );
  QCOMPARE( fronts[4].attribute( "check" ).toString(), QStringLiteral( "outside" ) );
  QVERIFY( std::abs( fronts[4].attribute( "chk_out" ).toDouble() - 300 ) < 30 );
  QCOMPARE( fronts[7].attribute( "check" ).toString(), QStringLiteral( "length" ) );
}

void TestCheckFrontsAlgorithm::writesShapefiles()
{
  run( { { "OUTPUT", path( "checked.shp" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QVector<QgsFeature> fronts = featuresOf( path( "checked.shp" ) );
  QCOMPARE( fronts.size(), 20 );
  QCOMPARE( fronts[7].attribute( "check" ).toString(), QStringLiteral( "length" ) );
  QVERIFY( std::abs( fronts[7].attribute( "chk_length" ).toDouble() - 0.5 ) < 1e-6 );
  QCOMPARE( fronts[7].attribute( "operator" ).toString(), QStringLiteral( "Anna" ) );
}

void TestCheckFrontsAlgorithm::fewFrontsAreSaidToBeFew()
{
  mFronts = write( QStringLiteral( "few.geojson" ), { front( 0, dated( 0 ) ), front( 1, dated( 1 ), 7998700 ),
                                                      front( 1, dated( 1 ), 7998700, 9 ) } );
  run();
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  QCOMPARE( verdictsOf( path( "checked.gpkg" ) ), ( QStringList{ "ok", "ok", "duplicate" } ) );
  QVERIFY2( mLog.contains( QStringLiteral( "Only 2 fronts" ) ), qPrintable( mLog ) );
}

void TestCheckFrontsAlgorithm::flaggedFrontsStandOut()
{
  QgsProject project;
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  context.setProject( &project );
  run( { { "OUTPUT",
           QVariant::fromValue( QgsProcessingOutputLayerDefinition( path( "checked.gpkg" ), &project ) ) } },
       context, feedback );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QMap<QString, QgsProcessingContext::LayerDetails> layers = context.layersToLoadOnCompletion();
  QCOMPARE( layers.size(), 1 );
  QVERIFY2( layers.first().name.contains( QStringLiteral( "Testbræ" ) ), qPrintable( layers.first().name ) );
  QgsVectorLayer shown( layers.firstKey(), layers.first().name, QStringLiteral( "ogr" ) );
  layers.first().postProcessor()->postProcessLayer( &shown, context, &feedback );
  auto *renderer = dynamic_cast<QgsCategorizedSymbolRenderer *>( shown.renderer() );
  QVERIFY( renderer && renderer->orderByEnabled() );
  QgsExpressionContext expressions( { new QgsExpressionContextScope } );
  expressions.setFields( shown.fields() );
  QgsExpression first( renderer->classAttribute() );
  QgsFeatureIterator features = shown.getFeatures();
  QSet<QColor> colours;
  for ( QgsFeature feature; features.nextFeature( feature ); )
  {
    expressions.setFeature( feature );
    const int category = renderer->categoryIndexForValue( first.evaluate( &expressions ) );
    QVERIFY2( category >= 0, qPrintable( feature.attribute( "check" ).toString() ) );
    if ( feature.attribute( "check" ).toString() != QLatin1String( "ok" ) )
      QCOMPARE( renderer->categories()[category].value().toString(), QStringLiteral( "length" ) );
  }
  for ( const QgsRendererCategory &category : renderer->categories() )
    colours << category.symbol()->symbolLayer( category.symbol()->symbolLayerCount() - 1 )->color();
  // One for each rule, one for faultless fronts.
  QCOMPARE( colours.size(), 9 );
}

void TestCheckFrontsAlgorithm::saysWhatIsWrong_data()
{
  QTest::addColumn<QString>( "features" );
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "word" );
  const QString polygon = feature(
      QStringLiteral(
          R"({"type":"Polygon","coordinates":[[[500000,8000000],[501000,8000000],[501000,8000400],[500000,8000000]]]})" ),
      dated( 0 ) );
  QTest::newRow( "empty layer" ) << QString() << QVariantMap() << "empty";
  QTest::newRow( "polygons instead of lines" ) << polygon << QVariantMap() << "Polygons to lines";
  QTest::newRow( "no dates" ) << front( 0, R"("a":1)" ) << QVariantMap() << "DATE_FIELD";
  QTest::newRow( "unread date" ) << front( 0, R"("date":"spring")" ) << QVariantMap() << "spring";
  QTest::newRow( "no such field" ) << front( 0, dated( 0 ) ) << QVariantMap{ { "DATE_FIELD", "when" } }
                                   << "when";
  QTest::newRow( "no file" ) << front( 0, dated( 0 ) ) << QVariantMap{ { "INPUT", "/none.gpkg" } }
                             << "/none.gpkg";
  QTest::newRow( "no fjord" ) << front( 0, dated( 0 ) ) << QVariantMap{ { "FJORD", "/none.gpkg" } }
                              << "/none.gpkg";
}

void TestCheckFrontsAlgorithm::saysWhatIsWrong()
{
  QFETCH( QString, features );
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, word );
  mFronts = write( QStringLiteral( "wrong.geojson" ),
                   features.isEmpty() ? QStringList() : QStringList{ features } );
  run( parameters );
  QVERIFY( !mSucceeded );
  QVERIFY2( mLog.contains( word ), qPrintable( mLog ) );
}

void TestCheckFrontsAlgorithm::cancelLeavesTheOldFile()
{
  run();
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  const QDateTime written = QFileInfo( path( "checked.gpkg" ) ).lastModified();
  QgsProcessingContext context;
  QgsProcessingFeedback feedback( false );
  feedback.cancel();
  run( { { "MAX_LENGTH_CHANGE", 120 } }, context, feedback );
  QVERIFY( !mSucceeded );
  QCOMPARE( QFileInfo( path( "checked.gpkg" ) ).lastModified(), written );
  QCOMPARE( verdictsOf( path( "checked.gpkg" ) ).count( QStringLiteral( "length" ) ), 1 );
  QCOMPARE(
      QDir( mFolder->path() ).entryList( QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot ).size(), 2 );
}

/**
 * Of the 159 published fronts of Harald Moltke Bræ, five stand out, and look wrong on the map: 2020-06-08 and
 * 2021-05-27 run round icebergs, 2020-06-25 bulges into the water, 2021-05-06 has a bay of 600 m, and
 * 2021-06-16 runs up the coast. On the dates before and after, none of that is there.
 */
void TestCheckFrontsAlgorithm::realFrontsAreNearlyAllFaultless()
{
  REQUIRE_TEST_DATA( "moltke/lines" );
  QElapsedTimer clock;
  clock.start();
  const QVariantMap results = run( { { "INPUT", testData( "moltke/lines" ) } } );
  QVERIFY2( mSucceeded, qPrintable( mLog ) );
  qInfo( "159 files in %lld ms", clock.elapsed() );
  QCOMPARE( results["FRONT_COUNT"].toInt(), 159 );
  QMap<QString, QString> flagged;
  for ( const QgsFeature &front : featuresOf( path( "checked.gpkg" ) ) )
    if ( front.attribute( "check" ).toString() != QLatin1String( "ok" ) )
      flagged[front.attribute( "date" ).toDate().toString( Qt::ISODate )] =
          front.attribute( "check" ).toString();
  const QMap<QString, QString> expected{ { "2020-06-08", "length" },
                                         { "2020-06-25", "length, jump" },
                                         { "2021-05-06", "jump" },
                                         { "2021-05-27", "rough, length" },
                                         { "2021-06-16", "length" } };
  QCOMPARE( flagged, expected );
}

QGSTEST_MAIN( TestCheckFrontsAlgorithm )
#include "testcheckfrontsalgorithm.moc"
