#include "model/sar/calibration/radiometry.h"

#include <algorithm>
#include <limits>

#include "model/sar/product/imageheader.h"
#include "model/sar/product/xmlnode.h"

namespace calving
{

namespace
{

constexpr std::size_t largestFile = 64u << 20;
// Tables of every pixel are made of each vector; real products have up to some hundred.
constexpr std::size_t mostVectors = 1000;

template <typename Vector> void demandUsualNumber( const std::vector<Vector> &vectors, const XmlNode &node )
{
  if ( vectors.empty() || vectors.size() > mostVectors )
    throw node.error( "should hold 1 to 1000 vectors, not " + std::to_string( vectors.size() ) );
}

//! Positions along a line or column: rising, and at least \a least of them.
std::vector<int> positions( const XmlNode &node, const std::string &path, std::size_t least )
{
  std::vector<int> values = node.integers( path );
  if ( values.size() < least ||
       std::adjacent_find( values.begin(), values.end(), std::greater_equal<int>() ) != values.end() )
    throw node.at( path ).error( "should hold rising positions, at least " + std::to_string( least ) );
  return values;
}

//! One value for each of \a count positions, none below \a lowest.
std::vector<float> valuesAt( const XmlNode &node, const std::string &path, std::size_t count, float lowest )
{
  const std::vector<double> numbers = node.numbers( path );
  if ( numbers.size() != count )
    throw node.at( path ).error( "holds " + std::to_string( numbers.size() ) + " values for " +
                                 std::to_string( count ) + " positions" );
  std::vector<float> values( numbers.begin(), numbers.end() );
  for ( const float value : values )
    if ( !( value >= lowest ) || value > std::numeric_limits<float>::max() )
      throw node.at( path ).error( "holds values out of range" );
  return values;
}

template <typename Vector> void sortByLine( std::vector<Vector> &vectors )
{
  std::stable_sort( vectors.begin(), vectors.end(),
                    []( const Vector &a, const Vector &b ) { return a.line < b.line; } );
}

NoiseRangeVector rangeVector( const XmlNode &node, const std::string &lut )
{
  NoiseRangeVector vector{
      node.time( "azimuthTime" ), node.integer( "line" ), positions( node, "pixel", 2 ), {} };
  vector.values = valuesAt( node, lut, vector.pixels.size(), 0 );
  return vector;
}

//! The files of an SLC do not bound the blocks: one covers the whole sub-swath.
SwathBounds blockOf( const XmlNode &node )
{
  constexpr int end = std::numeric_limits<int>::max();
  if ( !node.has( "firstAzimuthLine" ) )
    return { node.text( "swath" ), 0, 0, end, end };
  return { node.text( "swath" ), node.integer( "firstAzimuthLine" ), node.integer( "firstRangeSample" ),
           node.integer( "lastAzimuthLine" ), node.integer( "lastRangeSample" ) };
}

} // namespace

CalibrationData parseCalibration( const std::string &xml, const std::string &name )
{
  const XmlNode root = XmlNode::parse( xml, name, "calibration" );
  CalibrationData data;
  data.header = readImageHeader( root );
  const XmlNode list = root.at( "calibrationVectorList" );
  for ( const XmlNode &node : list.all( "calibrationVector" ) )
  {
    CalibrationVector vector;
    vector.azimuthTime = node.time( "azimuthTime" );
    vector.line = node.integer( "line" );
    vector.pixels = positions( node, "pixel", 2 );
    constexpr float smallest = 1e-12f; // an A of 0 would mean infinite backscatter
    vector.sigmaNought = valuesAt( node, "sigmaNought", vector.pixels.size(), smallest );
    vector.betaNought = valuesAt( node, "betaNought", vector.pixels.size(), smallest );
    vector.gamma = valuesAt( node, "gamma", vector.pixels.size(), smallest );
    data.vectors.push_back( std::move( vector ) );
  }
  demandUsualNumber( data.vectors, list );
  const std::vector<double> numbers = list.at( "calibrationVector" ).numbers( "dn" );
  data.digitalNumber = numbers.empty() ? 0.0 : numbers.front();
  sortByLine( data.vectors );
  return data;
}

NoiseData parseNoise( const std::string &xml, const std::string &name )
{
  const XmlNode root = XmlNode::parse( xml, name, "noise" );
  NoiseData data;
  data.header = readImageHeader( root );
  for ( const XmlNode &node : root.all( "noiseVectorList/noiseVector" ) )
    data.range.push_back( rangeVector( node, "noiseLut" ) );
  for ( const XmlNode &node : root.all( "noiseRangeVectorList/noiseRangeVector" ) )
    data.range.push_back( rangeVector( node, "noiseRangeLut" ) );
  demandUsualNumber( data.range, root );
  sortByLine( data.range );
  for ( const XmlNode &node : root.all( "noiseAzimuthVectorList/noiseAzimuthVector" ) )
  {
    data.azimuth.push_back( { blockOf( node ), positions( node, "line", 1 ), {} } );
    data.azimuth.back().values = valuesAt( node, "noiseAzimuthLut", data.azimuth.back().lines.size(), 0 );
  }
  return data;
}

CalibrationData readCalibration( const std::string &path )
{
  return parseCalibration( readTextFile( path, largestFile ), path );
}

NoiseData readNoise( const std::string &path )
{
  return parseNoise( readTextFile( path, largestFile ), path );
}

} // namespace calving
