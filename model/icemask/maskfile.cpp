#include "model/icemask/maskfile.h"

#include <algorithm>

#include "model/base/calendar.h"
#include "model/error.h"
#include "model/icemask/netcdfarrays.h"
#include "model/raster/pendingraster.h"

namespace calving
{

namespace
{

//! Days from the epoch of the file to that of MaskTime.
double epoch()
{
  return dayNumber( { 2000, 1, 1 } ) - dayNumber( { 1900, 1, 1 } );
}

using Texts = std::vector<std::pair<const char *, const char *>>;

Array madeArray( Group &group, const char *name, const std::vector<Dimension> &dimensions, ArrayType type,
                 const Texts &attributes )
{
  Array array = createArray( group, name, dimensions, type );
  for ( const auto &[key, text] : attributes )
    setAttribute( *array, key, text );
  return array;
}

//! From the lowest row up.
template <typename Value> std::vector<Value> upwards( const std::vector<Value> &values, int width )
{
  std::vector<Value> result( values.size() );
  for ( auto from = values.end(), to = result.begin(); from != values.begin(); to += width )
  {
    from -= width;
    std::copy( from, from + width, to );
  }
  return result;
}

//! The centres of pixels along one axis.
std::vector<double> centres( double start, double step, int count )
{
  std::vector<double> places( count );
  for ( int i = 0; i < count; ++i )
    places[i] = start + ( i + 0.5 ) * step;
  return places;
}

} // namespace

struct MaskFile::Content
{
  PendingRaster file;
  RasterGrid grid;
  //! Closed before the file is moved or removed; arrays before the file.
  NetcdfFile netcdf;
  Dimension time;
  Dimension x;
  Dimension y;
  Array ice;
  Array fraction;
  Array levelSet;
  Array rock;
  Array daysFromFront;

  Content( const std::string &path, const RasterGrid &map )
    : file( path )
    , grid( map )
    , netcdf( path, file.temporaryPath() )
  {
  }

  void makeAxes( const std::vector<MaskTime> &times )
  {
    Group &group = netcdf.group();
    time = createDimension( group, "time", GDAL_DIM_TYPE_TEMPORAL, times.size() );
    y = createDimension( group, "y", GDAL_DIM_TYPE_HORIZONTAL_Y, grid.height );
    x = createDimension( group, "x", GDAL_DIM_TYPE_HORIZONTAL_X, grid.width );
    const Dimension bounds = createDimension( group, "bnds", "", 2 );
    const Array ys = madeArray( group, "y", { y }, ArrayType::Double,
                                { { "standard_name", "projection_y_coordinate" },
                                  { "long_name", "y coordinate of projection" },
                                  { "units", "m" },
                                  { "axis", "Y" } } );
    writeAll( *ys, centres( grid.toMap( 0, grid.height )[1], -grid.transform[5], grid.height ) );
    const Array xs = madeArray( group, "x", { x }, ArrayType::Double,
                                { { "standard_name", "projection_x_coordinate" },
                                  { "long_name", "x coordinate of projection" },
                                  { "units", "m" },
                                  { "axis", "X" } } );
    writeAll( *xs, centres( grid.toMap( 0, 0 )[0], grid.transform[1], grid.width ) );
    const Array moments = madeArray( group, "time", { time }, ArrayType::Double,
                                     { { "standard_name", "time" },
                                       { "long_name", "time" },
                                       { "units", "days since 1900-01-01 00:00:00" },
                                       { "calendar", "standard" },
                                       { "axis", "T" },
                                       { "bounds", "time_bnds" } } );
    const Array spans = madeArray( group, "time_bnds", { time, bounds }, ArrayType::Double, {} );
    std::vector<double> at;
    std::vector<double> ends;
    for ( const MaskTime &one : times )
    {
      at.push_back( epoch() + one.at );
      ends.insert( ends.end(), { epoch() + one.begin, epoch() + one.end } );
    }
    writeAll( *moments, at );
    writeAll( *spans, ends );
  }

  void makeMasks()
  {
    Group &group = netcdf.group();
    const std::vector<Dimension> all{ time, y, x };
    ice = madeArray( group, "ice_mask", all, ArrayType::Byte,
                     { { "long_name", iceMaskTitle },
                       { "units", "1" },
                       { "flag_meanings", "no_ice ice" },
                       { "cell_methods", "time: point" },
                       { "comment", "1 where ice covers at least half of what is no rock" } } );
    rock = madeArray( group, "rock_mask", { y, x }, ArrayType::Byte,
                      { { "long_name", "rock mask" },
                        { "units", "1" },
                        { "flag_meanings", "no_rock rock" },
                        { "comment", "1 where at least half is ice-free land; 1 - 2 * (ice_mask + "
                                     "rock_mask) is negative on ice and land" } } );
    fraction = madeArray( group, "land_ice_area_fraction_retreat", all, ArrayType::Float,
                          { { "long_name", "share of the area that may be ice" },
                            { "units", "1" },
                            { "cell_methods", "time: point" },
                            { "comment", "1 less the share that is ocean, counted at 8 x 8 points of each "
                                         "cell" } } );
    levelSet = madeArray( group, "ice_levelset", all, ArrayType::Float,
                          { { "long_name", "signed distance to the edge of the ocean, negative on ice and "
                                           "land" },
                            { "units", "m" },
                            { "cell_methods", "time: point" } } );
    daysFromFront =
        madeArray( group, "days_from_front", { time }, ArrayType::Double,
                   { { "long_name", "time to the nearest observed front" }, { "units", "days" } } );
    for ( const Array &mask : { ice, rock } )
      setFlags( *mask, { 0, 1 } );
    for ( const Array &map : { ice, rock, fraction, levelSet } )
      setSystem( *map, grid.crs );
    describeSystem( group, grid.crs );
  }
};

MaskFile::MaskFile( const std::string &path, const RasterGrid &grid, const std::vector<MaskTime> &times,
                    const std::map<std::string, std::string> &attributes )
  : mContent( std::make_unique<Content>( path, grid ) )
{
  for ( const auto &[key, text] : attributes )
    setAttribute( mContent->netcdf.group(), key, text );
  mContent->makeAxes( times );
  mContent->makeMasks();
}

MaskFile::~MaskFile() = default;

void MaskFile::writeRock( const MaskGround &ground )
{
  std::vector<std::uint8_t> rock( ground.rock.size() );
  for ( std::size_t i = 0; i < rock.size(); ++i )
    rock[i] = ground.isRock( i );
  writeAll( *mContent->rock, upwards( rock, mContent->grid.width ) );
}

void MaskFile::writeDaysFromFront( const std::vector<double> &days )
{
  writeAll( *mContent->daysFromFront, days );
}

void MaskFile::write( std::size_t index, const MaskSlice &slice )
{
  const int width = mContent->grid.width;
  writeSlice( *mContent->ice, index, upwards( slice.ice, width ) );
  writeSlice( *mContent->fraction, index, upwards( slice.fraction, width ) );
  writeSlice( *mContent->levelSet, index, upwards( slice.levelSet, width ) );
}

void MaskFile::commit()
{
  for ( Array *array : { &mContent->ice, &mContent->fraction, &mContent->levelSet, &mContent->rock,
                         &mContent->daysFromFront } )
    array->reset();
  for ( Dimension *dimension : { &mContent->time, &mContent->x, &mContent->y } )
    dimension->reset();
  mContent->netcdf.close();
  mContent->file.commit();
}

} // namespace calving
