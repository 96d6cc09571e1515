#include "model/simulate/product/productradiometry.h"
#include "model/sar/product/annotationframe.h"

#include <algorithm>
#include <cmath>

#include "model/sar/calibration/calibrationlut.h"
#include "model/sar/geometry/radargeometry.h"

namespace calving
{

namespace
{

// Of the products since 2018.
constexpr float betaFactor = 474;
constexpr int pixelStep = 40;

//! first, first + step, ... to last, which is always there.
std::vector<int> positions( int first, int last, int step )
{
  std::vector<int> values;
  for ( int value = first; value < last; value += step )
    values.push_back( value );
  values.push_back( last );
  return values;
}

//! Lines a second apart, the first and one beyond the last among them.
std::vector<int> vectorLines( const Annotation &annotation )
{
  const int step = std::max( 1, static_cast<int>( std::lround( 1 / annotation.lineInterval ) ) );
  std::vector<int> lines;
  for ( int line = 0; line < annotation.height + step; line += step )
    lines.push_back( line );
  return lines;
}

//! Mean 1 over x from 0 to 1, half more at both ends than in the middle.
double bowl( double x )
{
  return 0.5 * ( 2 * x - 1 ) * ( 2 * x - 1 ) + 1 - 0.5 / 3;
}

} // namespace

CalibrationData simulatedCalibration( const Annotation &annotation )
{
  const RadarGeometry radar( radarFrame( annotation ) );
  CalibrationData data;
  data.header = annotation.header;
  data.digitalNumber = betaFactor;
  for ( const int line : vectorLines( annotation ) )
  {
    CalibrationVector vector;
    vector.azimuthTime = annotation.firstLineTime + line * annotation.lineInterval;
    vector.line = line;
    vector.pixels = positions( 0, annotation.width - 1, pixelStep );
    for ( const int pixel : vector.pixels )
    {
      const RadarPosition position{ static_cast<double>( line ), static_cast<double>( pixel ) };
      const ZeroDoppler seen = radar.seenAt( position );
      const double angle =
          incidenceAngle( radar.orbit().at( seen.time ).position, radar.point( position, 0 ) ) * degree;
      const double sigma = betaFactor / std::sqrt( std::sin( angle ) );
      vector.sigmaNought.push_back( static_cast<float>( sigma ) );
      vector.betaNought.push_back( betaFactor );
      vector.gamma.push_back( static_cast<float>( sigma * std::sqrt( std::cos( angle ) ) ) );
    }
    data.vectors.push_back( std::move( vector ) );
  }
  return data;
}

NoiseData simulatedNoise( const Annotation &annotation, const CalibrationData &calibration,
                          const ProductType &type, double noiseFloorDb )
{
  const CalibrationLut lut( calibration, Calibration::SigmaNought, annotation );
  const double floor = std::pow( 10.0, 0.1 * noiseFloorDb );
  std::vector<float> factors( annotation.width );
  NoiseData data;
  data.header = annotation.header;
  for ( const int line : vectorLines( annotation ) )
  {
    NoiseRangeVector vector;
    vector.line = std::min( line, annotation.height - 1 );
    vector.azimuthTime = annotation.firstLineTime + vector.line * annotation.lineInterval;
    if ( !data.range.empty() && data.range.back().line == vector.line )
      break;
    lut.row( vector.line, 0, annotation.width, factors.data() );
    for ( const SwathBounds &bounds : annotation.swathBounds )
      for ( const int pixel : positions( bounds.firstSample, bounds.lastSample, pixelStep ) )
      {
        const double across =
            ( pixel - bounds.firstSample + 0.5 ) / ( bounds.lastSample - bounds.firstSample + 1 );
        vector.pixels.push_back( pixel );
        vector.values.push_back(
            static_cast<float>( floor * factors[pixel] * factors[pixel] * bowl( across ) ) );
      }
    data.range.push_back( std::move( vector ) );
  }
  for ( const SwathBounds &bounds : annotation.swathBounds )
  {
    NoiseAzimuthVector vector;
    vector.block = bounds;
    for ( const int line : positions( 0, annotation.height - 1, std::max( 10, annotation.height / 2000 ) ) )
    {
      const double bursts = type.burstPeriod > 0 ? line * annotation.lineInterval / type.burstPeriod : 0;
      vector.lines.push_back( line );
      vector.values.push_back(
          type.burstPeriod > 0 ? static_cast<float>( bowl( bursts - std::floor( bursts ) ) ) : 1.0f );
    }
    data.azimuth.push_back( std::move( vector ) );
  }
  return data;
}

} // namespace calving
