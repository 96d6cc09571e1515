#include <torch/torch.h>

#include <QtTest>

#include "model/train/zonepredictor.h"
#include "support/testscenes.h"

using namespace calving;

namespace
{

//! Class by brightness, pixel by pixel: dark, then three brighter quarters.
torch::Tensor quarters( const torch::Tensor &grey )
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

QTEST_APPLESS_MAIN( TestZonePredictor )
#include "testzonepredictor.moc"
