#include <torch/torch.h>

#include <QtTest>

#include "model/modelfile/safetensors.h"
#include "model/nn/textureunet.h"
#include "model/nn/weights.h"
#include "model/series/texturenumbers.h"
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
  std::fill( numbers.end() - side * side, numbers.end(), 1.f );
  const auto oddsWith = [&]( float alike )
  {
    std::fill( numbers.begin(), numbers.begin() + persistencePlanes * side * side, alike );
    return classifier->odds( numbers, side, side )[side * side / 2 + side / 2];
  };
  QVERIFY( oddsWith( 0.9f ) > 0 );
  QVERIFY( oddsWith( 0.9f ) > oddsWith( 0.1f ) + 1 );
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
  EXPECT_ERROR( classifier->odds( std::vector<float>( 100 ), 10, 10 ), "14" );
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
