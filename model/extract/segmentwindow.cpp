#include "model/extract/segmentwindow.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "model/error.h"
#include "model/extract/runtilepipeline.h"
#include "model/geometry/gridoutline.h"
#include "model/modelfile/modelcard.h"

namespace calving
{

namespace
{

using Clock = std::chrono::steady_clock;

//! Keeps the pixels of \a kept of the rows of \a seen, which holds it.
class WindowRows : public ProbabilityReceiver
{
public:
  WindowRows( const Window &seen, const Window &kept, std::vector<std::vector<std::uint8_t>> &planes )
    : mSeen( seen )
    , mKept( kept )
    , mPlanes( planes )
  {
    for ( std::vector<std::uint8_t> &plane : mPlanes )
      plane.reserve( static_cast<std::size_t>( kept.width ) * kept.height );
  }

  void receive( const ProbabilityRow &row ) override
  {
    const int y = mSeen.y + mNext++;
    if ( y < mKept.y || y >= mKept.y + mKept.height )
      return;
    for ( std::size_t c = 0; c < mPlanes.size(); ++c )
      for ( int x = mKept.x - mSeen.x; x < mKept.x - mSeen.x + mKept.width; ++x )
        mPlanes[c].push_back( static_cast<std::uint8_t>(
            std::lround( 255 * std::clamp( row.values[c * mSeen.width + x], 0.0f, 1.0f ) ) ) );
  }

  void finish() override {}

private:
  Window mSeen;
  Window mKept;
  std::vector<std::vector<std::uint8_t>> &mPlanes;
  int mNext = 0;
};

//! Adds the grey values, and takes the probabilities from pixels without data.
void addGrey( const RasterReader &scene, const PreparedScene &prepared, const Window &kept,
              SegmentedWindow &result )
{
  SceneRows rows( scene, prepared.source( kept ) );
  for ( int y = 0; y < kept.height; ++y )
  {
    rows.advance( y, y );
    const std::vector<float> &row = rows.row( y );
    const std::size_t start = result.grey.size();
    const std::vector<std::uint8_t> bytes = greyBytes( row );
    result.grey.insert( result.grey.end(), bytes.begin(), bytes.end() );
    for ( int x = 0; x < kept.width; ++x )
      if ( std::isnan( row[x] ) )
        for ( std::vector<std::uint8_t> &plane : result.classes )
          plane[start + x] = 0;
  }
}

//! Counts the most probable classes of the pixels with data.
void countClasses( SegmentedWindow &result )
{
  result.report.classPixels.assign( result.classes.size(), 0 );
  for ( std::size_t i = 0; i < result.grey.size(); ++i )
  {
    std::size_t best = 0;
    for ( std::size_t c = 1; c < result.classes.size(); ++c )
      if ( result.classes[c][i] > result.classes[best][i] )
        best = c;
    result.report.classPixels[best] += result.classes[best][i] > 0;
  }
}

//! A part of a scene as a network sees it, before it does.
struct WindowPlan
{
  PreparedScene prepared;
  //! Of the whole scene.
  RasterGrid network;
  //! The part, in its pixels.
  Window kept;
};

//! The plan of the rectangle around \a outline; fills in the report and the grid of \a result.
WindowPlan planWindow( RasterReader &scene, const ModelCard &card, const SegmentOptions &options,
                       const std::vector<std::array<double, 2>> &outline, SegmentedWindow &result,
                       const Feedback &feedback )
{
  result.report = planSegmentation( scene, card, options, feedback );
  const PreparedScene prepared{ options.band, result.report.size, result.report.scaling };
  const RasterGrid network = prepared.gridOf( options.scene.grid );
  const Window kept = windowAround( outline, network, 0 );
  if ( kept.width == 0 || kept.height == 0 )
    throw Error( "The scene " + scene.path() +
                 " does not reach the area. Leave it out, or check where it lies." );
  result.grid = network;
  result.grid.width = kept.width;
  result.grid.height = kept.height;
  const std::array<double, 2> corner = network.toMap( kept.x, kept.y );
  result.grid.transform[0] = corner[0];
  result.grid.transform[3] = corner[1];
  return { prepared, network, kept };
}

double secondsSince( Clock::time_point start )
{
  return std::chrono::duration<double>( Clock::now() - start ).count();
}

} // namespace

SegmentedWindow segmentWindow( RasterReader scene, Segmenter &segmenter, const SegmentOptions &options,
                               const std::vector<std::array<double, 2>> &outline, const Feedback &feedback )
{
  const Clock::time_point start = Clock::now();
  SegmentedWindow result;
  const WindowPlan plan = planWindow( scene, segmenter.card(), options, outline, result, feedback );
  const Window seen = windowAround( outline, plan.network, options.tiling.margin );

  SegmentReport &report = result.report;
  const TileAxes axes{ { seen.width, options.tiling }, { seen.height, options.tiling } };
  SceneRows rows( scene, plan.prepared.source( seen ) );
  const int side = std::max( axes.columns.contextSide(), axes.rows.contextSide() );
  TileCutter cutter( axes, rows, std::max( 1, segmenter.recommendedBatch( side ) ) );
  result.classes.resize( segmenter.card().size.classes );
  WindowRows receiver( seen, plan.kept, result.classes );
  report.networkSeconds = runTilePipeline( cutter, segmenter, axes, receiver, feedback );
  addGrey( scene, plan.prepared, plan.kept, result );

  countClasses( result );
  report.tiles = axes.count();
  report.emptyTiles = cutter.emptyTiles();
  report.totalSeconds = secondsSince( start );
  return result;
}

SegmentedWindow viewWindow( RasterReader scene, const ModelCard &card, const SegmentOptions &options,
                            const std::vector<std::array<double, 2>> &outline, const Feedback &feedback )
{
  const Clock::time_point start = Clock::now();
  SegmentedWindow result;
  const WindowPlan plan = planWindow( scene, card, options, outline, result, feedback );
  const std::size_t pixels = static_cast<std::size_t>( plan.kept.width ) * plan.kept.height;
  result.classes.assign( card.size.classes, std::vector<std::uint8_t>( pixels, 0 ) );
  result.classes.front().assign( pixels, 255 );
  addGrey( scene, plan.prepared, plan.kept, result );
  result.report.totalSeconds = secondsSince( start );
  return result;
}

} // namespace calving
