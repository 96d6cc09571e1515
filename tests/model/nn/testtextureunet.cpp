#include <torch/torch.h>

#include <QtTest>

#include "model/modelfile/tensors/safetensors.h"
#include "model/nn/textureunet.h"
#include "model/nn/weights.h"
#include "model/series/cells/texturenumbers.h"
#include "model/textureclassifier.h"
#include "support/expecterror.h"

using namespace calving;

class TestTextureUnet : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void theOneInTheBoxSeesTheNumbersOfACell();
  void anySizeOfFjord();
  void otherFilesAreRefused();
};

namespace
{

std::string inTheBox()
{
  return SHIPPED_TEST_DATA "/../../model/weights/texture.safetensors";
}

} // namespace

//! And tells texture that stays from one that does not, whatever else.
void TestTextureUnet::theOneInTheBoxSeesTheNumbersOfACell()
{
  const auto classifier = loadTextureClassifier( inTheBox() );
  constexpr int side = 32;
  std::vector<float> numbers( TextureNumbers::planes * side * side );
  std::fill_n( numbers.begin() + TextureNumbers::dataPlane * side * side, side * side, 1.f );
  for ( int i = 0; i < persistencePlanes * side * side; ++i )
    numbers[i] = i % side < side / 2 ? 0.9f : 0.1f;
  const std::vector<float> odds = classifier->odds( numbers, side, side );
  const auto at = [&]( int x ) { return odds[side * side / 2 + x]; };
  QVERIFY2( at( side / 4 ) > at( 3 * side / 4 ) + 1,
            qPrintable( QStringLiteral( "%1 %2" ).arg( at( side / 4 ) ).arg( at( 3 * side / 4 ) ) ) );
}

//! Padding changes nothing but near the edge.
void TestTextureUnet::anySizeOfFjord()
{
  const auto classifier = loadTextureClassifier( inTheBox() );
  for ( const auto &[width, height] : { std::pair( 33, 50 ), { 64, 41 }, { 5, 3 } } )
  {
    const std::vector<float> numbers( TextureNumbers::planes * width * height, 0.5f );
    QCOMPARE( classifier->odds( numbers, width, height ).size(), std::size_t( width * height ) );
  }
  EXPECT_ERROR( classifier->odds( std::vector<float>( 100 ), 10, 10 ),
                std::to_string( TextureNumbers::planes ) );
}

void TestTextureUnet::otherFilesAreRefused()
{
  QTemporaryDir folder;
  const std::string path = folder.filePath( "other.safetensors" ).toStdString();
  EXPECT_ERROR( loadTextureClassifier( path ), path );
  TextureUnet network( TextureUnetOptions( 3 ).channels( { 8, 8, 8 } ) );
  writeSafetensors( path, storeWeights( *network ) );
  EXPECT_ERROR( loadTextureClassifier( path ), path );
  TensorFile nothing;
  writeSafetensors( path, nothing );
  EXPECT_ERROR( loadTextureClassifier( path ), path, "down0.0.weight" );
}

QTEST_GUILESS_MAIN( TestTextureUnet )
#include "testtextureunet.moc"
