#include "model/extract/frontremarks.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/base/numbertext.h"
#include "model/geometry/maptransform.h"

namespace calving
{

namespace
{

std::string metresText( double metres )
{
  return numberText( metres, Decimals{ 0 } ) + " m";
}

//! How far \a points (map coordinates of the prior) go from every labelled front; 0 where there is none, or
//! they lie outside.
double farthestOf( const std::vector<std::array<double, 2>> &points, const GlacierPrior &prior )
{
  const RasterGrid &grid = prior.grid();
  double farthest = 0;
  for ( const auto &[x, y] : points )
  {
    const std::array<double, 2> pixel = grid.toPixel( x, y );
    if ( !( pixel[0] >= 0 && pixel[1] >= 0 && pixel[0] < grid.width && pixel[1] < grid.height ) )
      continue;
    const float metres =
        prior.at( static_cast<std::size_t>( pixel[1] ) * grid.width + static_cast<std::size_t>( pixel[0] ) )
            .toFront;
    if ( std::isfinite( metres ) )
      farthest = std::max<double>( farthest, metres );
  }
  return farthest;
}

} // namespace

std::string farFromLabels( double metres )
{
  return "Up to " + metresText( metres ) + " from every labelled front: check it on the image.";
}

std::vector<std::string> remarksOn( const std::vector<FrontLine> &fronts, const std::string &crs,
                                    const GlacierPrior &prior, const Feedback &feedback )
{
  const MapTransform way( crs, prior.grid().crs );
  std::vector<std::string> remarks;
  double farthest = 0;
  for ( const FrontLine &front : fronts )
  {
    double metres = 0;
    for ( const FrontPart &part : front.parts )
      metres = std::max( metres, farthestOf( way.applied( part.points ), prior ) );
    remarks.push_back( metres > prior.expectedMetres() ? farFromLabels( metres ) : std::string() );
    farthest = std::max( farthest, metres );
  }
  if ( farthest > prior.expectedMetres() )
    feedback.warn( "A front goes up to " + metresText( farthest ) +
                   " from every front that the model remembers; " + metresText( prior.expectedMetres() ) +
                   " are expected " + numberText( prior.nearestDays(), Decimals{ 0 } ) +
                   " day(s) from a label. It may have jumped, or the network may be wrong: check it on the "
                   "image. The notes of such fronts say so." );
  return remarks;
}

void warnOfOverruled( double squareMetres, const GlacierPrior &prior, const Feedback &feedback )
{
  constexpr double squareKilometre = 1e6;
  if ( squareMetres < squareKilometre )
    return;
  feedback.warn( "On " + numberText( squareMetres / squareKilometre, Decimals{ 1 } ) +
                 " km² the network is sure of glacier or ocean where the labels that the model remembers (the "
                 "nearest of " +
                 prior.nearestDate() + ", " + numberText( prior.nearestDays(), Decimals{ 0 } ) +
                 " day(s) away) say the other, and they were followed. If the image shows that the front "
                 "moved there, set PRIOR = none, or label this date and adapt the model again." );
}

} // namespace calving
