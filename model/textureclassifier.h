#pragma once

#include <memory>
#include <string>
#include <vector>

namespace calving
{

//! A small trained network that tells glacier from ocean by what cells of a scene look like (TextureNumbers).
//! Not shared between threads.
class TextureClassifier
{
public:
  virtual ~TextureClassifier() = default;

  /**
   * Logarithm of the odds of glacier against ocean of each cell, row by row.
   *
   * \a numbers: as many planes as the classifier was trained with, plane after plane, row by row. Throws
   * Error if they are not.
   */
  virtual std::vector<float> odds( const std::vector<float> &numbers, int width, int height ) = 0;
};

//! Loads the weights at \a path. Throws Error if the file is missing, damaged or of another network.
std::unique_ptr<TextureClassifier> loadTextureClassifier( const std::string &path );

} // namespace calving
