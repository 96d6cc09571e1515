#pragma once

#include <functional>

#include "model/series/cells/texturenumbers.h"
#include "model/textureclassifier.h"

//! A texture classifier that says what a function says of a cell's brightness (TextureNumbers: in the scene's
//! standard deviations).
class TextureJudge : public calving::TextureClassifier
{
public:
  explicit TextureJudge( std::function<float( float brightness )> odds )
    : mOdds( std::move( odds ) )
  {
  }

  std::vector<float> odds( const std::vector<float> &numbers, int width, int height ) override
  {
    const std::size_t cells = static_cast<std::size_t>( width ) * height;
    ++calls;
    std::vector<float> result;
    for ( std::size_t i = 0; i < cells; ++i )
      result.push_back( mOdds( numbers[calving::TextureNumbers::brightnessPlane * cells + i] ) );
    return result;
  }

  int calls = 0;

private:
  std::function<float( float )> mOdds;
};
