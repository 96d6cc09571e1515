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
 * The tiles along one axis of a scene, placed as in the published stitching (Gourmelon et al. 2025, released
 * code).
 *
 * Overlapping tiles (stride < tile) begin at the scene's first pixel. The axis is mirrored by \a margin on
 * both sides (edge pixels repeated), then the result is mirrored once more at its far end until the last tile
 * fits. Tiles side by side (stride = tile) are centred on the scene, mirrored on both sides alike.
 *
 * A side that one tile covers gets exactly one tile, and context only as far as the network needs it: with a
 * margin of 0 and a side that the network takes, this is the scene itself.
 *
 * Positions are pixels of the scene; those outside 0 .. side() - 1 are mirrored ones.
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
  //! First position of tile \a index, and of what the network sees of it.
  int tileStart( int index ) const { return index * mStride - mOffset; }
  int contextStart( int index ) const { return tileStart( index ) - mMargin; }
  //! The scene's pixels that tile \a index decides: partStart() <= position < partEnd().
  int partStart( int index ) const;
  int partEnd( int index ) const;
  //! The scene's pixel that stands at \a position.
  int source( int position ) const;
  //! First pixel of the scene that tile \a index or a later one sees.
  int firstNeeded( int index ) const { return mFirstNeeded[index]; }
  //! Last pixel of the scene that tile \a index sees.
  int lastNeeded( int index ) const { return mLastNeeded[index]; }
  //! Weight of the tile's pixels along this axis; all 1 where there is only one tile.
  const std::vector<float> &importance() const { return mImportance; }

private:
  int mSide;
  int mTile;
  int mMargin;
  int mStride;
  int mCount;
  int mOffset;
  int mContextSide;
  std::vector<int> mFirstNeeded;
  std::vector<int> mLastNeeded;
  std::vector<float> mImportance;
};

/**
 * Gaussian weights of a tile of \a side pixels: peak 1 at index side / 2, standard deviation side / 8.
 *
 * Not symmetric where \a side is even, as published. The weight of a pixel is the product of both axes'
 * weights; it is never below exp(-16.1), so the published replacement of zeros never takes place.
 */
std::vector<float> gaussianImportance( int side );

} // namespace calving
