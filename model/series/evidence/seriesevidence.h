#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "model/raster/raster.h"
#include "model/series/evidence/slabfile.h"

namespace calving
{

//! What a scene of a series gives for each pixel, a byte each. The first four are the classes of enum Zone.
enum class SeriesPlane
{
  //! Probabilities: 255 is 1. All four 0: outside the scene, or no data.
  NotAvailable,
  Rock,
  Glacier,
  Ocean,
  //! As the network sees the scene: 0 black, or no data, to 255 white.
  Grey
};
constexpr int seriesPlanes = 5;
constexpr int seriesClasses = 4;

//! One scene of a series.
struct SeriesScene
{
  //! For messages.
  std::string name;
  //! Days since 1 January 1970, UTC; noon where only the date is known.
  double day = 0;
  //! As in SceneFacts; may be empty.
  std::string sensor;
};

//! What someone drew of one date: zones that are taken for true.
struct SeriesLabel
{
  std::string name;
  //! As that of a scene, and equal to it where the label is of a scene of the series.
  double day = 0;
  //! enum Zone, row by row; not available where nothing was drawn.
  std::vector<std::uint8_t> zones;
  //! Not 0 at the pixels of the front, where it was drawn for itself; empty: all of where ocean meets
  //! glacier.
  std::vector<std::uint8_t> front;
};

/**
 * All that is known of a series before it is estimated: on one grid, that of the fjord's box, what the
 * network says of each scene, and the labels.
 *
 * Scenes lie in a temporary file, however many there are; labels in memory.
 */
class SeriesEvidence
{
public:
  //! \a pixelMetres: sides (x, y) of a pixel. Throws as SlabFile does.
  SeriesEvidence( const RasterGrid &grid, const std::array<double, 2> &pixelMetres,
                  const std::string &temporaryFolder );

  const RasterGrid &grid() const { return mGrid; }
  int width() const { return mGrid.width; }
  int height() const { return mGrid.height; }
  std::size_t pixels() const { return static_cast<std::size_t>( mGrid.width ) * mGrid.height; }
  const std::array<double, 2> &pixelMetres() const { return mPixelMetres; }
  //! Where what has no room in memory may lie.
  const std::string &temporaryFolder() const { return mTemporaryFolder; }

  //! Adds a scene and returns room for its planes, plane after plane, row by row, to be filled. Throws as
  //! SlabFile does.
  std::uint8_t *add( const SeriesScene &scene );
  //! REQUIRES: a zone for each pixel.
  void addLabel( SeriesLabel label ) { mLabels.push_back( std::move( label ) ); }

  //! In the order in which they were added, which need not be that of the days.
  int scenes() const { return static_cast<int>( mScenes.size() ); }
  const SeriesScene &scene( int index ) const { return mScenes[index]; }
  //! The bytes of all pixels, row by row. Threads may read at once.
  const std::uint8_t *plane( int scene, SeriesPlane plane ) const
  {
    return mPlanes.slab( scene ) + static_cast<std::size_t>( plane ) * pixels();
  }

  const std::vector<SeriesLabel> &labels() const { return mLabels; }

private:
  RasterGrid mGrid;
  std::array<double, 2> mPixelMetres;
  std::string mTemporaryFolder;
  std::vector<SeriesScene> mScenes;
  SlabFile mPlanes;
  std::vector<SeriesLabel> mLabels;
};

//! Whether a scene shows a pixel at all.
bool hasData( const SeriesEvidence &evidence, int scene, std::size_t pixel );

} // namespace calving
