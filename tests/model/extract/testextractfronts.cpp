#include <QtTest>

#include <ogr_geometry.h>

#include "model/error.h"
#include "model/extract/extractfronts.h"
#include "model/modelfile/modelcard.h"
#include "support/expecterror.h"
#include "support/fulldisk.h"
#include "support/rememberedfjord.h"
#include "support/segmenters.h"
#include "support/testraster.h"
#include "support/wellknownbinary.h"

using namespace calving;

namespace
{

constexpr int side = 120; // pixels of 40 m

//! A fjord: glacier in the east, ocean in the west, rock in the north; the front runs down column 59 from
//! row 20.
int fjord( int x, int y )
{
  return y < 20 ? 100 : x < 60 ? 240 : 160;
}

//! The square of \a pixels around column \a x and row \a y as well-known binary, in the coordinates of the
//! test scene.
std::vector<std::uint8_t> square( double x, double y, double pixels )
{
  OGRLinearRing ring;
  for ( const auto &[dx, dy] : { std::pair( -1, -1 ), { 1, -1 }, { 1, 1 }, { -1, 1 }, { -1, -1 } } )
    ring.addPoint( 500000 + 40 * ( x + dx * pixels / 2 ), 8000000 - 40 * ( y + dy * pixels / 2 ) );
  OGRPolygon polygon;
  polygon.addRing( &ring );
  return wellKnownBinary( polygon );
}

} // namespace

class TestExtractFronts : public QObject
{
  Q_OBJECT

private slots:
  void init();
  void findsTheFrontWhereItIs();
  void bordersWithoutDataAreNoFront();
  void areaRestrictsTheFronts();
  void outlinesTheOcean();
  void rastersAppearWithCommitOnly();
  void zonesCarryNamesAndColours();
  void labelsOfThePlaceCount();
  void labelsCountOnOtherPixels();
  void aFrontThatJumpedIsFlagged();
  void whatLabelsHoldBackIsSaid();
  void memoryOfAnotherPlaceChangesNothing_data();
  void memoryOfAnotherPlaceChangesNothing();
  void anotherNameAtThePlaceIsSaid();
  void worksInPixelCoordinates();
  void geographicScenesAreMeasuredInMetres();
  void saysWhatTheModelIsNotMadeFor();
  void warnsWhereTheNetworkIsUnsure();
  void warnsWhereAllPixelsAreTheSame();
  void cancellingLeavesNothing();
  void fullDiskLeavesNothing();
  void otherTasksAreRefused();
  void unwritableTargetIsNamed();
  void areaOutsideIsNamed();
  void onePixelHasNoFront();

private:
  ExtractedFronts extract( const Feedback &feedback = {} );
  ExtractedFronts extractLogged();
  std::vector<std::uint8_t> zonesOf( ExtractedFronts result ) const;
  QStringList leftOvers() const;

  std::unique_ptr<QTemporaryDir> mFolder;
  std::unique_ptr<QTemporaryDir> mTemporary;
  FunctionSegmenter mSegmenter{ fourGreys };
  ExtractOptions mOptions;
  QString mLog;
};

void TestExtractFronts::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
  mTemporary = std::make_unique<QTemporaryDir>();
  mOptions = ExtractOptions();
  mOptions.scene = "/vsimem/fjord.tif";
  mOptions.temporaryFolder = mTemporary->path().toStdString();
  mOptions.segment.tiling = { 48, 8, 40 };
  mSegmenter.certainty = 0.7f;
  mLog.clear();
  writeRaster( mOptions.scene.path, side, side, fjord, GDT_Byte );
}

ExtractedFronts TestExtractFronts::extract( const Feedback &feedback )
{
  return extractFronts( mSegmenter, openScene( mOptions ), mOptions, feedback );
}

QStringList TestExtractFronts::leftOvers() const
{
  return mFolder->isValid() ? QDir( mFolder->path() ).entryList( QDir::Files ) +
                                  QDir( mTemporary->path() ).entryList( QDir::Files )
                            : QStringList( "?" );
}

void TestExtractFronts::findsTheFrontWhereItIs()
{
  const ExtractedFronts result = extract();
  QCOMPARE( result.fronts.lines.size(), std::size_t( 1 ) );
  const FrontLine &line = result.fronts.lines.front();
  QCOMPARE( line.pixels, 100 );
  QVERIFY( std::abs( line.lengthMetres - 40 * 100 ) <= 40 );
  QVERIFY( std::abs( line.meanConfidence - 0.7 ) < 1e-6 );
  QVERIFY( std::abs( line.minConfidence - 0.7 ) < 1e-6 );
  QCOMPARE( line.parts.size(), std::size_t( 1 ) );
  for ( const auto &point : line.parts.front().points )
    QVERIFY( std::abs( point[0] - ( 500000 + 40 * 59.5 ) ) <= 20.0 );
  QVERIFY( leftOvers().isEmpty() );
}

//! A frame of pixels without data around the fjord, and a strip of them along half the front.
void TestExtractFronts::bordersWithoutDataAreNoFront()
{
  const auto empty = []( int x, int y )
  { return x < 30 || y < 30 || x >= 90 || y >= 90 || ( y < 60 && x >= 58 && x < 62 ); };
  writeRaster(
      mOptions.scene.path, side, side, [&]( int x, int y ) { return empty( x, y ) ? 0
                                                                    : x < 60      ? 240
                                                                                  : 160; },
      GDT_Byte );
  {
    GDALDatasetUniquePtr file(
        GDALDataset::Open( mOptions.scene.path.c_str(), GDAL_OF_RASTER | GDAL_OF_UPDATE ) );
    file->GetRasterBand( 1 )->SetNoDataValue( 0 );
  }
  const ExtractedFronts result = extract();
  QCOMPARE( result.fronts.lines.size(), std::size_t( 1 ) );
  QCOMPARE( result.fronts.lines.front().pixels, 30 );
}

void TestExtractFronts::areaRestrictsTheFronts()
{
  mOptions.area.shapes = { square( 60, 70, 20 ) };
  const ExtractedFronts result = extract();
  QCOMPARE( result.fronts.lines.size(), std::size_t( 1 ) );
  QCOMPARE( result.fronts.lines.front().pixels, 20 );
}

void TestExtractFronts::outlinesTheOcean()
{
  mOptions.ocean = true;
  const ExtractedFronts result = extract();
  OGRGeometry *geometry = nullptr;
  OGRGeometryFactory::createFromWkb( result.ocean.data(), nullptr, &geometry, result.ocean.size() );
  const std::unique_ptr<OGRGeometry> ocean( geometry );
  QVERIFY( ocean );
  QCOMPARE( ocean->toMultiPolygon()->get_Area(), 60.0 * 100 * 1600 );
  QVERIFY( leftOvers().isEmpty() );
}

void TestExtractFronts::rastersAppearWithCommitOnly()
{
  const std::string folder = mFolder->path().toStdString();
  mOptions.zonesPath = folder + "/zones.tif";
  mOptions.confidencePath = folder + "/confidence.tif";
  mOptions.probabilitiesPath = folder + "/probabilities.tif";
  {
    ExtractedFronts abandoned = extract();
    QVERIFY( !QFile::exists( QString::fromStdString( mOptions.zonesPath ) ) );
  }
  QVERIFY( leftOvers().isEmpty() );

  ExtractedFronts result = extract();
  result.commit();
  const Window all{ 0, 0, side, side };
  const std::vector<std::uint8_t> zones = RasterReader( mOptions.zonesPath ).readBytes( 1, all );
  QCOMPARE( int( zones[25 * side + 3] ), 3 );
  QCOMPARE( int( zones[25 * side + 100] ), 2 );
  QCOMPARE( int( zones[5 * side + 100] ), 1 );
  const RasterReader probabilities( mOptions.probabilitiesPath );
  QCOMPARE( probabilities.bands(), 4 );
  QVERIFY( std::abs( probabilities.readBand( 4, all )[25 * side + 3] - 0.7f ) < 1e-6f );
  QVERIFY( std::abs( RasterReader( mOptions.confidencePath ).readBand( 1, all )[0] - 0.7f ) < 1e-6f );
}

void TestExtractFronts::zonesCarryNamesAndColours()
{
  mOptions.zonesPath = mFolder->filePath( "zones.tif" ).toStdString();
  extract().commit();
  const GDALDatasetUniquePtr file( GDALDataset::Open( mOptions.zonesPath.c_str() ) );
  GDALRasterBand *band = file->GetRasterBand( 1 );
  QVERIFY( band->GetColorTable() );
  QCOMPARE( QString( band->GetCategoryNames()[3] ), QString( "ocean and ice melange" ) );
  QCOMPARE( band->GetNoDataValue(), 0.0 );
}

//! What is said goes into the log.
ExtractedFronts TestExtractFronts::extractLogged()
{
  Feedback feedback;
  feedback.info = feedback.warning = [this]( const std::string &sentence )
  { mLog += QString::fromStdString( sentence ) + '\n'; };
  return extract( feedback );
}

//! Bytes of the raster of zones that \a result keeps.
std::vector<std::uint8_t> TestExtractFronts::zonesOf( ExtractedFronts result ) const
{
  result.commit();
  return RasterReader( mOptions.zonesPath ).readBytes( 1, { 0, 0, side, side } );
}

//! The scene shows the front in column 59, the label of the day before in column 19. The network is not sure:
//! ln( 0.7 / 0.1 ) is twice 0.973, to which the label of a front 91.6 m away (0.98 * exp( -x ) / 2 + 0.01 =
//! 0.274: x = 0.62) comes after 57 m, in the second column behind its own; ten years later, when it wanders
//! 1672 m, after 1032 m, in the 26th.
void TestExtractFronts::labelsOfThePlaceCount()
{
  writeRaster( "/vsimem/Fjord_2018-06-03_S1.tif", side, side, fjord, GDT_Byte );
  mOptions.scene = "/vsimem/Fjord_2018-06-03_S1.tif";
  mOptions.memory = fjordMemory( { fjordLabel( "2018-06-02", side, 20 ) } );
  mOptions.zonesPath = mFolder->filePath( "zones.tif" ).toStdString();
  const ExtractedFronts held = extractLogged();
  QVERIFY( held.prior.has_value() );
  QVERIFY2( mLog.contains( "1 label" ) && mLog.contains( "2018-06-02" ) && mLog.contains( "1 day" ) &&
                mLog.contains( "PRIOR" ),
            qPrintable( mLog ) );
  QCOMPARE( held.fronts.lines.size(), std::size_t( 1 ) );
  for ( const auto &point : held.fronts.lines[0].parts[0].points )
    QVERIFY( std::abs( point[0] - ( 500000 + 40 * 21 ) ) <= 40 );
  QCOMPARE( held.remarks, std::vector<std::string>( 1 ) );

  mOptions.memory = fjordMemory( { fjordLabel( "2008-06-02", side, 20 ) } );
  const ExtractedFronts later = extract();
  for ( const auto &point : later.fronts.lines.at( 0 ).parts.at( 0 ).points )
    QVERIFY( std::abs( point[0] - ( 500000 + 40 * 45 ) ) <= 40 );

  // Left out on request.
  mOptions.memory = fjordMemory( { fjordLabel( "2018-06-02", side, 20 ) } );
  mOptions.prior = PriorUse::None;
  mLog.clear();
  const std::vector<std::uint8_t> without = zonesOf( extractLogged() );
  QVERIFY2( !mLog.contains( "remembers" ), qPrintable( mLog ) );
  mOptions.memory.reset();
  QVERIFY( zonesOf( extract() ) == without );
}

//! The network sees pixels of 80 m, the labels have some of 40 m.
void TestExtractFronts::labelsCountOnOtherPixels()
{
  writeRaster( "/vsimem/Fjord_2018-06-03_S1.tif", side, side, fjord, GDT_Byte );
  mOptions.scene = "/vsimem/Fjord_2018-06-03_S1.tif";
  mOptions.memory = fjordMemory( { fjordLabel( "2018-06-02", side, 20 ) } );
  mOptions.segment.networkPixelMetres = 80;
  const ExtractedFronts held = extract();
  QVERIFY( held.report.size.resampled );
  for ( const auto &point : held.fronts.lines.at( 0 ).parts.at( 0 ).points )
    QVERIFY( std::abs( point[0] - ( 500000 + 40 * 21 ) ) <= 80 );
}

//! 1.6 km in a day, where 275 m are expected: the network is sure.
void TestExtractFronts::aFrontThatJumpedIsFlagged()
{
  writeRaster( "/vsimem/Fjord_2018-06-03_S1.tif", side, side, fjord, GDT_Byte );
  mOptions.scene = "/vsimem/Fjord_2018-06-03_S1.tif";
  mOptions.memory = fjordMemory( { fjordLabel( "2018-06-02", side, 20 ) } );
  mSegmenter.certainty = 0.97f;
  const ExtractedFronts result = extractLogged();
  QVERIFY( result.report.jumpedPixels > 30 * 100 );
  QCOMPARE( result.fronts.lines.size(), std::size_t( 1 ) );
  for ( const auto &point : result.fronts.lines[0].parts[0].points )
    QVERIFY( std::abs( point[0] - ( 500000 + 40 * 59.5 ) ) <= 20 );
  const QString remark = QString::fromStdString( result.remarks.at( 0 ) );
  QVERIFY2( remark.contains( "1600 m from every labelled front" ), qPrintable( remark ) );
  QVERIFY2( mLog.contains( "1600 m" ) && mLog.contains( "275 m" ), qPrintable( mLog ) );
}

//! 1.2 km in a year, where 1.2 km are expected: no jump, but the labels win beyond 713 m.
void TestExtractFronts::whatLabelsHoldBackIsSaid()
{
  writeRaster( "/vsimem/Fjord_2018-06-03_S1.tif", side, side, fjord, GDT_Byte );
  mOptions.scene = "/vsimem/Fjord_2018-06-03_S1.tif";
  mOptions.memory = fjordMemory( { fjordLabel( "2017-06-03", side, 31 ) } );
  mSegmenter.certainty = 0.97f;
  const ExtractedFronts result = extractLogged();
  QCOMPARE( result.report.jumpedPixels, std::int64_t( 0 ) );
  QVERIFY( result.report.overruledPixels > 10 * 60 );
  QVERIFY2( mLog.contains( "km²" ) && mLog.contains( "2017-06-03" ) && mLog.contains( "followed" ),
            qPrintable( mLog ) );
}

void TestExtractFronts::memoryOfAnotherPlaceChangesNothing_data()
{
  QTest::addColumn<QString>( "scene" );
  QTest::addColumn<double>( "shift" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "elsewhere" ) << "Fjord_2018-06-03_S1.tif" << 1e5 << "another place";
  QTest::newRow( "other end of the world" ) << "Fjord_2018-06-03_S1.tif" << -2e7 << "another place";
  QTest::newRow( "without a date" ) << "fjord.tif" << 0.0 << "no date";
}

void TestExtractFronts::memoryOfAnotherPlaceChangesNothing()
{
  QFETCH( QString, scene );
  QFETCH( double, shift );
  QFETCH( QString, sentence );
  mOptions.scene = "/vsimem/" + scene.toStdString();
  writeRaster( mOptions.scene.path, side, side, fjord, GDT_Byte );
  mOptions.zonesPath = mFolder->filePath( "zones.tif" ).toStdString();
  const std::vector<std::uint8_t> without = zonesOf( extract() );
  RememberedLabel label = fjordLabel( "2018-06-02", side, 20 );
  label.transform[0] += shift;
  label.transform[3] += shift / 4;
  mOptions.memory = fjordMemory( { label } );
  const ExtractedFronts result = extractLogged();
  QVERIFY( !result.prior );
  QVERIFY2( mLog.contains( sentence ), qPrintable( mLog ) );
  QVERIFY( zonesOf( extract() ) == without );
}

void TestExtractFronts::anotherNameAtThePlaceIsSaid()
{
  writeRaster( "/vsimem/Jorum_2018-06-03_S1_40_3_001.tif", side, side, fjord, GDT_Byte );
  mOptions.scene = "/vsimem/Jorum_2018-06-03_S1_40_3_001.tif";
  mOptions.memory = fjordMemory( { fjordLabel( "2018-06-02", side, 60 ) } );
  mOptions.memory->glacier = "jorum";
  extractLogged();
  QVERIFY2( !mLog.contains( "“Jorum”" ), qPrintable( mLog ) );
  mOptions.memory->glacier = "Crane";
  QVERIFY( extractLogged().prior.has_value() );
  QVERIFY2( mLog.contains( "“Jorum”" ) && mLog.contains( "“Crane”" ), qPrintable( mLog ) );
}

void TestExtractFronts::worksInPixelCoordinates()
{
  {
    const GDALDatasetUniquePtr source( GDALDataset::Open( mOptions.scene.path.c_str() ) );
    GDALDriver *png = GetGDALDriverManager()->GetDriverByName( "PNG" );
    GDALDatasetUniquePtr(
        png->CreateCopy( "/vsimem/fjord.png", source.get(), 0, nullptr, nullptr, nullptr ) );
  }
  VSIUnlink( "/vsimem/fjord.png.aux.xml" );
  mOptions.scene = "/vsimem/fjord.png";
  EXPECT_ERROR( extract(), "PIXEL_SIZE" );

  mOptions.georeference.pixelSizeMetres = 20;
  const ExtractedFronts result = extract();
  QCOMPARE( result.fronts.lines.size(), std::size_t( 1 ) );
  const FrontLine &line = result.fronts.lines.front();
  QVERIFY2( std::abs( line.lengthMetres - 20 * 100 ) < 21,
            qPrintable( QString::number( line.lengthMetres ) ) );
  const std::array<double, 2> &point = line.parts.front().points.front();
  QVERIFY( std::abs( point[0] - 59.5 ) <= 0.5 );
  QVERIFY( point[1] <= -20 && point[1] >= -120 );
}

//! At 60 degrees north: pixels of 0.0004 degrees are 22.3 m wide and 44.6 m tall.
void TestExtractFronts::geographicScenesAreMeasuredInMetres()
{
  {
    const GDALDatasetUniquePtr file(
        GDALDataset::Open( mOptions.scene.path.c_str(), GDAL_OF_RASTER | GDAL_OF_UPDATE ) );
    OGRSpatialReference reference;
    reference.importFromEPSG( 4326 );
    file->SetSpatialRef( &reference );
    double transform[] = { 10, 0.0004, 0, 60.024, 0, -0.0004 };
    file->SetGeoTransform( transform );
  }
  const ExtractedFronts result = extract();
  QVERIFY( result.report.size.resampled ); // to squares
  QCOMPARE( result.fronts.lines.size(), std::size_t( 1 ) );
  const double expected = 100 * 0.0004 * 111412;
  QVERIFY( std::abs( result.fronts.lines.front().lengthMetres - expected ) < 0.02 * expected );
}

void TestExtractFronts::saysWhatTheModelIsNotMadeFor()
{
  QStringList log;
  Feedback feedback;
  feedback.info = [&log]( const std::string &sentence ) { log << QString::fromStdString( sentence ); };
  mSegmenter.changeCard().trainingData = "two fjords";
  mSegmenter.changeCard().notes["limits"] = "Made for fjords alone.";
  extract( feedback );
  mSegmenter.changeCard() = FunctionSegmenter( fourGreys ).card();
  QVERIFY2( log.contains( "Model “threshold”, trained on: two fjords." ), qPrintable( log.join( '\n' ) ) );
  QVERIFY2( log.contains( "Limits of the model: Made for fjords alone." ), qPrintable( log.join( '\n' ) ) );
}

void TestExtractFronts::warnsWhereTheNetworkIsUnsure()
{
  QString warning;
  Feedback feedback;
  feedback.warning = [&warning]( const std::string &sentence )
  { warning = QString::fromStdString( sentence ); };
  extract( feedback );
  QVERIFY2( warning.isEmpty(), qPrintable( warning ) ); // 0.7
  mSegmenter.certainty = 0.55f;
  extract( feedback );
  QVERIFY2( warning.contains( "mean confidence is 0.55" ), qPrintable( warning ) );
  mSegmenter.certainty = 0.7f;
}

//! As a damaged model does; pixels without data do not count.
void TestExtractFronts::warnsWhereAllPixelsAreTheSame()
{
  QString warning;
  Feedback feedback;
  feedback.warning = [&warning]( const std::string &sentence )
  { warning = QString::fromStdString( sentence ); };
  FunctionSegmenter monotonous( []( float ) { return 3; } );
  QVERIFY( extractFronts( monotonous, openScene( mOptions ), mOptions, feedback ).fronts.lines.empty() );
  QVERIFY2( warning.contains( "same for every pixel" ) && warning.contains( "“ocean”" ) &&
                warning.contains( "“threshold”" ),
            qPrintable( warning ) );
}

void TestExtractFronts::cancellingLeavesNothing()
{
  mOptions.zonesPath = mFolder->filePath( "zones.tif" ).toStdString();
  mOptions.ocean = true;
  for ( const double when : { 0.1, 0.9, 0.95, 0.98 } )
  {
    Feedback feedback;
    feedback.progress = [when]( double fraction ) { return fraction < when; };
    QVERIFY_EXCEPTION_THROWN( extract( feedback ), Cancelled );
    QVERIFY2( leftOvers().isEmpty(), qPrintable( leftOvers().join( ' ' ) ) );
  }
}

//! No file may grow beyond 20 kB, as on a full disk.
void TestExtractFronts::fullDiskLeavesNothing()
{
  writeRaster(
      mOptions.scene.path, 1200, 1200, []( int x, int y ) { return ( x * 7919 + y * 104729 ) % 251 + 4; },
      GDT_Byte );
  mOptions.zonesPath = mFolder->filePath( "zones.tif" ).toStdString();
  {
    const FullDisk disk( 20000 );
    EXPECT_ERROR( extract(), "Cannot write raster" );
  }
  QVERIFY( leftOvers().isEmpty() );
}

void TestExtractFronts::otherTasksAreRefused()
{
  class Translator : public FunctionSegmenter
  {
  public:
    Translator()
      : FunctionSegmenter( fourGreys )
    {
      mOther.name = "coast";
      mOther.task = "opttranslator";
      mOther.size.classes = 14;
    }
    const ModelCard &card() const override { return mOther; }

  private:
    ModelCard mOther;
  } translator;
  EXPECT_ERROR( extractFronts( translator, openScene( mOptions ), mOptions, {} ), "coast", "opttranslator",
                "14 classes" );
}

void TestExtractFronts::unwritableTargetIsNamed()
{
  mOptions.zonesPath = "/nowhere/zones.tif";
  EXPECT_ERROR( extract(), "/nowhere/zones.tif", "create" );
}

void TestExtractFronts::areaOutsideIsNamed()
{
  mOptions.area.shapes = { square( -500, -500, 10 ) };
  const int calls = mSegmenter.calls;
  QVERIFY_EXCEPTION_THROWN( extract(), Error );
  QCOMPARE( mSegmenter.calls, calls );
}

void TestExtractFronts::onePixelHasNoFront()
{
  writeRaster( mOptions.scene.path, 1, 1, fjord, GDT_Byte );
  const ExtractedFronts result = extract();
  QVERIFY( result.fronts.lines.empty() );
  QCOMPARE( result.report.tiles, std::int64_t( 1 ) );
}

QTEST_APPLESS_MAIN( TestExtractFronts )
#include "testextractfronts.moc"
