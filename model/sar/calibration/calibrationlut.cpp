#include "model/sar/calibration/calibrationlut.h"

#include "model/sar/calibration/lut.h"

namespace calving
{

namespace
{

const std::vector<float> &valuesOf( const CalibrationVector &vector, Calibration calibration )
{
  switch ( calibration )
  {
  case Calibration::BetaNought:
    return vector.betaNought;
  case Calibration::GammaNought:
    return vector.gamma;
  default:
    return vector.sigmaNought;
  }
}

} // namespace

CalibrationLut::CalibrationLut( const CalibrationData &data, Calibration calibration,
                                const Annotation &annotation )
  : mTimes( annotation )
  , mOrigin( annotation.firstLineTime )
{
  for ( const CalibrationVector &vector : data.vectors )
  {
    const double position = mTimes.hasBursts() ? vector.azimuthTime - mOrigin : vector.line;
    if ( !mPositions.empty() && position <= mPositions.back() )
      continue; // a vector in the overlap of two bursts, stated twice
    mPositions.push_back( position );
    mFactors.push_back( everyPixel( vector.pixels, valuesOf( vector, calibration ), annotation.width ) );
  }
}

void CalibrationLut::row( int line, int x, int count, float *factors ) const
{
  const double position = mTimes.hasBursts() ? mTimes.at( line ) - mOrigin : line;
  const Between between = locate( mPositions, position );
  mix( mFactors[between.first].data() + x, mFactors[between.second].data() + x,
       static_cast<float>( between.weight ), count, factors );
}

} // namespace calving
