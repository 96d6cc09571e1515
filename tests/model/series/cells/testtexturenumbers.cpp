#include <QtTest>

#include "model/scene/zone.h"
#include "model/series/cells/texturenumbers.h"

using namespace calving;

//! A scene of 12 x 8 pixels of 70 m: 6 x 4 cells of 2 x 2 pixels.
class TestTextureNumbers : public QObject
{
  Q_OBJECT

private slots:
  void greysAreMeansOfWhatIsShown();
  void piecesOfCellsShareThePixelsBetweenThem();
  void quartersKeepTheirPlaces();
  void aLabelLeftOutFillsNoGapsOfOthers();
};

namespace
{

constexpr int width = 12;
constexpr int height = 8;
constexpr std::size_t pixels = width * height;

constexpr auto none = static_cast<std::uint8_t>( Zone::NotAvailable );
constexpr auto glacier = static_cast<std::uint8_t>( Zone::Glacier );
constexpr auto ocean = static_cast<std::uint8_t>( Zone::Ocean );

class Series
{
  QTemporaryDir mFolder;

public:
  explicit Series( double pixelMetres = 70 )
    : evidence( grid(), { pixelMetres, pixelMetres }, mFolder.path().toStdString() )
  {
  }

  void add( const std::function<int( int column, int row )> &grey )
  {
    std::uint8_t *planes = evidence.add( { "scene", 0, "S1" } );
    std::fill( planes, planes + seriesPlanes * pixels, 0 );
    for ( std::size_t i = 0; i < pixels; ++i )
      planes[static_cast<std::size_t>( SeriesPlane::Grey ) * pixels + i] =
          static_cast<std::uint8_t>( grey( static_cast<int>( i ) % width, static_cast<int>( i ) / width ) );
  }

  //! Ocean left of the column \a front, nothing drawn from the column \a end on.
  static SeriesLabel label( double day, int front, int end )
  {
    SeriesLabel label{ "label", day, {}, {} };
    for ( std::size_t i = 0; i < pixels; ++i )
    {
      const int column = static_cast<int>( i ) % width;
      label.zones.push_back( column >= end ? none : column < front ? ocean : glacier );
      label.front.push_back( column == front );
    }
    return label;
  }

  SeriesEvidence evidence;

private:
  static RasterGrid grid()
  {
    RasterGrid grid;
    grid.width = width;
    grid.height = height;
    return grid;
  }
};

} // namespace

void TestTextureNumbers::greysAreMeansOfWhatIsShown()
{
  Series series;
  // The first column shows nothing; neither do the first two rows but for one pixel in four.
  series.add( []( int column, int row )
              { return column == 0 || ( row < 2 && ( column + row ) % 4 ) ? 0 : 10 * row; } );
  const SeriesCells cells( series.evidence );
  QCOMPARE( cells.width(), 6 );
  const std::vector<float> grey = cells.grey( 0 );
  QCOMPARE( grey[6], 25.f ); // one column of two
  QCOMPARE( grey[7], 25.f );
  QCOMPARE( grey[1], 0.f );
}

//! Pixels of 50 m: cells of three, halves of one and a half.
void TestTextureNumbers::piecesOfCellsShareThePixelsBetweenThem()
{
  Series series( 50 );
  series.add( []( int column, int ) { return 30 * ( column % 3 + 1 ); } );
  const SeriesCells cells( series.evidence );
  QCOMPARE( cells.pixelsPerSide(), 3 );
  const std::vector<float> halves = cells.grey( 0, 2 );
  QCOMPARE( halves.size(), std::size_t( 4 * cells.cells() ) );
  // (30 + 60 / 2) / 1.5 and (60 / 2 + 90) / 1.5.
  QVERIFY( std::abs( halves[0] - 40 ) < 1e-3 );
  QVERIFY( std::abs( halves[1] - 80 ) < 1e-3 );
}

void TestTextureNumbers::quartersKeepTheirPlaces()
{
  Series series;
  series.add( []( int column, int row ) { return 40 + 40 * ( column % 2 ) + 80 * ( row % 2 ); } );
  series.evidence.addLabel( Series::label( 0, 6, width ) );
  const SeriesCells cells( series.evidence );
  const SeriesPersistence persistence( series.evidence, cells, 1, {} );
  const TextureNumbers numbers( cells, persistence,
                                labelsOfCells( cells, drawingsOnCells( cells, series.evidence.labels() ) ) );
  const std::vector<float> values = numbers.ofScene( 0 );
  QCOMPARE( values.size(), TextureNumbers::planes * cells.cells() );
  const auto quarter = [&]( int which )
  { return values[( TextureNumbers::quarters + which ) * cells.cells() + 8]; };
  QVERIFY( quarter( 0 ) < quarter( 1 ) );
  QVERIFY( quarter( 1 ) < quarter( 2 ) );
  QVERIFY( quarter( 2 ) < quarter( 3 ) );
  // Standardised: logarithms of 40, 80, 120 and 160 against their mean 4.4834, in deviations of 0.5206 + 0.1.
  QVERIFY2( std::abs( quarter( 0 ) - ( std::log( 40. ) - 4.4834 ) / 0.6206 ) < 0.01,
            qPrintable( QString::number( quarter( 0 ) ) ) );
}

//! What the second label does not show, the first one tells, but only while it is there.
void TestTextureNumbers::aLabelLeftOutFillsNoGapsOfOthers()
{
  Series series;
  series.add( []( int, int ) { return 100; } );
  const SeriesCells cells( series.evidence );
  const SeriesLabel whole = Series::label( 0, 4, width );
  const SeriesLabel part = Series::label( 100, 6, 8 );
  const CellLabels both = labelsOfCells( cells, drawingsOnCells( cells, { whole, part } ) );
  const CellLabels alone = labelsOfCells( cells, drawingsOnCells( cells, { part } ) );
  QCOMPARE( int( both.domain[5] ), 1 );
  QCOMPARE( int( alone.domain[5] ), 0 );
  QCOMPARE( int( alone.domain[3] ), 1 );
  QCOMPARE( alone.labels[0].ocean, both.labels[1].ocean );
  QCOMPARE( int( both.labels[1].drawn[3] ), 1 );
  QCOMPARE( int( both.labels[1].drawn[5] ), 0 );
}

QTEST_GUILESS_MAIN( TestTextureNumbers )
#include "testtexturenumbers.moc"
