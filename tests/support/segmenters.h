#pragma once

#include <functional>

#include "model/modelfile/modelcard.h"
#include "model/segmenter.h"

/**
 * A segmenter without a network: a function gives the class of each pixel from its grey value.
 *
 * The class gets its certainty, 0.7 unless changed, the others share the rest. Counts its calls.
 */
class FunctionSegmenter : public calving::Segmenter
{
public:
  using ClassOf = std::function<int( float grey )>;

  explicit FunctionSegmenter( ClassOf classOf, double pixelSizeMetres = 0 )
    : mClassOf( std::move( classOf ) )
  {
    mCard.name = "threshold";
    mCard.pixelSizeMetres = pixelSizeMetres;
  }

  const calving::ModelCard &card() const override { return mCard; }
  const std::string &hash() const override { return mHash; }
  int recommendedBatch( int ) const override { return batch; }

  std::vector<float> probabilities( const std::vector<float> &grey, int count, int height,
                                    int width ) override
  {
    ++calls;
    images += count;
    const std::size_t pixels = static_cast<std::size_t>( height ) * width;
    std::vector<float> result( 4 * grey.size(), ( 1 - certainty ) / 3 );
    for ( int image = 0; image < count; ++image )
      for ( std::size_t i = 0; i < pixels; ++i )
        result[( image * 4 + mClassOf( grey[image * pixels + i] ) ) * pixels + i] = certainty;
    return result;
  }

  //! Notes how bright each frame of the sequence is.
  std::vector<float> sequenceProbabilities( const std::vector<float> &grey, int frames, int height,
                                            int width ) override
  {
    std::vector<double> sums( frames );
    for ( std::size_t i = 0; i < grey.size(); ++i )
      sums[i / ( grey.size() / frames )] += grey[i];
    sequences.push_back( sums );
    return probabilities( grey, frames, height, width );
  }

  calving::ModelCard &changeCard() { return mCard; }

  //! Probability of the class that is found.
  float certainty = 0.7f;
  int batch = 3;
  int calls = 0;
  int images = 0;
  //! Of each sequence, the sum of each frame's grey values.
  std::vector<std::vector<double>> sequences;

private:
  ClassOf mClassOf;
  calving::ModelCard mCard;
  std::string mHash = std::string( 64, 'a' );
};

//! Dark to bright: not available, rock, glacier, ocean.
inline int fourGreys( float grey )
{
  return grey < 0.25f ? 0 : grey < 0.5f ? 1 : grey < 0.75f ? 2 : 3;
}
