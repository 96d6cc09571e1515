#include <QtTest>

#include <cmath>

#include "model/error.h"
#include "model/extract/blendrows.h"
#include "model/modelfile/tensors/safetensors.h"
#include "model/raster/raster.h"
#include "support/goldencase.h"

using namespace calving;

namespace
{

//! The network of the golden case `stitch`: a formula whose output depends on the whole of what it sees.
std::vector<float> analyticNetwork( const std::vector<float> &grey, int height, int width, double shift )
{
  const double a[] = { -2, 1, 3, -1 }, s[] = { 1, 0.8, 1.2, 0.6 }, m[] = { 1.5, -1, 2, -2 };
  const double r[] = { -2, 3, 1, -3 }, k[] = { 2, -3, -2, 3 }, b[] = { 0.5 + shift, 0, -0.5, 0.2 - shift };
  double mean = 0, meanRow = 0, meanColumn = 0;
  for ( int i = 0; i < height; ++i )
    for ( int j = 0; j < width; ++j )
    {
      const double x = grey[i * width + j];
      mean += x;
      meanRow += x * ( i + 0.5 ) / height;
      meanColumn += x * ( j + 0.5 ) / width;
    }
  const double count = double( height ) * width;
  std::vector<float> result( 4 * grey.size() );
  for ( int i = 0; i < height; ++i )
    for ( int j = 0; j < width; ++j )
    {
      double z[4], sum = 0;
      for ( int c = 0; c < 4; ++c )
      {
        const double wave = std::sin( 2 * M_PI * ( i + 0.5 ) * ( c + 1 ) / height ) *
                            std::cos( 2 * M_PI * ( j + 0.5 ) * ( c + 1 ) / width );
        const double logit = a[c] * grey[i * width + j] + b[c] + s[c] * wave +
                             m[c] * ( mean / count - 0.35 ) + r[c] * ( meanRow / count - 0.17 ) +
                             k[c] * ( meanColumn / count - 0.17 );
        z[c] = std::exp( static_cast<double>( static_cast<float>( logit ) ) );
        sum += z[c];
      }
      for ( int c = 0; c < 4; ++c )
        result[c * grey.size() + i * width + j] = static_cast<float>( z[c] / sum );
    }
  return result;
}

struct Grey
{
  int width = 0;
  int height = 0;
  std::vector<float> values;
};

Grey readGrey( const QString &file )
{
  const RasterReader reader( testData( file ).toStdString() );
  Grey grey{ reader.width(), reader.height(),
             reader.readBand( 1, { 0, 0, reader.width(), reader.height() } ) };
  for ( float &value : grey.values )
    value /= 255.0f;
  return grey;
}

//! Clockwise by \a quarters times 90 degrees.
Grey rotated( Grey grey, int quarters )
{
  for ( ; quarters > 0; --quarters )
  {
    Grey turned{ grey.height, grey.width, std::vector<float>( grey.values.size() ) };
    for ( int y = 0; y < turned.height; ++y )
      for ( int x = 0; x < turned.width; ++x )
        turned.values[y * turned.width + x] = grey.values[( grey.height - 1 - x ) * grey.width + y];
    grey = turned;
  }
  return grey;
}

//! Class probabilities of the whole of \a grey: 4 x height x width.
std::vector<float> stitch( const Grey &grey, const Tiling &tiling, double shift = 0 )
{
  const TileAxis columns( grey.width, tiling ), rows( grey.height, tiling );
  BlendRows blend( columns, rows, 4 );
  std::vector<float> result( 4 * grey.values.size() );
  int y = 0;
  const auto receive = [&]( const ProbabilityRow &row )
  {
    for ( int c = 0; c < 4; ++c )
      std::copy_n( row.values.data() + c * grey.width, grey.width,
                   result.data() + ( std::size_t( c ) * grey.height + y ) * grey.width );
    ++y;
  };
  for ( int row = 0; row < rows.count(); ++row )
  {
    blend.finish( rows.partStart( row ), receive );
    for ( int column = 0; column < columns.count(); ++column )
    {
      std::vector<float> seen;
      for ( int i = 0; i < rows.contextSide(); ++i )
        for ( int j = 0; j < columns.contextSide(); ++j )
          seen.push_back( grey.values[rows.source( rows.contextStart( row ) + i ) * grey.width +
                                      columns.source( columns.contextStart( column ) + j )] );
      blend.add( column, row,
                 analyticNetwork( seen, rows.contextSide(), columns.contextSide(), shift ).data() );
    }
  }
  blend.finish( grey.height, receive );
  return result;
}

//! Pixels whose class differs from \a file although the two best classes differ by more than \a margin.
int wrongPixels( const std::vector<float> &probabilities, const QString &file, float margin )
{
  const RasterReader expected( testData( file ).toStdString() );
  const std::vector<std::uint8_t> coded =
      expected.readBytes( 1, { 0, 0, expected.width(), expected.height() } );
  const std::uint8_t code[] = { 0, 64, 127, 254 };
  int wrong = 0;
  for ( std::size_t i = 0; i < coded.size(); ++i )
  {
    std::array<std::pair<float, int>, 4> order;
    for ( int c = 0; c < 4; ++c )
      order[c] = { probabilities[c * coded.size() + i], c };
    std::sort( order.rbegin(), order.rend() );
    wrong += code[order[0].second] != coded[i] && order[0].first - order[1].first > margin;
  }
  return wrong;
}

//! How \a values differ from the golden \a tensor by more than \a tolerance; empty where they do not.
//! Everybody has the length and one projection of each tensor; where all its values are there, each is
//! compared.
QString differenceTo( const QString &tensor, const std::vector<float> &values, double tolerance )
{
  double squares = 0;
  double dot = 0;
  for ( std::size_t i = 0; i < values.size(); ++i )
  {
    squares += double( values[i] ) * values[i];
    dot += values[i] * std::cos( 0.37 * static_cast<double>( i ) + 0.1 );
  }
  const nlohmann::json print = goldenCase( "stitch/fingerprints.json" )[tensor.toStdString()];
  // Errors that know nothing of one another add up like that.
  const double allowed = tolerance * std::sqrt( static_cast<double>( values.size() ) );
  if ( std::abs( std::sqrt( squares ) - print["l2"].get<double>() ) > allowed ||
       std::abs( dot - print["dot"].get<double>() ) > allowed )
    return QString( "length %1, projection %2" )
        .arg( std::sqrt( squares ), 0, 'g', 10 )
        .arg( dot, 0, 'g', 10 );

  const TensorFile golden = readSafetensors( testData( "golden/stitch/expected.safetensors" ).toStdString() );
  const auto whole = golden.tensors.find( tensor.toStdString() );
  if ( whole == golden.tensors.end() )
    return {};
  const std::vector<float> expected = floatValues( whole->second );
  if ( expected.size() != values.size() )
    return QString( "%1 values instead of %2" ).arg( values.size() ).arg( expected.size() );
  for ( std::size_t i = 0; i < values.size(); ++i )
    if ( !( std::abs( values[i] - expected[i] ) < tolerance ) )
      return QString( "value %1 is %2 instead of %3" ).arg( i ).arg( values[i] ).arg( expected[i] );
  return {};
}

const Tiling small{ 32, 16, 16 };
const Tiling smallApart{ 32, 16, 32 };
const Tiling published{ 256, 128, 128 };
const Tiling publishedApart{ 256, 128, 256 };

} // namespace

class TestStitching : public QObject
{
  Q_OBJECT

private slots:
  void importanceIsThePublishedGaussian();
  void placesAndPadsTilesAsPublished();
  void averagesAsPublished_data();
  void averagesAsPublished();
  void pastesWithoutOverlapAsPublished_data();
  void pastesWithoutOverlapAsPublished();
  void ensembleAgreesWithThePublishedOne();
  void oneTileIsPassedThroughUnchanged();
  void coversEveryPixel_data();
  void coversEveryPixel();
  void namesTheWrongParameter();
};

void TestStitching::importanceIsThePublishedGaussian()
{
  REQUIRE_TEST_DATA( "golden/stitch/expected.safetensors" );
  const TensorFile golden = readSafetensors( testData( "golden/stitch/expected.safetensors" ).toStdString() );
  const std::vector<float> expected = floatValues( golden.tensors.at( "gaussian_small" ) );
  const std::vector<float> weights = gaussianImportance( 32 );
  for ( int i = 0; i < 32; ++i )
    for ( int j = 0; j < 32; ++j )
      QVERIFY( std::abs( weights[i] * weights[j] - expected[i * 32 + j] ) < 2e-6f );
  const std::vector<float> large = gaussianImportance( 256 );
  const std::vector<float> line = floatValues( golden.tensors.at( "gaussian_256_row128" ) );
  for ( int i = 0; i < 256; ++i )
    QVERIFY( std::abs( large[i] - line[i] ) < 2e-6f );
}

void TestStitching::placesAndPadsTilesAsPublished()
{
  REQUIRE_TEST_DATA( "golden/stitch/expected.safetensors" );
  const TensorFile golden = readSafetensors( testData( "golden/stitch/expected.safetensors" ).toStdString() );
  const RasterReader image( testData( "golden/stitch/a_image.png" ).toStdString() );
  const std::vector<std::uint8_t> pixels = image.readBytes( 1, { 0, 0, 117, 150 } );
  const TileAxis columns( 117, small ), rows( 150, small );
  QCOMPARE( rows.count() * columns.count(), 63 );

  const std::vector<std::byte> &padded = golden.tensors.at( "a.padded_u8" ).bytes;
  for ( int y = 0; y < 192; ++y )
    for ( int x = 0; x < 160; ++x )
      QCOMPARE( int( pixels[rows.source( y - 16 ) * 117 + columns.source( x - 16 )] ),
                int( padded[y * 160 + x] ) );
}

void TestStitching::averagesAsPublished_data()
{
  QTest::addColumn<QString>( "name" );
  QTest::addColumn<bool>( "fullSize" );
  QTest::addColumn<double>( "tolerance" );
  QTest::newRow( "odd sides" ) << "a" << false << 5e-4;
  QTest::newRow( "tiles fit exactly" ) << "b_exactfit" << false << 5e-4;
  QTest::newRow( "smaller than a tile" ) << "c_small_edge" << false << 2e-6;
  QTest::newRow( "published sizes" ) << "d_full_size" << true << 2e-6;
}

void TestStitching::averagesAsPublished()
{
  QFETCH( QString, name );
  QFETCH( bool, fullSize );
  QFETCH( double, tolerance );
  const Grey grey = readGrey( "golden/stitch/" + name + "_image.png" );
  const std::vector<float> result = stitch( grey, fullSize ? published : small );
  QCOMPARE( wrongPixels( result, "golden/stitch/" + name + "_argmax_overlap.png", 1e-5f ), 0 );

  const int step = fullSize ? 4 : 1;
  std::vector<float> sampled;
  for ( int c = 0; c < 4; ++c )
    for ( int y = 0; y < grey.height; y += step )
      for ( int x = 0; x < grey.width; x += step )
        sampled.push_back( result[( std::size_t( c ) * grey.height + y ) * grey.width + x] );
  const QString difference = differenceTo( name + ".prob", sampled, tolerance );
  QVERIFY2( difference.isEmpty(), qPrintable( difference ) );
}

void TestStitching::pastesWithoutOverlapAsPublished_data()
{
  QTest::addColumn<QString>( "name" );
  QTest::addColumn<bool>( "fullSize" );
  QTest::newRow( "odd sides" ) << "a" << false;
  QTest::newRow( "tiles fit exactly" ) << "b_exactfit" << false;
  QTest::newRow( "smaller than a tile" ) << "c_small_edge" << false;
  QTest::newRow( "published sizes" ) << "d_full_size" << true;
}

void TestStitching::pastesWithoutOverlapAsPublished()
{
  QFETCH( QString, name );
  QFETCH( bool, fullSize );
  const Grey grey = readGrey( "golden/stitch/" + name + "_image.png" );
  const std::vector<float> result = stitch( grey, fullSize ? publishedApart : smallApart );
  QCOMPARE( wrongPixels( result, "golden/stitch/" + name + "_argmax_nonoverlap.png", 1e-5f ), 0 );
}

//! Five networks, each on four rotations of the image.
void TestStitching::ensembleAgreesWithThePublishedOne()
{
  const Grey grey = readGrey( "golden/stitch/a_image.png" );
  std::vector<double> sum( 4 * grey.values.size(), 0.0 );
  for ( const double shift : { 0.0, 0.15, -0.2, 0.3, -0.1 } )
    for ( int quarters = 0; quarters < 4; ++quarters )
    {
      const Grey turned = rotated( grey, quarters );
      const std::vector<float> result = stitch( turned, small, shift );
      for ( int c = 0; c < 4; ++c )
      {
        const auto plane = result.begin() + c * turned.values.size();
        const Grey back = rotated( { turned.width, turned.height, { plane, plane + turned.values.size() } },
                                   ( 4 - quarters ) % 4 );
        for ( std::size_t i = 0; i < back.values.size(); ++i )
          sum[c * back.values.size() + i] += back.values[i] / 20.0;
      }
    }
  QCOMPARE( wrongPixels( { sum.begin(), sum.end() }, "golden/stitch/a_argmax_ensemble.png", 1e-3f ), 0 );

  const QString difference = differenceTo( "a.ensemble_mean_f16", { sum.begin(), sum.end() }, 1e-3 );
  QVERIFY2( difference.isEmpty(), qPrintable( difference ) );
}

void TestStitching::oneTileIsPassedThroughUnchanged()
{
  const Tiling whole{ 96, 0, 96 };
  const TileAxis columns( 96, whole ), rows( 64, whole );
  QCOMPARE( columns.count() * rows.count(), 1 );
  QCOMPARE( columns.contextSide(), 96 );
  QCOMPARE( rows.contextSide(), 64 );
  for ( int i = 0; i < 96; ++i )
    QCOMPARE( columns.source( i ), i );

  BlendRows blend( columns, rows, 1 );
  std::vector<float> probabilities( 96 * 64 );
  for ( std::size_t i = 0; i < probabilities.size(); ++i )
    probabilities[i] = 1.0f / ( 3.0f + i );
  blend.add( 0, 0, probabilities.data() );
  std::vector<float> result;
  blend.finish( 64, [&]( const ProbabilityRow &row )
                { result.insert( result.end(), row.values.begin(), row.values.end() ); } );
  QVERIFY( result == probabilities );
}

void TestStitching::coversEveryPixel_data()
{
  QTest::addColumn<int>( "side" );
  QTest::addColumn<int>( "tile" );
  QTest::addColumn<int>( "margin" );
  QTest::addColumn<int>( "stride" );
  QTest::newRow( "one pixel" ) << 1 << 256 << 128 << 224;
  QTest::newRow( "one pixel more than a tile" ) << 257 << 256 << 128 << 224;
  QTest::newRow( "no margin, no overlap" ) << 700 << 96 << 0 << 96;
  QTest::newRow( "odd tile" ) << 1000 << 75 << 9 << 31;
  QTest::newRow( "stride of one" ) << 50 << 20 << 3 << 1;
}

void TestStitching::coversEveryPixel()
{
  QFETCH( int, side );
  QFETCH( int, tile );
  QFETCH( int, margin );
  QFETCH( int, stride );
  const TileAxis axis( side, { tile, margin, stride } );
  QCOMPARE( axis.contextSide() % 32, 0 );
  std::vector<int> visits( side, 0 );
  for ( int i = 0; i < axis.count(); ++i )
  {
    QVERIFY( axis.partStart( i ) < axis.partEnd( i ) );
    QVERIFY( axis.firstNeeded( i ) >= 0 && axis.lastNeeded( i ) < side );
    for ( int x = axis.partStart( i ); x < axis.partEnd( i ); ++x )
    {
      ++visits[x];
      // The tile's own pixels lie in its context where the blending looks for them.
      QCOMPARE( axis.source( axis.contextStart( i ) + margin + x - axis.tileStart( i ) ), x );
    }
  }
  QVERIFY( std::find( visits.begin(), visits.end(), 0 ) == visits.end() );
}

void TestStitching::namesTheWrongParameter()
{
  const auto sentence = []( const Tiling &tiling )
  {
    try
    {
      checkTiling( tiling );
    }
    catch ( const Error &e )
    {
      return QString( e.what() );
    }
    return QString();
  };
  QVERIFY( sentence( { 0, 1, 1 } ).startsWith( "TILE is 0." ) );
  QVERIFY( sentence( { 8, -1, 1 } ).startsWith( "MARGIN is -1." ) );
  QVERIFY( sentence( { 8, 0, 9 } ).startsWith( "STRIDE is 9. Use 1 to 8 pixels" ) );
  QVERIFY( sentence( { 8, 0, 8 } ).isEmpty() );
}

QTEST_APPLESS_MAIN( TestStitching )
#include "teststitching.moc"
