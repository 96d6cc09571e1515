#include "model/sar/terrain/terrain.h"

#include <algorithm>
#include <cmath>

#include "model/base/numbertext.h"
#include "model/raster/gdalraster.h"
#include "model/sar/terrain/demsource.h"
#include "model/scene/pixelvalues.h"

namespace calving
{

namespace
{

//! The same height everywhere.
class ConstantHeight : public BlockSource
{
public:
  ConstantHeight( const GroundGrid &grid, double height )
    : mWidth( grid.width )
    , mHeight( grid.height )
    , mValue( static_cast<float>( height ) )
  {
  }
  using BlockSource::read;
  int width() const override { return mWidth; }
  int height() const override { return mHeight; }
  void read( const Window &window, float *values ) const override
  {
    std::fill_n( values, static_cast<std::size_t>( window.width ) * window.height, mValue );
  }

private:
  int mWidth;
  int mHeight;
  float mValue;
};

//! The height in the file at map coordinates (x, y); NaN where there is none.
double heightAt( const DemRaster &dem, double x, double y )
{
  const RasterGrid &grid = dem.grid();
  const std::array<double, 2> position = grid.toPixel( x, y );
  const double turn = dem.turn();
  for ( const double turns : { 0.0, -1.0, 1.0 } )
  {
    const double column = std::floor( position[0] + turns * turn );
    const double row = std::floor( position[1] );
    if ( column >= 0 && row >= 0 && column < grid.width && row < grid.height )
      return dem.averaged( { static_cast<int>( column ), static_cast<int>( row ), 1, 1 }, 1 ).front();
  }
  return NAN;
}

//! What the vertical part of a coordinate reference system says; empty where it has none or no name.
std::string verticalName( const OGRSpatialReference &reference )
{
  if ( reference.IsCompound() )
  {
    const char *name = reference.GetAttrValue( "COMPD_CS|VERT_CS" );
    return name && !EQUAL( name, "unknown" ) && !EQUAL( name, "unnamed" ) ? name : "";
  }
  return reference.IsGeographic() && reference.GetAxesCount() == 3 ? "ellipsoidal height" : "";
}

bool contradicts( const std::string &vertical, VerticalDatum datum )
{
  const auto names = [&vertical]( const char *word ) { return vertical.find( word ) != std::string::npos; };
  switch ( datum )
  {
  case VerticalDatum::Ellipsoid:
    return !names( "llipsoid" );
  case VerticalDatum::Egm96:
    return !names( "EGM96" );
  default:
    return !names( "EGM2008" );
  }
}

} // namespace

void informOfHeights( const TerrainOptions &options, const Feedback &feedback )
{
  if ( options.dem.isEmpty() )
    return;
  const RasterReader dem( options.dem, RasterContent::Heights );
  if ( const std::string remark = dem.remark(); !remark.empty() )
    feedback.inform( remark );
  const std::vector<float> heights = sampleValues( dem, 1, feedback );
  if ( heights.empty() )
    throw Error( "The terrain model " + options.dem.path + " holds no height from -500 to 9000 m" +
                 ( dem.ruledOut()
                       ? ", but values such as " + numberText( *dem.ruledOut() ) +
                             ". If they count downwards, as depths do, or in another unit, turn or "
                             "convert them first, in QGIS with the raster calculator."
                       : std::string( ": all of it is “no data”. Choose another." ) ) );
  const auto [lowest, highest] = std::minmax_element( heights.begin(), heights.end() );
  feedback.inform( "Heights of the terrain model " + options.dem.path + " lie between " +
                   numberText( *lowest, Decimals{ 0 } ) + " and " + numberText( *highest, Decimals{ 0 } ) + " m." );
  // Land reaches above the sea somewhere.
  constexpr float lowLand = 0;
  if ( *highest <= lowLand && *lowest < *highest )
    feedback.warn(
        "The terrain model " + options.dem.path +
        " has no height above 0 m. If its heights count downwards, as depths do, turn them first, in "
        "QGIS with the raster calculator." );
}

void warnOfHeights( const TerrainOptions &options, const Feedback &feedback )
{
  const double height = *options.ruledOut;
  if ( std::isfinite( height ) )
    feedback.warn(
        "The terrain model " + options.dem.path + " holds " + numberText( height ) +
        ", which is no height on Earth: such pixels are taken for holes, where the height of the sea counts. "
        "Declare the no-data value, in QGIS with “Translate” or with gdal_edit -a_nodata, to be rid of "
        "this warning." );
}

const char *nameOf( VerticalDatum datum )
{
  return datum == VerticalDatum::Ellipsoid ? "the ellipsoid"
         : datum == VerticalDatum::Egm96   ? "EGM96"
                                           : "EGM2008";
}

std::string datumContradiction( const TerrainOptions &options )
{
  if ( options.dem.isEmpty() )
    return {};
  const std::string vertical = verticalName( spatialReference( RasterReader( options.dem ).grid().crs ) );
  // A geoid grid of the user's may be of any geoid; heights above the ellipsoid use it for the sea alone.
  const bool ownGeoid = !options.geoidFile.empty() && options.datum != VerticalDatum::Ellipsoid;
  const bool ellipsoidal = !contradicts( vertical, VerticalDatum::Ellipsoid );
  if ( vertical.empty() || !contradicts( vertical, options.datum ) || ( ownGeoid && !ellipsoidal ) )
    return {};
  return "The coordinate reference system of the terrain model " + options.dem.path +
         " says that its heights are “" + vertical + "”, but they are taken as heights above " +
         nameOf( options.datum ) +
         ", as asked. If the file is right, choose its datum instead: heights may be wrong by up to 100 m.";
}

std::shared_ptr<const BlockSource> terrainHeights( const TerrainOptions &options, const GroundGrid &grid )
{
  if ( options.dem.isEmpty() )
    return std::make_shared<ConstantHeight>( grid, options.height );
  return std::make_shared<DemSource>( std::make_shared<DemRaster>( options ), grid );
}

TerrainSurvey surveyTerrain( const TerrainOptions &options, const std::vector<std::array<double, 2>> &places )
{
  if ( options.dem.isEmpty() )
    return { options.height, options.height, 1.0 };
  const DemRaster dem( options );
  std::vector<double> x;
  std::vector<double> y;
  for ( const std::array<double, 2> &place : places )
  {
    x.push_back( place[0] );
    y.push_back( place[1] );
  }
  MapTransform( geographicCrs, dem.grid().crs ).apply( x, y );
  TerrainSurvey survey{ HUGE_VAL, -HUGE_VAL, 0 };
  for ( std::size_t i = 0; i < places.size(); ++i )
  {
    const double height = heightAt( dem, x[i], y[i] );
    const bool known = std::isfinite( height );
    const double sea = dem.sea( places[i][0], places[i][1] );
    const double lifted = ( known ? height : sea ) + dem.lift( places[i][0], places[i][1] );
    survey.lowest = std::min( survey.lowest, lifted );
    survey.highest = std::max( survey.highest, lifted );
    survey.covered += known ? 1.0 / static_cast<double>( places.size() ) : 0.0;
  }
  return survey;
}

} // namespace calving
