#include <QtTest>

#include <array>
#include <cmath>
#include <thread>

#include "model/modelfile/modelcard.h"
#include "model/scene/scenesequences.h"
#include "model/series/extractseries.h"
#include "support/expecterror.h"
#include "support/fjordseries.h"
#include "support/segmenters.h"

using namespace calving;

class TestExtractSeries : public QObject
{
  Q_OBJECT

private slots:
  void init();
  void oneSceneIsAsExtractFronts();
  void aSceneThatGoesWrongFollowsTheOthers();
  void eachByItselfOnRequest();
  void whatCannotBeUsedIsNamedAndLeftOut();
  void scenesWithoutDateAreRefused();
  void labelsCountOnTheirDate();
  void zonesAppearWithCommitOnly();
  void evidenceIsKeptAndAddedTo();
  void evidenceOfOthersIsRefused();
  void partsGiveWhatOneProcessGives_data();
  void partsGiveWhatOneProcessGives();
  void twoRunsOnOneFolderGiveWhatOneGives();
  void partsThatCannotBeAreRefused();
  void aSceneThatCannotBeReadIsTriedOnce();
  void cancellingKeepsWhatIsDone();
  void cancelledLaterScenesSpeakForThemselves();
  void worksInPixelCoordinates();
  void sequencesAreConsecutiveDates();
  void aNetworkOfSequencesSeesConsecutiveDatesTogether();
  void aNetworkOfSequencesFindsWhatOneOfScenesDoes();
  void evidenceHelpsLaterSequences();
  void cancellingKeepsWholeSequences();

private:
  QString path( const QString &name ) const { return mFolder->filePath( name ); }
  std::string scene( const QString &date, int front );
  ExtractedSeries extract( const std::vector<RasterInput> &scenes, const Feedback &feedback = {} );
  Feedback listening();

  std::unique_ptr<QTemporaryDir> mFolder;
  std::unique_ptr<QTemporaryDir> mTemporary;
  FunctionSegmenter mSegmenter{ fourGreys };
  SeriesRequest mRequest;
  QString mLog;
};

namespace
{

//! The mean column in which the fronts of a date lie.
double columnOf( const SeriesFronts &fronts )
{
  double sum = 0;
  double count = 0;
  for ( const FrontLine &line : fronts.fronts.lines )
    for ( const FrontPart &part : line.parts )
      for ( const auto &point : part.points )
      {
        sum += ( point[0] - 500000 ) / 40;
        count += 1;
      }
  return sum / count;
}

//! All fronts, to the bit.
std::vector<std::array<double, 2>> linesOf( const ExtractedSeries &series )
{
  std::vector<std::array<double, 2>> points;
  for ( const SeriesFronts &date : series.scenes )
    for ( const FrontLine &line : date.fronts.lines )
      for ( const FrontPart &part : line.parts )
        points.insert( points.end(), part.points.begin(), part.points.end() );
  return points;
}

} // namespace

void TestExtractSeries::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
  mTemporary = std::make_unique<QTemporaryDir>();
  mRequest = SeriesRequest();
  mRequest.temporaryFolder = mTemporary->path().toStdString();
  mRequest.each.segment.tiling = { 64, 16, 48 };
  mLog.clear();
}

std::string TestExtractSeries::scene( const QString &date, int front )
{
  const QString file = path( "Fjord_" + date + "_S1.tif" );
  writeFjord( file, front );
  return file.toStdString();
}

ExtractedSeries TestExtractSeries::extract( const std::vector<RasterInput> &scenes, const Feedback &feedback )
{
  const ListedScenes listed{ { scenes.begin(), scenes.end() }, {} };
  const SeriesPlan plan =
      planSeries( listed, mRequest.products, mRequest.each.segment.band, mRequest.each.georeference,
                  mRequest.smoothing == SeriesSmoothing::Series, feedback );
  return extractSeries( plan, mSegmenter, nullptr, mRequest, feedback );
}

Feedback TestExtractSeries::listening()
{
  Feedback feedback;
  feedback.info = feedback.warning = [this]( const std::string &sentence )
  { mLog += QString::fromStdString( sentence ) + '\n'; };
  return feedback;
}

void TestExtractSeries::oneSceneIsAsExtractFronts()
{
  const std::string file = scene( "2018-06-02", 60 );
  ExtractOptions options = mRequest.each;
  options.scene = file;
  options.temporaryFolder = mRequest.temporaryFolder;
  const ExtractedFronts expected = extractFronts( mSegmenter, openScene( options ), options, {} );
  const ExtractedSeries series = extract( { file } );
  QCOMPARE( series.scenes.size(), std::size_t( 1 ) );
  const SeriesFronts &fronts = series.scenes[0];
  QCOMPARE( fronts.fronts.lines.size(), expected.fronts.lines.size() );
  QCOMPARE( fronts.fronts.lines[0].pixels, expected.fronts.lines[0].pixels );
  QVERIFY( std::abs( columnOf( fronts ) - 59.5 ) < 0.5 );
  QCOMPARE( fronts.facts.date, std::string( "2018-06-02" ) );
  QCOMPARE( fronts.facts.glacier, std::string( "Fjord" ) );
  QVERIFY( fronts.singleMetres[0] < 1 );
}

//! In the given order, which is not that of time; the third says something else.
void TestExtractSeries::aSceneThatGoesWrongFollowsTheOthers()
{
  const ExtractedSeries series =
      extract( { scene( "2018-07-20", 60 ), scene( "2018-06-02", 60 ), scene( "2018-06-26", 90 ),
                 scene( "2018-06-14", 60 ), scene( "2018-07-08", 60 ) } );
  QCOMPARE( series.scenes.size(), std::size_t( 5 ) );
  std::string before;
  for ( const SeriesFronts &fronts : series.scenes )
  {
    QVERIFY( fronts.facts.date > before );
    before = fronts.facts.date;
    QVERIFY2( std::abs( columnOf( fronts ) - 59.5 ) < 0.5,
              qPrintable( QString::number( columnOf( fronts ) ) ) );
    const double away = before == "2018-06-26" ? 30 * 40 : 0;
    QVERIFY2( std::abs( fronts.singleMetres[0] - away ) < 5,
              qPrintable( QString::number( fronts.singleMetres[0] ) ) );
  }
}

void TestExtractSeries::eachByItselfOnRequest()
{
  mRequest.smoothing = SeriesSmoothing::None;
  const QString undated = path( "fjord.tif" );
  writeFjord( undated, 80 );
  const ExtractedSeries series =
      extract( { scene( "2018-06-02", 60 ), scene( "2018-06-14", 90 ), undated.toStdString() } );
  QCOMPARE( series.scenes.size(), std::size_t( 3 ) );
  QVERIFY( std::abs( columnOf( series.scenes[0] ) - 79.5 ) < 0.5 );
  QVERIFY( std::abs( columnOf( series.scenes[2] ) - 89.5 ) < 0.5 );
}

void TestExtractSeries::whatCannotBeUsedIsNamedAndLeftOut()
{
  QFile broken( path( "Broken_2018-06-03_S1.tif" ) );
  QVERIFY( broken.open( QIODevice::WriteOnly ) && broken.write( "no raster" ) > 0 );
  broken.close();
  const QString far = path( "Far_2018-06-04_S1.tif" );
  writeFjord( far, 60 );
  {
    GDALDatasetUniquePtr file( GDALDataset::Open( far.toUtf8().constData(), GDAL_OF_UPDATE ) );
    double transform[] = { 900000.0, 40.0, 0.0, 8000000.0, 0.0, -40.0 };
    file->SetGeoTransform( transform );
  }
  const QString cut = path( "Cut_2018-06-05_S1.tif" );
  writeFjord( cut, 60 );
  QVERIFY( QFile::resize( cut, 6000 ) );
  const std::string good = scene( "2018-06-02", 60 );
  const ExtractedSeries series =
      extract( { good, broken.fileName().toStdString(), far.toStdString(), cut.toStdString(),
                 path( "absent.tif" ).toStdString(), good, scene( "2018-06-14", 60 ) },
               listening() );
  QCOMPARE( series.scenes.size(), std::size_t( 2 ) );
  QCOMPARE( series.leftOut.size(), std::size_t( 4 ) );
  for ( const char *name :
        { "Broken_2018-06-03_S1", "Far_2018-06-04_S1", "Cut_2018-06-05_S1", "absent", "twice" } )
    QVERIFY2( mLog.contains( name ), qPrintable( mLog ) );
  EXPECT_ERROR( extract( { broken.fileName().toStdString() } ), "None of the scenes" );
}

void TestExtractSeries::scenesWithoutDateAreRefused()
{
  writeFjord( path( "undated.tif" ), 60 );
  EXPECT_ERROR( extract( { scene( "2018-06-02", 60 ), path( "undated.tif" ).toStdString() } ), "undated" );
}

void TestExtractSeries::labelsCountOnTheirDate()
{
  const std::string wrong = scene( "2018-06-02", 100 );
  writeFjordZones( path( "Fjord_2018-06-02_S1_zones.tif" ), 60 );
  mRequest.labels.rasters = { path( "Fjord_2018-06-02_S1_zones.tif" ).toStdString() };
  const ExtractedSeries series = extract( { wrong } );
  QVERIFY( std::abs( columnOf( series.scenes[0] ) - 59.5 ) < 0.5 );
  QVERIFY( series.scenes[0].singleMetres[0] > 1500 );
}

void TestExtractSeries::zonesAppearWithCommitOnly()
{
  mRequest.zonesFolder = path( "zones" ).toStdString();
  ExtractedSeries series = extract( { scene( "2018-06-02", 60 ), scene( "2018-06-14", 60 ) } );
  QVERIFY( QDir( path( "zones" ) ).entryList( { "*.tif" }, QDir::Files ).isEmpty() );
  series.commit();
  const RasterReader zones( path( "zones/Fjord_2018-06-14_S1_zones.tif" ).toStdString() );
  QCOMPARE( int( zones.readBytes( 1, { 10, 50, 1, 1 } )[0] ), 3 );
  QCOMPARE( zones.metadata().at( "CALVINGFRONT_DATETIME" ), std::string( "2018-06-14" ) );
  QVERIFY( QDir( mTemporary->path() ).entryList( QDir::Files ).isEmpty() );
}

//! The second run reads one new scene alone; the layer has all dates.
void TestExtractSeries::evidenceIsKeptAndAddedTo()
{
  mRequest.evidenceFolder = path( "evidence" ).toStdString();
  mSegmenter.images = 0;
  extract( { scene( "2018-06-02", 60 ), scene( "2018-06-14", 60 ) } );
  const int before = mSegmenter.images;
  extract( { scene( "2018-06-26", 90 ) } );
  const int perScene = mSegmenter.images - before;
  QCOMPARE( before, 2 * perScene );
  const ExtractedSeries series = extract( { scene( "2018-06-14", 60 ), scene( "2018-07-08", 60 ) } );
  QCOMPARE( mSegmenter.images, before + 2 * perScene );
  QCOMPARE( series.scenes.size(), std::size_t( 4 ) );
  QCOMPARE( series.scenes[0].facts.date, std::string( "2018-06-02" ) );
  QCOMPARE( series.scenes[3].facts.date, std::string( "2018-07-08" ) );
  QVERIFY( std::abs( columnOf( series.scenes[2] ) - 59.5 ) < 0.5 );
  QVERIFY( series.scenes[0].values.find( "8 bit" ) != std::string::npos );
}

void TestExtractSeries::evidenceOfOthersIsRefused()
{
  mRequest.evidenceFolder = path( "evidence" ).toStdString();
  extract( { scene( "2018-06-02", 60 ) } );
  mRequest.each.segment.tiling.stride = 32;
  EXPECT_ERROR( extract( { scene( "2018-06-14", 60 ) } ), "EVIDENCE" );
}

void TestExtractSeries::partsGiveWhatOneProcessGives_data()
{
  QTest::addColumn<bool>( "smoothed" );
  QTest::newRow( "each scene by itself" ) << false;
  QTest::newRow( "all dates together" ) << true;
}

//! To the bit.
void TestExtractSeries::partsGiveWhatOneProcessGives()
{
  const std::vector<RasterInput> scenes{ scene( "2018-07-20", 60 ), scene( "2018-06-02", 62 ),
                                         scene( "2018-06-26", 90 ), scene( "2018-06-14", 60 ),
                                         scene( "2018-07-08", 64 ) };
  QFETCH( bool, smoothed );
  mRequest.smoothing = smoothed ? SeriesSmoothing::Series : SeriesSmoothing::None;
  mSegmenter.images = 0;
  const auto expected = linesOf( extract( scenes ) );
  mRequest.evidenceFolder = path( "evidence" ).toStdString();
  mRequest.parts = 2;
  const int before = mSegmenter.images;
  int read = 0;
  for ( mRequest.part = 1; mRequest.part <= 2; ++mRequest.part )
  {
    const ExtractedSeries part = extract( scenes );
    QVERIFY( part.scenes.empty() );
    QCOMPARE( part.read, 4 - mRequest.part );
    read += part.read;
  }
  QCOMPARE( read, 5 );
  QCOMPARE( mSegmenter.images, 2 * before );
  mRequest.part = 0;
  mRequest.parts = 1;
  QVERIFY( linesOf( extract( scenes ) ) == expected );
  QCOMPARE( mSegmenter.images, 2 * before );
}

//! At once, as where somebody starts a job twice.
void TestExtractSeries::twoRunsOnOneFolderGiveWhatOneGives()
{
  std::vector<RasterInput> scenes;
  for ( int day = 10; day < 22; ++day )
    scenes.emplace_back( scene( QStringLiteral( "2018-06-%1" ).arg( day ), 50 + day ) );
  const auto expected = linesOf( extract( scenes ) );
  mRequest.evidenceFolder = path( "evidence" ).toStdString();
  std::array<std::vector<std::array<double, 2>>, 2> found;
  std::array<std::thread, 2> runs;
  for ( int i = 0; i < 2; ++i )
    runs[i] = std::thread(
        [&, i]
        {
          const QTemporaryDir own;
          SeriesRequest request = mRequest;
          request.temporaryFolder = own.path().toStdString();
          FunctionSegmenter segmenter( fourGreys );
          const SeriesPlan plan = planSeries( { { scenes.begin(), scenes.end() }, {} }, {}, 1, {}, true, {} );
          found[i] = linesOf( extractSeries( plan, segmenter, nullptr, request, {} ) );
        } );
  for ( std::thread &run : runs )
    run.join();
  QVERIFY( !expected.empty() && found[0] == expected && found[1] == expected );
  QCOMPARE( QDir( path( "evidence" ) ).entryList( QDir::Files ).size(), 12 );
}

void TestExtractSeries::partsThatCannotBeAreRefused()
{
  const std::string file = scene( "2018-06-02", 60 );
  mRequest.part = 1;
  mRequest.parts = 2;
  EXPECT_ERROR( extract( { file } ), "EVIDENCE" );
  mRequest.evidenceFolder = path( "evidence" ).toStdString();
  mRequest.part = 3;
  EXPECT_ERROR( extract( { file } ), "PART", "3" );
  mRequest.part = 0;
  EXPECT_ERROR( extract( { file } ), "PART", "2" );
}

//! A file that was cut off; mended, it is read once its note is gone.
void TestExtractSeries::aSceneThatCannotBeReadIsTriedOnce()
{
  mRequest.evidenceFolder = path( "evidence" ).toStdString();
  const std::string good = scene( "2018-06-02", 60 );
  const std::string bad = scene( "2018-06-14", 60 );
  QFile file( QString::fromStdString( bad ) );
  QVERIFY( file.open( QIODevice::ReadWrite ) );
  const QByteArray whole = file.readAll();
  QVERIFY( file.resize( whole.size() / 2 ) );
  const ExtractedSeries first = extract( { good, bad }, listening() );
  QCOMPARE( first.leftOut.size(), std::size_t( 1 ) );
  QVERIFY2( mLog.contains( "2018-06-14" ), qPrintable( mLog ) );
  const QStringList notes = QDir( path( "evidence" ) ).entryList( { "*_leftout.txt" } );
  QCOMPARE( notes.size(), 1 );
  mLog.clear();
  const int before = mSegmenter.images;
  const ExtractedSeries second = extract( { good, bad }, listening() );
  QCOMPARE( mSegmenter.images, before );
  QCOMPARE( second.leftOut.size(), std::size_t( 1 ) );
  QCOMPARE( second.leftOut[0].reason, first.leftOut[0].reason );
  QVERIFY2( mLog.contains( "as before" ) && mLog.contains( "_leftout.txt" ), qPrintable( mLog ) );
  QVERIFY( file.seek( 0 ) );
  QCOMPARE( file.write( whole ), qint64( whole.size() ) );
  file.close();
  QVERIFY( QFile::remove( path( "evidence/" ) + notes[0] ) );
  QCOMPARE( extract( { good, bad } ).scenes.size(), std::size_t( 2 ) );
}

//! Stopped at the third scene: the first two are estimated.
void TestExtractSeries::cancellingKeepsWhatIsDone()
{
  Feedback feedback = listening();
  feedback.progress = []( double fraction ) { return fraction < 0.6; };
  const ExtractedSeries series = extract(
      { scene( "2018-06-02", 60 ), scene( "2018-06-14", 60 ), scene( "2018-06-26", 60 ) }, feedback );
  QCOMPARE( series.scenes.size(), std::size_t( 2 ) );
  QCOMPARE( series.notRead, 1 );
  QVERIFY2( mLog.contains( "Cancelled" ), qPrintable( mLog ) );
  feedback.progress = []( double ) { return false; };
  QVERIFY_EXCEPTION_THROWN( extract( { scene( "2018-06-02", 60 ) }, feedback ), Cancelled );
}

//! Stopped while three dates are read together, of which the second would be put right by the others.
void TestExtractSeries::cancelledLaterScenesSpeakForThemselves()
{
  Feedback feedback = listening();
  feedback.progress = []( double fraction ) { return fraction <= 0.85; };
  const ExtractedSeries series = extract(
      { scene( "2018-06-02", 60 ), scene( "2018-06-03", 90 ), scene( "2018-06-04", 60 ) }, feedback );
  QCOMPARE( series.notRead, 0 );
  QCOMPARE( series.scenes.size(), std::size_t( 3 ) );
  QVERIFY( std::abs( columnOf( series.scenes[1] ) - 89.5 ) < 0.5 );
  QVERIFY2( mLog.contains( "Cancelled" ) && mLog.contains( "alone" ), qPrintable( mLog ) );
}

//! Pictures that do not say where they lie, with pixels of 50 m.
void TestExtractSeries::worksInPixelCoordinates()
{
  std::vector<RasterInput> scenes;
  for ( const char *date : { "2018-06-02", "2018-06-14" } )
  {
    const std::string file = scene( date, 60 );
    const QString picture = path( QStringLiteral( "Picture_%1_S1.png" ).arg( date ) );
    GDALDatasetUniquePtr from( GDALDataset::Open( file.c_str() ) );
    GDALDatasetUniquePtr to( GetGDALDriverManager()->GetDriverByName( "PNG" )->CreateCopy(
        picture.toUtf8().constData(), from.get(), false, nullptr, nullptr, nullptr ) );
    to.reset();
    QFile::remove( picture + ".aux.xml" );
    scenes.push_back( picture.toStdString() );
  }
  mRequest.each.georeference.pixelSizeMetres = 50;
  const ExtractedSeries series = extract( scenes );
  QCOMPARE( series.scenes.size(), std::size_t( 2 ) );
  QVERIFY( std::abs( series.scenes[0].fronts.lines[0].lengthMetres - 50 * 80 ) <= 50 );
  QVERIFY( series.scenes[0].crsSource.empty() );
}

void TestExtractSeries::sequencesAreConsecutiveDates()
{
  using Sequences = std::vector<std::vector<int>>;
  QCOMPARE( sequencesOf( {}, 8 ), Sequences() );
  QCOMPARE( sequencesOf( { 5, 3, 4 }, 8 ), ( Sequences{ { 1, 2, 0 } } ) );
  QCOMPARE( sequencesOf( { 40, 10, 30, 20 }, 2 ), ( Sequences{ { 1, 3 }, { 2, 0 } } ) );
  // The last one is whole again.
  QCOMPARE( sequencesOf( { 1, 2, 3, 4, 5 }, 3 ), ( Sequences{ { 0, 1, 2 }, { 2, 3, 4 } } ) );
  // Of one day, in their order.
  QCOMPARE( sequencesOf( { 7, 7, 7 }, 2 ), ( Sequences{ { 0, 1 }, { 1, 2 } } ) );
}

//! Given in another order than that of time. The later, the brighter: more ocean.
void TestExtractSeries::aNetworkOfSequencesSeesConsecutiveDatesTogether()
{
  mSegmenter.changeCard().size.frames = 2;
  mSegmenter.sequences.clear();
  mRequest.each.segment.tiling = { 128, 0, 128 };
  const ExtractedSeries series =
      extract( { scene( "2018-06-26", 80 ), scene( "2018-06-02", 60 ), scene( "2018-06-14", 70 ) } );
  const auto &seen = mSegmenter.sequences;
  QCOMPARE( seen.size(), std::size_t( 2 ) );
  QCOMPARE( seen[0].size(), std::size_t( 2 ) );
  QCOMPARE( seen[1].size(), std::size_t( 2 ) );
  QVERIFY( seen[0][0] < seen[0][1] );
  QCOMPARE( seen[0][1], seen[1][0] );
  QVERIFY( seen[1][0] < seen[1][1] );
  // Each scene counts once, though one was in two sequences.
  QCOMPARE( series.scenes.size(), std::size_t( 3 ) );
}

void TestExtractSeries::aNetworkOfSequencesFindsWhatOneOfScenesDoes()
{
  const std::vector<RasterInput> scenes{ scene( "2018-06-02", 60 ), scene( "2018-06-14", 60 ),
                                         scene( "2018-06-26", 62 ) };
  const ExtractedSeries expected = extract( scenes );
  mSegmenter.changeCard().size.frames = 8;
  const ExtractedSeries series = extract( scenes );
  QCOMPARE( series.scenes.size(), expected.scenes.size() );
  for ( std::size_t i = 0; i < 3; ++i )
  {
    QVERIFY( std::abs( columnOf( series.scenes[i] ) - columnOf( expected.scenes[i] ) ) < 0.01 );
    QCOMPARE( series.scenes[i].values, expected.scenes[i].values );
  }
  // Each by itself: there are no sequences.
  mSegmenter.sequences.clear();
  mRequest.smoothing = SeriesSmoothing::None;
  QCOMPARE( extract( scenes ).scenes.size(), std::size_t( 3 ) );
  QVERIFY( mSegmenter.sequences.empty() );
}

//! What is known helps the new scene, and stays.
void TestExtractSeries::evidenceHelpsLaterSequences()
{
  mSegmenter.changeCard().size.frames = 2;
  mRequest.each.segment.tiling = { 128, 0, 128 };
  mRequest.evidenceFolder = path( "evidence" ).toStdString();
  extract( { scene( "2018-06-02", 60 ), scene( "2018-06-14", 70 ) } );
  const std::vector<double> first = mSegmenter.sequences.back();
  mSegmenter.sequences.clear();
  const ExtractedSeries series = extract( { scene( "2018-06-26", 80 ) } );
  QCOMPARE( mSegmenter.sequences.size(), std::size_t( 1 ) );
  QCOMPARE( mSegmenter.sequences[0][0], first[1] );
  QCOMPARE( series.scenes.size(), std::size_t( 3 ) );
  mSegmenter.sequences.clear();
  QCOMPARE( extract( { scene( "2018-06-26", 80 ) } ).scenes.size(), std::size_t( 3 ) );
  QVERIFY( mSegmenter.sequences.empty() );
}

//! Stopped in the second sequence: the first is estimated.
void TestExtractSeries::cancellingKeepsWholeSequences()
{
  mSegmenter.changeCard().size.frames = 2;
  Feedback feedback = listening();
  feedback.progress = [this]( double ) { return mSegmenter.sequences.size() < 8; };
  mSegmenter.sequences.clear();
  const std::vector<RasterInput> scenes{ scene( "2018-06-02", 60 ), scene( "2018-06-14", 60 ),
                                         scene( "2018-06-26", 60 ), scene( "2018-07-08", 60 ) };
  const ExtractedSeries series = extract( scenes, feedback );
  QCOMPARE( series.scenes.size(), std::size_t( 2 ) );
  QCOMPARE( series.notRead, 2 );
  QVERIFY2( mLog.contains( "Cancelled" ), qPrintable( mLog ) );
  feedback.progress = []( double fraction ) { return fraction < 0.01; };
  QVERIFY_EXCEPTION_THROWN( extract( scenes, feedback ), Cancelled );
}

QTEST_GUILESS_MAIN( TestExtractSeries )
#include "testextractseries.moc"
