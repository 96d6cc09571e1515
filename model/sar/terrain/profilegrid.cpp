#include "model/sar/terrain/profilegrid.h"

#include <algorithm>
#include <cmath>

#include "model/geometry/maptransform.h"

namespace calving
{

namespace
{

//! Terrain that the survey's points may have missed, m.
constexpr double missedHeight = 500.0;
//! Lines at which the picture's borders are looked at.
constexpr int probes = 9;

std::shared_ptr<const RadarGeometry> withoutSteps( const RadarGeometry &radar )
{
  RadarFrame frame = radar.frame();
  if ( !frame.conversions.empty() )
    frame.conversions = { frame.conversions[frame.conversions.size() / 2] };
  return std::make_shared<RadarGeometry>( frame );
}

//! \a place at another height.
Vector3 lifted( const Vector3 &place, double height )
{
  Geodetic geodetic = toGeodetic( place );
  geodetic.height = height;
  return toCartesian( geodetic );
}

double probeLine( const RadarFrame &frame, int probe )
{
  return static_cast<double>( probe ) * ( frame.height - 1 ) / ( probes - 1 );
}

} // namespace

ProfileGrid::ProfileGrid( std::shared_ptr<const RadarGeometry> radar, const TerrainSurvey &survey, int finer )
  : mRadar( std::move( radar ) )
  , mSmooth( withoutSteps( *mRadar ) )
  , mFiner( finer )
{
  setMargin();
  mGround.height = ( mRadar->frame().height + 2 * mMargin ) * mFiner;
  setColumns( survey );
  setPixelMetres();
  mGround.crs = geographicCrs;
  mGround.place = [this]( double column, double row ) -> std::array<double, 2>
  {
    const Geodetic place = toGeodetic( mSmooth->point( positionAt( column, row ), 0 ) );
    return { place.longitude / degree, place.latitude / degree };
  };
}

RadarPosition ProfileGrid::positionAt( double column, double row ) const
{
  return { row / mFiner - 0.5 - mMargin, column / mFiner - 0.5 + mFirstPixel };
}

//! Height hardly moves ground along the track: a line or two, which is found out at the picture's borders.
void ProfileGrid::setMargin()
{
  const RadarFrame &frame = mRadar->frame();
  double most = 0;
  for ( int probe = 0; probe < probes; ++probe )
    for ( const double pixel : { 0.0, frame.width - 1.0 } )
      for ( const double height : { lowest, highest } )
      {
        const double line = probeLine( frame, probe );
        const Vector3 place = lifted( mSmooth->point( { line, pixel }, 0 ), height );
        most = std::max( most, std::abs( mRadar->position( place, mRadar->middleTime() ).line - line ) );
      }
  mMargin = static_cast<int>( std::ceil( most ) ) + 2;
}

void ProfileGrid::setColumns( const TerrainSurvey &survey )
{
  const RadarFrame &frame = mRadar->frame();
  const double relief = survey.highest - survey.lowest + missedHeight;
  double first = 0;
  double last = frame.width;
  for ( int probe = 0; probe < probes; ++probe )
    for ( const double pixel : { -0.5, frame.width - 0.5 } )
      for ( const double height : { survey.lowest - missedHeight, survey.highest + missedHeight } )
      {
        const Vector3 place = lifted( mRadar->point( { probeLine( frame, probe ), pixel }, height ), 0 );
        const double found = mSmooth->position( place, mRadar->middleTime() ).pixel;
        first = std::min( first, found );
        last = std::max( last, found );
      }
  // A mountain beside the picture may throw its shadow as far into it as it is high.
  mFirstPixel = static_cast<int>( std::floor( first - relief / frame.rangeSpacing ) ) - 1;
  mGround.width = ( static_cast<int>( std::ceil( last ) ) + 2 - mFirstPixel ) * mFiner;
}

void ProfileGrid::setPixelMetres()
{
  const double column = 0.5 * mGround.width;
  const double row = 0.5 * mGround.height;
  const Vector3 here = mSmooth->point( positionAt( column, row ), 0 );
  mGround.pixelMetres = { length( mSmooth->point( positionAt( column + 1, row ), 0 ) - here ),
                          length( mSmooth->point( positionAt( column, row + 1 ), 0 ) - here ) };
}

ProfileGrid::Rows ProfileGrid::rowsFor( int line, int lines ) const
{
  // Row 0 lies mMargin lines before the picture.
  return { line * mFiner, ( lines + 2 * mMargin ) * mFiner };
}

} // namespace calving
