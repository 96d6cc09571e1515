#include "model/report/axisticks.h"

#include <algorithm>
#include <cmath>
#include <locale>
#include <sstream>

namespace calving
{

namespace
{

constexpr int mostDecimals = 4;
constexpr double firstWithPower = 1e6;

//! The fewest digits after the point, \a most at most, that give \a value to within \a error; else more than
//! \a most.
int decimalsOf( double value, double error, int most )
{
  int decimals = 0;
  for ( double scale = 1; decimals <= most; ++decimals, scale *= 10 )
    if ( std::abs( std::round( value * scale ) / scale - value ) <= error )
      break;
  return decimals;
}

std::string label( double value, double error )
{
  constexpr int mostDigits = 15;
  if ( value == 0 )
    return "0"; // not -0
  std::ostringstream text;
  text.imbue( std::locale::classic() );
  const int decimals = decimalsOf( value, error, mostDecimals );
  if ( decimals <= mostDecimals && std::abs( value ) < firstWithPower )
  {
    text.setf( std::ios::fixed );
    text.precision( decimals );
  }
  else
  {
    const double power = std::pow( 10.0, std::floor( std::log10( std::abs( value ) ) + 1e-12 ) );
    text.setf( std::ios::scientific, std::ios::floatfield );
    text.precision( std::min( mostDigits, decimalsOf( value / power, error / power, mostDigits ) ) );
  }
  text << value;
  return text.str();
}

} // namespace

std::vector<double> axisTicks( double low, double high, int count, bool whole )
{
  const double raw = ( high - low ) / std::max( count, 1 );
  if ( !( raw > 0 ) || !std::isfinite( raw ) )
    return {};
  const double power = std::pow( 10.0, std::floor( std::log10( raw ) ) );
  // What differences of decimal numbers have too much must not double the step.
  const double digit = raw / power - 1e-9;
  const double round = power * ( digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10 );
  const double step = whole ? std::max( 1.0, round ) : round;
  std::vector<double> ticks;
  for ( double i = std::ceil( low / step - 1e-9 ); i * step <= high + 1e-9 * step; ++i )
    ticks.push_back( i * step );
  return ticks;
}

std::vector<double> logarithmicTicks( double low, double high )
{
  std::vector<double> ticks;
  const double step = std::ceil( ( high - low ) / 8 );
  for ( double power = std::floor( low ); step > 0 && power <= high; power += step )
    for ( double digit : { 1.0, 2.0, 5.0 } )
    {
      const double position = power + std::log10( digit );
      if ( position >= low - 1e-9 && position <= high + 1e-9 && ( digit == 1 || high - low < 3 ) )
        ticks.push_back( digit * std::pow( 10.0, power ) );
    }
  return ticks.size() < 2 ? axisTicks( std::pow( 10.0, low ), std::pow( 10.0, high ), 6 ) : ticks;
}

std::vector<std::string> tickLabels( const std::vector<double> &ticks )
{
  // Ticks are sums and products, whose last digits are noise.
  constexpr double noise = 1e-6;
  std::vector<std::string> labels;
  for ( std::size_t i = 0; i < ticks.size(); ++i )
  {
    const std::size_t other = i > 0 ? i - 1 : std::min( i + 1, ticks.size() - 1 );
    const double gap = std::abs( ticks[i] - ticks[other] );
    labels.push_back( label( ticks[i], noise * ( gap > 0 ? gap : std::abs( ticks[i] ) ) ) );
  }
  return labels;
}

} // namespace calving
