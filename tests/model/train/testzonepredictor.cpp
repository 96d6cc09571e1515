#include <torch/torch.h>

#include <QtTest>

#include "model/train/zonepredictor.h"
#include "support/testscenes.h"

using namespace calving;

namespace
{

//! Class by brightness, pixel by pixel: dark, then three brighter quarters.
torch::Tensor quarters( const torch::Tensor &grey, int )
{
  std::vector<torch::Tensor> logits;
  for ( int zone = 0; zone < 4; ++zone )
    logits.push_back( -( grey - ( zone + 0.5 ) / 4 ).abs() );
  return torch::cat( logits, 1 );
}

} // namespace

class TestZonePredictor : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void putsEachPixelWhereItBelongs_data();
  void putsEachPixelWhereItBelongs();
  void showsScenesOfAGlacierTogether();
};

void TestZonePredictor::putsEachPixelWhereItBelongs_data()
{
  QTest::addColumn<int>( "width" );
  QTest::addColumn<int>( "height" );
  QTest::newRow( "whole" ) << 64 << 64;
  QTest::newRow( "smaller than one input" ) << 50 << 33;
  QTest::newRow( "tiles" ) << 150 << 131;
  QTest::newRow( "a strip" ) << 200 << 40;
}

void TestZonePredictor::putsEachPixelWhereItBelongs()
{
  QFETCH( int, width );
  QFETCH( int, height );
  TestScenes scenes( 3, width, height );
  PredictorOptions options;
  options.side = 64;
  options.batch = 5;
  std::vector<int> seen;
  int labels = 0;
  predictZones(
      scenes, { 2, 0 }, quarters, options,
      [&]( PredictedZones predicted )
      {
        seen.push_back( predicted.scene );
        const std::vector<std::uint8_t> &grey = scenes.scenes()[predicted.scene].grey;
        QCOMPARE( predicted.zones.size(), grey.size() );
        for ( std::size_t i = 0; i < grey.size(); ++i )
          if ( grey[i] % 64 > 2 && grey[i] % 64 < 61 ) // clear of the ties between two classes
            QCOMPARE( static_cast<int>( predicted.zones[i] ), std::min( 3, grey[i] / 64 ) );
      },
      [&labels]( const torch::Tensor &, const torch::Tensor &batch ) { labels += batch.size( 0 ); } );
  QCOMPARE( seen, std::vector<int>( { 2, 0 } ) );
  const int tiles = width <= 64 && height <= 64 ? 1 : ( ( width + 31 ) / 32 ) * ( ( height + 31 ) / 32 );
  QCOMPARE( labels, 2 * tiles );
}

//! Seven scenes in tiles: three of the glacier B, four of A, of which one is in two sequences.
void TestZonePredictor::showsScenesOfAGlacierTogether()
{
  TestScenes scenes( 7, 80, 64 );
  PredictorOptions options;
  options.side = 64;
  options.batch = 4;
  options.frames = 3;
  std::vector<int> seen;
  const auto network = []( const torch::Tensor &grey, int frames )
  {
    if ( frames != 3 || grey.size( 0 ) % 3 != 0 )
      throw std::logic_error( "no whole sequences" );
    return quarters( grey, frames );
  };
  predictZones( scenes, { 0, 1, 2, 3, 4, 5, 6 }, network, options,
                [&]( PredictedZones predicted )
                {
                  seen.push_back( predicted.scene );
                  const std::vector<std::uint8_t> &grey = scenes.scenes()[predicted.scene].grey;
                  QCOMPARE( predicted.zones.size(), grey.size() );
                  for ( std::size_t i = 0; i < grey.size(); ++i )
                    if ( grey[i] % 64 > 2 && grey[i] % 64 < 61 )
                      QCOMPARE( static_cast<int>( predicted.zones[i] ), std::min( 3, grey[i] / 64 ) );
                } );
  QCOMPARE( seen, std::vector<int>( { 0, 2, 4, 6, 1, 3, 5 } ) );
}

QTEST_APPLESS_MAIN( TestZonePredictor )
#include "testzonepredictor.moc"
