#pragma once

#include <vector>

namespace calving
{

/**
 * How a scene is cut into overlapping tiles.
 *
 * The network sees \a tile plus \a margin pixels on each side; only the tile counts. Neighbouring tiles begin
 * \a stride pixels apart.
 */
struct Tiling
{
  int tile = 256;
  int margin = 128;
  int stride = 224;
};

//! Throws Error, naming the parameter, unless tile >= 1, margin >= 0 and 1 <= stride <= tile.
void checkTiling( const Tiling &tiling );

/**
 * The tiles along one axis of a scene, placed as in the published stitching (Gourmelon et al. 2025, released code).
 *
 * The axis is padded in two steps: mirrored by \a margin on both sides (edge pixels repeated), then the result is
 * mirrored once more at its far end until the last tile fits. Tile i sees the padded positions
 * contextStart( i ) .. contextStart( i ) + contextSide() - 1.
 *
 * A side that one tile covers gets exactly one tile, and context only as far as the network needs it: with a
 * margin of 0 and a side that the network takes, this is the scene itself.
 */
class TileAxis
{
public:
  //! REQUIRES: side >= 1 and a tiling that passes checkTiling().
  TileAxis( int side, const Tiling &tiling );

  int side() const { return mSide; }
  int count() const { return mCount; }
  int margin() const { return mMargin; }
  //! Pixels that the network sees along this axis: a multiple of 32, at least 64.
  int contextSide() const { return mContextSide; }
  int contextStart( int index ) const { return index * mStride; }
  //! The scene's pixels that tile \a index decides: partStart() <= position < partEnd().
  int partStart( int index ) const { return index * mStride; }
  int partEnd( int index ) const;
  //! The scene's pixel (0 .. side - 1) at a padded position >= 0.
  int source( int padded ) const;
  //! First and last pixel of the scene that tile \a index or a later one sees.
  int firstNeeded( int index ) const { return mFirstNeeded[index]; }
  int lastNeeded( int index ) const { return mLastNeeded[index]; }
  //! Weight of the tile's pixels along this axis; all 1 where there is only one tile.
  const std::vector<float> &importance() const { return mImportance; }

private:
  int mSide;
  int mTile;
  int mMargin;
  int mStride;
  int mCount;
  int mContextSide;
  std::vector<int> mFirstNeeded;
  std::vector<int> mLastNeeded;
  std::vector<float> mImportance;
};

/**
 * Gaussian weights of a tile of \a side pixels: peak 1 at index side / 2, standard deviation side / 8.
 *
 * Not symmetric where \a side is even, as published. The weight of a pixel is the product of both axes' weights; it
 * is never below exp(-16.1), so the published replacement of zeros never takes place.
 */
std::vector<float> gaussianImportance( int side );

} // namespace calving
