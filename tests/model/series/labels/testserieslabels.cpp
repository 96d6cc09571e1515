#include <QtTest>

#include "model/geometry/maptransform.h"
#include "model/labels/labelcheck.h"
#include "model/series/labels/serieslabels.h"
#include "support/expecterror.h"
#include "support/fjordseries.h"
#include "support/wellknownbinary.h"

using namespace calving;

class TestSeriesLabels : public QObject
{
  Q_OBJECT

private slots:
  void init();
  void rastersComeToTheGrid();
  void polygonsCountForTheirRaster();
  void aSceneOfThatNameTellsTheDay();
  void whatIsDoubtfulOfPolygonsIsTold();
  void labelsElsewhereAreLeftOut();
  void frontsComeWithTheirZones();
  void saysWhatIsMissing();

private:
  QString path( const QString &name ) const { return mFolder->filePath( name ); }
  std::vector<SeriesLabel> on( const DrawnLabels &labels );

  std::unique_ptr<QTemporaryDir> mFolder;
  RasterGrid mGrid;
  std::optional<double> mSceneDay;
  QString mWarnings;
};

namespace
{

ZonePolygon rectangle( std::uint8_t zone, int left, int top, int right, int bottom, const std::string &scene )
{
  const QString text = QStringLiteral( "POLYGON ((%1 %2, %3 %2, %3 %4, %1 %4, %1 %2))" )
                           .arg( fjordX( left ), 0, 'f', 1 )
                           .arg( 8000000 - 40.0 * top, 0, 'f', 1 )
                           .arg( fjordX( right ), 0, 'f', 1 )
                           .arg( 8000000 - 40.0 * bottom, 0, 'f', 1 );
  return { zone, scene, wellKnownBinary( text.toUtf8().constData() ) };
}

int zoneAt( const SeriesLabel &label, int x, int y )
{
  return label.zones[static_cast<std::size_t>( y ) * 60 + x];
}

} // namespace

//! The grid of the series: pixels of 80 m.
void TestSeriesLabels::init()
{
  mFolder = std::make_unique<QTemporaryDir>();
  mGrid = RasterGrid();
  mGrid.width = fjordWidth / 2;
  mGrid.height = fjordHeight / 2;
  mGrid.transform = { 500000, 80, 0, 8000000, 0, -80 };
  mGrid.hasTransform = true;
  mGrid.crs = wellKnownText( "EPSG:32633" );
  mSceneDay.reset();
  mWarnings.clear();
}

std::vector<SeriesLabel> TestSeriesLabels::on( const DrawnLabels &labels )
{
  Feedback feedback;
  feedback.warning = [this]( const std::string &sentence )
  { mWarnings += QString::fromStdString( sentence ); };
  return labelsOn(
      mGrid, labels, {}, [this]( const std::string & ) { return mSceneDay; }, feedback );
}

void TestSeriesLabels::rastersComeToTheGrid()
{
  writeFjordZones( path( "Fjord_2018-06-02_S1_zones.tif" ), 70 );
  DrawnLabels labels;
  labels.rasters = { path( "Fjord_2018-06-02_S1_zones.tif" ).toStdString() };
  const std::vector<SeriesLabel> found = on( labels );
  QCOMPARE( found.size(), std::size_t( 1 ) );
  QCOMPARE( found[0].name, std::string( "Fjord_2018-06-02_S1" ) );
  QCOMPARE( found[0].day, 17684.5 );
  QCOMPARE( zoneAt( found[0], 3, 9 ), 1 );
  QCOMPARE( zoneAt( found[0], 34, 10 ), 3 );
  QCOMPARE( zoneAt( found[0], 35, 10 ), 2 );
}

//! The rock has no name, and counts for both dates.
void TestSeriesLabels::polygonsCountForTheirRaster()
{
  DrawnLabels labels;
  labels.polygons.crs = mGrid.crs;
  labels.polygons.polygons = {
      rectangle( 1, 0, 0, 120, 20, "" ), rectangle( 3, 0, 20, 50, 100, "A_2018-06-02" ),
      rectangle( 2, 50, 20, 120, 100, "A_2018-06-02" ), rectangle( 3, 0, 20, 70, 100, "A_2018-06-06" ) };
  const std::vector<SeriesLabel> found = on( labels );
  QCOMPARE( found.size(), std::size_t( 2 ) );
  QCOMPARE( found[1].day - found[0].day, 4.0 );
  for ( const SeriesLabel &label : found )
    QCOMPARE( zoneAt( label, 59, 5 ), 1 );
  QCOMPARE( zoneAt( found[0], 30, 20 ), 2 );
  QCOMPARE( zoneAt( found[1], 30, 20 ), 3 );
  QCOMPARE( zoneAt( found[1], 40, 20 ), 0 );
}

void TestSeriesLabels::aSceneOfThatNameTellsTheDay()
{
  writeFjordZones( path( "vv_zones.tif" ), 70 );
  DrawnLabels labels;
  labels.rasters = { path( "vv_zones.tif" ).toStdString() };
  EXPECT_ERROR( on( labels ), "“vv”" );
  mSceneDay = 17000.25;
  QCOMPARE( on( labels )[0].day, 17000.25 );
}

//! As of the labels of a training: the second date has no glacier, the first overlaps.
void TestSeriesLabels::whatIsDoubtfulOfPolygonsIsTold()
{
  DrawnLabels labels;
  labels.polygons.crs = mGrid.crs;
  labels.polygons.polygons = { rectangle( 3, 0, 20, 50, 100, "A_2018-06-02" ),
                               rectangle( 2, 40, 20, 120, 100, "A_2018-06-02" ),
                               rectangle( 3, 0, 20, 70, 100, "A_2018-06-06" ) };
  on( labels );
  QStringList sentences;
  for ( const char *scene : { "A_2018-06-02", "A_2018-06-06" } )
    for ( const std::string &sentence : checkLabels( mGrid, labels.polygons, scene ) )
      sentences += QString::fromStdString( sentence );
  QCOMPARE( sentences.size(), 2 );
  QVERIFY2( sentences[0].contains( "overlap" ), qPrintable( sentences[0] ) );
  QVERIFY2( sentences[1].contains( "no glacier" ), qPrintable( sentences[1] ) );
  QCOMPARE( mWarnings, sentences.join( "" ) );
}

void TestSeriesLabels::labelsElsewhereAreLeftOut()
{
  DrawnLabels labels;
  labels.polygons.crs = mGrid.crs;
  labels.polygons.polygons = { rectangle( 3, 1000, 20, 1050, 100, "Far_2018-06-02" ) };
  EXPECT_ERROR( on( labels ), "another place" );
  labels.polygons.polygons.push_back( rectangle( 3, 0, 20, 50, 100, "A_2018-06-02" ) );
  labels.polygons.polygons.push_back( rectangle( 2, 50, 20, 90, 100, "A_2018-06-02" ) );
  QCOMPARE( on( labels ).size(), std::size_t( 1 ) );
  QVERIFY2( mWarnings.contains( "Far_2018-06-02" ), qPrintable( mWarnings ) );
}

//! As a raster beside the zones, and as a line beside the polygons. Pixels of 80 m hold two of 40 m.
void TestSeriesLabels::frontsComeWithTheirZones()
{
  const QString zones = path( "Fjord_2018-06-02_S1_zones.tif" );
  const QString front = path( "Fjord_2018-06-02_S1_front.tif" );
  writeFjordZones( zones, 50 );
  writeRaster(
      front.toStdString(), fjordWidth, fjordHeight,
      []( int x, int y ) { return x == 50 && y >= 60 ? 255 : 0; }, GDT_Byte );
  const auto frontPixels = []( const SeriesLabel &label )
  { return std::count( label.front.begin(), label.front.end(), 1 ); };
  const std::vector<SeriesLabel> labels = on( { {}, { zones.toStdString() }, { front.toStdString() } } );
  QCOMPARE( labels.size(), std::size_t( 1 ) );
  QCOMPARE( frontPixels( labels[0] ), 20 );
  QCOMPARE( int( labels[0].front[40 * 60 + 25] ), 1 );

  ZonePolygons drawn{ { rectangle( 3, 0, 20, 50, 100, "Fjord_2018-06-02_S1" ),
                        rectangle( 2, 50, 20, 120, 100, "Fjord_2018-06-02_S1" ) },
                      mGrid.crs };
  const QString line = QStringLiteral( "LINESTRING (%1 %2, %1 %3)" )
                           .arg( fjordX( 51 ), 0, 'f', 1 )
                           .arg( 8000000 - 40.0 * 60, 0, 'f', 1 )
                           .arg( 8000000 - 40.0 * 100, 0, 'f', 1 );
  drawn.fronts.push_back( { "Fjord_2018-06-02_S1", wellKnownBinary( line.toUtf8().constData() ) } );
  drawn.fronts.push_back( { "Fjord_2019-06-02_S1", wellKnownBinary( line.toUtf8().constData() ) } );
  const std::vector<SeriesLabel> polygons = on( { drawn, {} } );
  QCOMPARE( polygons.size(), std::size_t( 1 ) );
  QCOMPARE( frontPixels( polygons[0] ), 20 );
  QCOMPARE( int( polygons[0].front[40 * 60 + 25] ), 1 );
  drawn.fronts.clear();
  QVERIFY( on( { drawn, {} } )[0].front.empty() );
}

void TestSeriesLabels::saysWhatIsMissing()
{
  DrawnLabels labels;
  labels.polygons.crs = mGrid.crs;
  labels.polygons.polygons = { rectangle( 2, 0, 20, 50, 100, "A_2018-06-02" ) };
  EXPECT_ERROR( on( labels ), "no ocean" );
  labels.polygons.polygons = { rectangle( 3, 0, 20, 50, 100, "A_2018-06-02" ) };
  EXPECT_ERROR( on( labels ), "no glacier" );
  labels.polygons.polygons = { rectangle( 3, 0, 20, 50, 100, "" ) };
  EXPECT_ERROR( on( labels ), "RASTER_FIELD" );
}

QTEST_GUILESS_MAIN( TestSeriesLabels )
#include "testserieslabels.moc"
