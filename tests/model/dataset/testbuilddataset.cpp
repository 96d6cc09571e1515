#include <QtTest>

#include <QCryptographicHash>
#include <QDirIterator>

#include "datasetfixture.h"
#include "model/dataset/datasetfolder.h"
#include "model/dataset/datasetmanifest.h"
#include "support/expecterror.h"

using namespace calving;

namespace
{

//! Hash and time of change of every file in \a folder by name, without those that grow.
QMap<QString, QString> stateOf( const std::string &folder )
{
  QMap<QString, QString> state;
  QDirIterator files( QString::fromStdString( folder ), QDir::Files, QDirIterator::Subdirectories );
  while ( files.hasNext() )
  {
    QFile file( files.next() );
    if ( file.fileName().endsWith( "manifest.csv" ) || file.fileName().endsWith( ".html" ) )
      continue;
    file.open( QIODevice::ReadOnly );
    state[files.fileInfo().fileName()] =
        QCryptographicHash::hash( file.readAll(), QCryptographicHash::Md5 ).toHex() + ' ' +
        files.fileInfo().lastModified().toString( Qt::ISODateWithMs );
  }
  return state;
}

QStringList hashes( const QMap<QString, QString> &state )
{
  QStringList list;
  for ( auto file = state.begin(); file != state.end(); ++file )
    list << file.key() + ' ' + file.value().section( ' ', 0, 0 );
  return list;
}

} // namespace

class TestBuildDataset : public QObject
{
  Q_OBJECT

private slots:
  void writesWhatTheReaderReads();
  void recordsWhereEverythingIs();
  void alignsWhatLiesOnOtherPixels();
  void takesTheClearestImage();
  void onlyAddsScenes();
  void filesOfOthersStay();
  void goesOnAfterACancellation();
  void splitsByTime();
  void worksWithoutClasses();
  void newGlaciersFollowOldOnesTheyOverlap();
  void leavesOutWhatIsTooFar();
  void saysWhatIsWrong();
  void namesBothOfTwoAlike();
  void failuresLeaveNothing();
  void leavesOutASecondCopyOfAnAcquisition();
  void saysWhereAnAreaWasRedrawn();
  void areasMayHaveArcs();
};

void TestBuildDataset::writesWhatTheReaderReads()
{
  DatasetFixture input;
  input.addAll();
  const BuildDatasetResult result = buildDataset( input.options, {} );
  QCOMPARE( result.scenes, 4 );
  QCOMPARE( result.glaciers, 2 );
  QCOMPARE( result.validating, 2 ); // one glacier of two
  QVERIFY( result.problems.empty() );

  DatasetFolder folder( input.options.folder );
  QCOMPARE( folder.count(), 4 );
  QCOMPARE( folder.targetChannels(), 14 );
  for ( int i = 0; i < 4; ++i )
  {
    const SceneInfo &info = folder.info( i );
    QCOMPARE( info.width, 30 );
    QCOMPARE( info.height, 20 );
    QCOMPARE( info.pixelSizeMetres[0], 40.0 );
    QVERIFY( info.date == "2020-06-01" || info.date == "2020-07-01" );
    const std::vector<std::uint8_t> grey = folder.readGrey( i, { 0, 7, 30, 1 } );
    const std::vector<std::uint8_t> target = folder.readTarget( i, { 0, 7, 30, 1 } );
    for ( int x = 0; x < 30; ++x )
    {
      // The product's window: -20 dB black, 5 dB white.
      QCOMPARE( static_cast<int>( grey[x] ), qMin( 255, qRound( 255 * ( x - 15 + 20 ) / 25.0 ) ) );
      QCOMPARE( static_cast<int>( target[x] ), ( 100 * x + 1 ) * 255 / 2901 );
      QCOMPARE( static_cast<int>( target[13 * 30 + x] ), 255 );
    }
  }
  QVERIFY( folder.info( 0 ).validates == folder.info( 1 ).validates );
  QVERIFY( folder.info( 0 ).validates != folder.info( 2 ).validates );
}

void TestBuildDataset::recordsWhereEverythingIs()
{
  DatasetFixture input;
  input.addAll();
  buildDataset( input.options, {} );
  const std::vector<DatasetRow> rows = readDatasetManifest( input.path( "dataset/manifest.csv" ) );
  QCOMPARE( rows.size(), std::size_t( 4 ) );
  const DatasetRow &row = rows.front();
  QCOMPARE( row.name, std::string( "S1_Rink_2020-06-01" ) );
  QCOMPARE( row.glacier, std::string( "Rink" ) );
  QCOMPARE( row.crs, std::string( "EPSG:32633" ) );
  QCOMPARE( row.transform[0], 520000.0 );
  QCOMPARE( row.transform[5], -40.0 );
  QCOMPARE( *row.dbMin, -20.0 );
  QCOMPARE( *row.dbMax, 5.0 );
  QCOMPARE( row.coverage, 1.0 );
  QCOMPARE( row.source, std::string( "Rink_2020-06-01_S1.tif" ) );
  QCOMPARE( row.sourceWindow[2], 30.0 );
  QCOMPARE( row.optical, std::string( "Rink_2020-08-02_S2.tif" ) );
  QCOMPARE( *row.cloudShare, 0.0 );
  const RasterReader scene( input.path( std::string( "dataset/unlabeled_data_raw_" ) +
                                        ( row.validates ? "val/" : "train/" ) + row.name + ".png" ) );
  QCOMPARE( scene.grid().transform[3], 8000000.0 );
  QVERIFY( !scene.grid().crs.empty() );
  QFile page( QString::fromStdString( input.path( "dataset/quicklook.html" ) ) );
  QVERIFY( page.open( QIODevice::ReadOnly ) );
  const QByteArray html = page.readAll();
  // Of each glacier two pictures in colour, one chequered and two scenes.
  QCOMPARE( html.count( "<img" ), 10 );
  QVERIFY( html.contains( "S1_Rink_2020-06-01" ) );
  EXPECT_ERROR( readDatasetManifest( input.options.radar[0].path ), "not written by" );
}

void TestBuildDataset::alignsWhatLiesOnOtherPixels()
{
  DatasetFixture input;
  input.addAll();
  // The second date lies half a pixel aside: its values do, too.
  input.options.radar.erase( input.options.radar.begin() + 2 );
  input.addRadar( "Store_2020-07-01_S1.tif", DatasetFixture::store - 20 );
  input.options.split.holdout = { "Rink" };
  buildDataset( input.options, {} );
  DatasetFolder folder( input.options.folder );
  const std::vector<std::uint8_t> first = folder.readGrey( 2, { 5, 5, 10, 1 } );
  const std::vector<std::uint8_t> second = folder.readGrey( 3, { 5, 5, 10, 1 } );
  QCOMPARE( folder.info( 3 ).date, std::string( "2020-07-01" ) );
  for ( int i = 0; i < 10; ++i )
    QVERIFY( qAbs( second[i] - ( first[i] + 5.1 ) ) <= 1 ); // half a decibel of 25 on 255 grey values

  // A coarser grid than the data's.
  DatasetFixture coarse;
  coarse.addAll();
  coarse.options.resolution = 80;
  buildDataset( coarse.options, {} );
  DatasetFolder larger( coarse.options.folder );
  QCOMPARE( larger.info( 0 ).width, 15 );
  QCOMPARE( larger.info( 0 ).pixelSizeMetres[1], 80.0 );
  QCOMPARE( static_cast<int>( larger.readGrey( 0, { 4, 4, 1, 1 } )[0] ), qRound( 255 * ( 8.5 + 5 ) / 25 ) );
}

void TestBuildDataset::takesTheClearestImage()
{
  DatasetFixture input;
  input.addAll();
  input.options.optical.erase( input.options.optical.begin() );
  // The left 6 of 30 columns are cloud in one image, cirrus and shadow all over in the other.
  for ( const auto &[name, columns] : { std::pair<const char *, int>{ "Store_2020-08-03_S2.tif", 6 },
                                        { "Store_2020-08-04_S2.tif", 3 },
                                        { "Store_2020-08-05_S2.tif", 30 } } )
  {
    writeBands( input.path( name ), 40, 30, 14,
                [c = columns]( int band, int x, int ) { return band < 14 ? 500
                                                               : x < c   ? 9
                                                                         : 11; } );
    input.options.optical.push_back( input.path( name ) );
  }
  const BuildDatasetResult result = buildDataset( input.options, {} );
  const std::vector<DatasetRow> rows = readDatasetManifest( input.path( "dataset/manifest.csv" ) );
  QCOMPARE( rows.back().opticalDate, std::string( "2020-08-04" ) );
  QCOMPARE( *rows.back().cloudShare, 0.1 );
  QCOMPARE( result.problems.size(), std::size_t( 1 ) ); // the image that is all cloud
}

void TestBuildDataset::onlyAddsScenes()
{
  DatasetFixture input;
  input.addAll();
  buildDataset( input.options, {} );
  const QMap<QString, QString> before = stateOf( input.options.folder );
  const std::vector<DatasetRow> rows = readDatasetManifest( input.path( "dataset/manifest.csv" ) );

  QCOMPARE( buildDataset( input.options, {} ).added, 0 );
  QCOMPARE( stateOf( input.options.folder ), before );

  // More scenes, a better image, another seed and order: what is there stays.
  input.addRadar( "Store_2020-06-01b_S1.tif", DatasetFixture::store );
  input.addOptical( "Store_2020-08-09_S2.tif", DatasetFixture::store );
  std::reverse( input.options.radar.begin(), input.options.radar.end() );
  input.options.split.seed = 77;
  const BuildDatasetResult result = buildDataset( input.options, {} );
  QCOMPARE( result.added, 1 );
  const QMap<QString, QString> after = stateOf( input.options.folder );
  QCOMPARE( after.size(), before.size() + 2 ); // the scene and its georeference
  for ( auto file = before.begin(); file != before.end(); ++file )
    QCOMPARE( after.value( file.key() ), file.value() );
  const std::vector<DatasetRow> more = readDatasetManifest( input.path( "dataset/manifest.csv" ) );
  for ( std::size_t i = 0; i < rows.size(); ++i )
  {
    QCOMPARE( more[i].name, rows[i].name );
    QCOMPARE( more[i].validates, rows[i].validates );
  }
  QCOMPARE( more.back().name, std::string( "S1_Store_2020-06-01_2" ) );
  QCOMPARE( more.back().validates, rows.back().validates ); // its glacier stays on its side
  QCOMPARE( more.back().opticalDate, std::string( "2020-08-01" ) );
  input.options.split.method = SplitMethod::Time;
  EXPECT_ERROR( buildDataset( input.options, {} ), "SPLIT = glacier", "time" );
}

//! A published data set has no manifest; what a killed run did not list is done again.
void TestBuildDataset::filesOfOthersStay()
{
  DatasetFixture input;
  input.addAll();
  const QString train = QString::fromStdString( input.path( "dataset/unlabeled_data_raw_train/" ) );
  QDir().mkpath( train );
  for ( const char *name :
        { "S1_Store_2020-06-01.png", "S1_Rink_2020-06-01.png", "my.partial.png", "a.part.tif" } )
  {
    QFile file( train + name );
    QVERIFY( file.open( QIODevice::WriteOnly ) );
    file.write( "published" );
  }
  QCOMPARE( buildDataset( input.options, {} ).scenes, 4 );
  const QMap<QString, QString> before = stateOf( input.options.folder );
  const QString published = QCryptographicHash::hash( "published", QCryptographicHash::Md5 ).toHex();
  for ( const char *name :
        { "S1_Store_2020-06-01.png", "S1_Rink_2020-06-01.png", "my.partial.png", "a.part.tif" } )
    QVERIFY2( before.value( name ).startsWith( published ), name );
  QVERIFY( before.contains( "S1_Store_2020-06-01_2.png" ) );

  QVERIFY( QFile::remove( QString::fromStdString( input.path( "dataset/manifest.csv" ) ) ) );
  QCOMPARE( buildDataset( input.options, {} ).scenes, 4 );
  QCOMPARE( hashes( stateOf( input.options.folder ) ), hashes( before ) );
}

void TestBuildDataset::goesOnAfterACancellation()
{
  DatasetFixture whole;
  whole.addAll();
  buildDataset( whole.options, {} );
  const QStringList expected = hashes( stateOf( whole.options.folder ) );

  DatasetFixture input;
  input.addAll();
  int cancellations = 0;
  for ( double limit = 0.05; limit < 1; limit += 0.1 )
  {
    Feedback feedback;
    feedback.progress = [limit]( double fraction ) { return fraction < limit; };
    try
    {
      buildDataset( input.options, feedback );
    }
    catch ( const Cancelled & )
    {
      ++cancellations;
    }
    for ( const QString &file : stateOf( input.options.folder ).keys() )
      QVERIFY2( !file.contains( ".part" ), qPrintable( file ) );
  }
  QVERIFY( cancellations > 5 );
  // A killed run leaves parts behind.
  QFile part( QString::fromStdString( input.path( "dataset/data_optical/Store.tif.part" ) ) );
  QVERIFY( part.open( QIODevice::WriteOnly ) );
  part.close();
  QCOMPARE( buildDataset( input.options, {} ).scenes, 4 );
  QCOMPARE( hashes( stateOf( input.options.folder ) ), expected );
}

void TestBuildDataset::splitsByTime()
{
  DatasetFixture input;
  input.addAll();
  input.addRadar( "Store_2020-06-25_S1.tif", DatasetFixture::store );
  input.options.split.method = SplitMethod::Time;
  input.options.split.share = 0.4;
  const BuildDatasetResult result = buildDataset( input.options, {} );
  QCOMPARE( result.scenes, 4 ); // 25 June lies less than 12 days before 1 July
  QCOMPARE( result.validating, 2 );
  QVERIFY( QString::fromStdString( result.problems.back() ).startsWith( "1 scene(s) are left out" ) );
  // What comes later is split at the same date.
  input.addRadar( "Rink_2020-06-03_S1.tif", DatasetFixture::rink );
  input.addRadar( "Rink_2020-09-03_S1.tif", DatasetFixture::rink );
  buildDataset( input.options, {} );
  for ( const DatasetRow &row : readDatasetManifest( input.path( "dataset/manifest.csv" ) ) )
    QCOMPARE( row.validates, row.date >= "2020-07-01" );
}

void TestBuildDataset::worksWithoutClasses()
{
  DatasetFixture input;
  input.addAll();
  input.options.optical.pop_back();
  input.addOptical( "Rink_2020-08-03_S2.tif", DatasetFixture::rink, 12 );
  QStringList warnings;
  Feedback feedback;
  feedback.warning = [&]( const std::string &sentence ) { warnings << QString::fromStdString( sentence ); };
  buildDataset( input.options, feedback );
  QCOMPARE( warnings.filter( "has no scene classification: its clouds cannot be checked" ).size(), 1 );
  DatasetFolder folder( input.options.folder );
  const std::vector<std::uint8_t> target = folder.readTarget( 0, { 9, 0, 1, 1 } );
  QCOMPARE( static_cast<int>( target[11] ), 912 * 255 / 2912 );
  QCOMPARE( static_cast<int>( target[12] ), 0 );
  QCOMPARE( static_cast<int>( target[13] ), 0 );
  QVERIFY( !readDatasetManifest( input.path( "dataset/manifest.csv" ) ).front().cloudShare );
}

//! Glaciers of another run, which this one does not name, must not be trained on and judged by at once.
void TestBuildDataset::newGlaciersFollowOldOnesTheyOverlap()
{
  DatasetFixture input;
  input.addAll();
  buildDataset( input.options, {} );
  input.options.areas = { DatasetFixture::glacier( "Twin", DatasetFixture::rink + 400 ),
                          DatasetFixture::glacier( "Copy", DatasetFixture::store + 400 ) };
  buildDataset( input.options, {} );
  std::map<std::string, bool> validates;
  for ( const DatasetRow &row : readDatasetManifest( input.path( "dataset/manifest.csv" ) ) )
    validates[row.glacier] = row.validates;
  QCOMPARE( validates.size(), std::size_t( 4 ) );
  QVERIFY( validates["Rink"] != validates["Store"] );
  QCOMPARE( validates["Twin"], validates["Rink"] );
  QCOMPARE( validates["Copy"], validates["Store"] );
}

void TestBuildDataset::leavesOutWhatIsTooFar()
{
  DatasetFixture input;
  input.addAll();
  input.options.mostDays = 40; // 1 July lies 31 or 32 days before the images, 1 June 61
  QCOMPARE( buildDataset( input.options, {} ).scenes, 2 );
  DatasetFixture small;
  small.addAll();
  // It shows a fifth of the glacier.
  small.addRadar( "Store_2020-07-09_S1.tif", DatasetFixture::store + 960 );
  const BuildDatasetResult result = buildDataset( small.options, {} );
  QCOMPARE( result.scenes, 4 );
  QVERIFY(
      QString::fromStdString( result.problems.back() )
          .contains( "Store_2020-07-09_S1.tif is left out: it shows 20 % of the area of glacier Store" ) );
}

void TestBuildDataset::saysWhatIsWrong()
{
  const auto failure = []( const auto &change )
  {
    DatasetFixture input;
    input.addAll();
    change( input );
    try
    {
      buildDataset( input.options, {} );
    }
    catch ( const Error &e )
    {
      return QFile::exists( QString::fromStdString( input.options.folder + "/manifest.csv" ) )
                 ? QStringLiteral( "a manifest is there" )
                 : QString::fromUtf8( e.what() );
    }
    return QStringLiteral( "no error" );
  };
  const auto contains = []( const QString &sentence, const QString &part )
  { QVERIFY2( sentence.contains( part ), qPrintable( "got: " + sentence ) ); };

  contains( failure( []( DatasetFixture &input ) { input.options.radar.clear(); } ),
            "There is no SAR scene." );
  contains( failure( []( DatasetFixture &input ) { input.options.optical.clear(); } ),
            "There is no optical image." );
  contains( failure( []( DatasetFixture &input ) { input.options.areas.clear(); } ),
            "The layer of glacier areas holds no polygon." );
  contains( failure( []( DatasetFixture &input ) { input.options.areas[0].polygons.crs.clear(); } ),
            "The layer of glacier areas has no coordinate reference system." );
  contains(
      failure( []( DatasetFixture &input ) { input.options.areas.pop_back(); } ),
      "There is one glacier only, Rink, so no glacier can validate the training on another. Split by time" );
  contains(
      failure(
          []( DatasetFixture &input )
          {
            input.options.optical.clear();
            input.addOptical( "Elsewhere_2020-08-01_S2.tif", 600000 );
          } ),
      "The glacier Rink is left out: none of the 1 optical image(s) shows its area; they lie elsewhere." );
  contains( failure(
                []( DatasetFixture &input )
                {
                  input.options.optical.clear();
                  input.addOptical( "Few_2020-08-01_S2.tif", DatasetFixture::rink, 4 );
                } ),
            "Few_2020-08-01_S2.tif has 4 band(s) without names. It needs 12" );
  contains( failure(
                []( DatasetFixture &input )
                {
                  input.options.optical.clear();
                  input.addOptical( "Rink_2020-08-01_S2.tif", DatasetFixture::rink, 14, 9 );
                  input.addOptical( "Store_2020-08-01_S2.tif", DatasetFixture::store, 14, 3 );
                } ),
            "clouds cover 100 % of the area of glacier Rink, more than the 20 % allowed." );
  contains( failure(
                []( DatasetFixture &input )
                {
                  input.options.radar.clear();
                  input.addRadar( "Elsewhere_2020-06-01_S1.tif", 600000 );
                } ),
            "The glacier Rink is left out: none of the 1 SAR raster(s) overlaps its area." );
  contains( failure(
                []( DatasetFixture &input )
                {
                  input.options.radar = { input.path( "plain_2020-06-01.tif" ) };
                  GDALDatasetUniquePtr( GetGDALDriverManager()->GetDriverByName( "GTiff" )->Create(
                      input.options.radar[0].path.c_str(), 20, 10, 1, GDT_Byte, nullptr ) );
                } ),
            "plain_2020-06-01.tif has no coordinate reference system. Preprocess the scene" );
}

void TestBuildDataset::namesBothOfTwoAlike()
{
  DatasetFixture input;
  input.addAll();
  QDir( QString::fromStdString( input.path( "" ) ) ).mkdir( "other" );
  input.addRadar( "other/Store_2020-06-01_S1.tif", DatasetFixture::store );
  EXPECT_ERROR( buildDataset( input.options, {} ), "Two", "Store_2020-06-01_S1.tif" );
}

//! What is wrong is found before anything is written, or what was written goes again.
void TestBuildDataset::failuresLeaveNothing()
{
  const auto leavesNothing = []( const auto &change, const std::string &sentence )
  {
    DatasetFixture input;
    input.addAll();
    change( input );
    EXPECT_ERROR( buildDataset( input.options, {} ), sentence );
    QVERIFY( !QFile::exists( QString::fromStdString( input.options.folder ) ) );
  };
  leavesNothing(
      []( DatasetFixture &input )
      {
        input.options.split.method = SplitMethod::Time;
        input.options.split.from = "2031-01-01";
      },
      "The split leaves no scene to validate with." );
  leavesNothing(
      []( DatasetFixture &input )
      {
        input.options.split.method = SplitMethod::Time;
        input.options.split.gapDays = 1000;
      },
      "The split leaves no scene to train on." );
  // The images would do, but no scene shows enough.
  leavesNothing(
      []( DatasetFixture &input )
      {
        input.options.radar.clear();
        input.addRadar( "Store_2020-07-09_S1.tif", DatasetFixture::store + 960 );
        input.addRadar( "Rink_2020-07-09_S1.tif", DatasetFixture::rink + 960 );
      },
      "No scene could be used." );
  DatasetFixture input;
  input.addAll();
  Feedback feedback;
  feedback.progress = []( double fraction ) { return fraction < 0.21; };
  QVERIFY_EXCEPTION_THROWN( buildDataset( input.options, feedback ), Cancelled );
  QVERIFY( !QFile::exists( QString::fromStdString( input.options.folder ) ) );
}

void TestBuildDataset::leavesOutASecondCopyOfAnAcquisition()
{
  DatasetFixture input;
  input.addAll();
  input.addRadar( "Store_20200705T101112_S1.tif", DatasetFixture::store );
  input.addRadar( "Store_20200705T101112_S1_again.tif", DatasetFixture::store );
  const BuildDatasetResult first = buildDataset( input.options, {} );
  QCOMPARE( first.scenes, 5 );
  QCOMPARE( first.problems.size(), std::size_t( 1 ) );
  QVERIFY( QString::fromStdString( first.problems[0] )
               .contains( "it shows the same acquisition (S1 2020-07-05T10:11:12" ) );
  // One more copy, in another run; the next day is another acquisition.
  input.addRadar( "Store_20200705T101112_S1_third.tif", DatasetFixture::store );
  input.addRadar( "Store_20200706T101112_S1.tif", DatasetFixture::store );
  QCOMPARE( buildDataset( input.options, {} ).added, 1 );
}

void TestBuildDataset::saysWhereAnAreaWasRedrawn()
{
  DatasetFixture input;
  input.addAll();
  buildDataset( input.options, {} );
  QVERIFY( buildDataset( input.options, {} ).problems.empty() );
  input.options.areas[1] = DatasetFixture::glacier( "Store", DatasetFixture::store + 200 );
  const BuildDatasetResult result = buildDataset( input.options, {} );
  QCOMPARE( result.problems.size(), std::size_t( 1 ) );
  QVERIFY( QString::fromStdString( result.problems[0] )
               .startsWith( "The area of the glacier Store is not the one that its optical image" ) );
}

//! A circle in the place of a rectangle, and a shape that is none.
void TestBuildDataset::areasMayHaveArcs()
{
  DatasetFixture input;
  input.addAll();
  GlacierArea &store = input.options.areas[1];
  store.polygons.shapes = { wellKnownBinary(
      "CURVEPOLYGON (CIRCULARSTRING (500200 7999600, 500600 8000000, 501000 7999600, 500600 7999200, 500200 "
      "7999600))" ) };
  const BuildDatasetResult result = buildDataset( input.options, {} );
  QCOMPARE( result.glaciers, 2 );
  QCOMPARE( result.added, 4 );
  for ( const DatasetRow &row : readDatasetManifest( input.path( "dataset/manifest.csv" ) ) )
  {
    QCOMPARE( row.coverage, 1.0 );
    QCOMPARE( row.width, row.glacier == "Store" ? 20 : 30 );
    QCOMPARE( row.height, 20 );
  }

  DatasetFixture wrong;
  wrong.addAll();
  wrong.options.areas[1].polygons.shapes = {
      wellKnownBinary( "LINESTRING (500000 8000000, 501200 7999200)" ) };
  wrong.options.split.method = SplitMethod::Time;
  const BuildDatasetResult without = buildDataset( wrong.options, {} );
  QCOMPARE( without.glaciers, 1 );
  QCOMPARE( without.problems.size(), std::size_t( 1 ) );
  QVERIFY( without.problems[0].find( "Store" ) != std::string::npos &&
           without.problems[0].find( "polygon" ) != std::string::npos );
}

QTEST_APPLESS_MAIN( TestBuildDataset )
#include "testbuilddataset.moc"
