#include "model/train/adapt/requireadaptable.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <memory>
#include <set>
#include <vector>

#include "model/base/listednames.h"
#include "model/error.h"
#include "model/geometry/maptransform.h"
#include "model/scene/zone.h"
#include "model/scene/zonenames.h"
#include "model/train/data/polygonscenes.h"
#include "model/train/report/frontscores.h"

namespace calving
{

namespace
{

std::bitset<4> classesOf( PolygonScenes &scenes, int scene )
{
  std::bitset<4> found;
  for ( const std::uint8_t zone : scenes.readZones( scene, wholeScene( scenes.info( scene ) ) ) )
    found.set( zone );
  found.reset( static_cast<std::size_t>( Zone::NotAvailable ) );
  return found;
}

void requireZones( PolygonScenes &scenes, int scene )
{
  const std::string zonesOf = "The zones of the scene " + scenes.info( scene ).name;
  const std::string mend =
      " Draw the ocean and the glacier on both sides of its front, or leave the scene out.";
  const std::bitset<4> found = classesOf( scenes, scene );
  if ( found.none() )
    throw Error( zonesOf + " hold neither rock nor glacier nor ocean." + mend );
  for ( std::uint8_t zone = 1; zone < 4; ++zone )
    if ( found.count() == 1 && found[zone] )
      throw Error( zonesOf + " are " + nameOfZone( zone ) + " alone." + mend );
  for ( const Zone zone : { Zone::Ocean, Zone::Glacier } )
    if ( !found[static_cast<std::size_t>( zone )] )
      throw Error( zonesOf + " hold no " + nameOfZone( static_cast<std::uint8_t>( zone ) ) + "." + mend );
}

//! Whether the rectangle around \a b, as \a a has its pixels, touches \a a.
bool overlap( const RasterGrid &a, const RasterGrid &b )
{
  std::vector<std::array<double, 2>> corners;
  for ( const double column : { 0, b.width } )
    for ( const double row : { 0, b.height } )
      corners.push_back( b.toMap( column, row ) );
  if ( a.crs != b.crs )
    corners = MapTransform( b.crs, a.crs ).applied( corners );
  std::array<double, 2> least{ 1e300, 1e300 };
  std::array<double, 2> greatest{ -1e300, -1e300 };
  for ( const std::array<double, 2> &corner : corners )
  {
    const std::array<double, 2> pixel = a.toPixel( corner[0], corner[1] );
    for ( int axis = 0; axis < 2; ++axis )
    {
      least[axis] = std::min( least[axis], pixel[axis] );
      greatest[axis] = std::max( greatest[axis], pixel[axis] );
    }
  }
  return greatest[0] > 0 && greatest[1] > 0 && least[0] < a.width && least[1] < a.height;
}

std::set<std::string> glaciersNamed( const PolygonScenes &scenes )
{
  std::set<std::string> names;
  for ( int i = 0; i < scenes.count(); ++i )
    // A raster that tells no glacier has one of its own.
    if ( scenes.info( i ).glacier != scenes.info( i ).name )
      names.insert( scenes.info( i ).glacier );
  return names;
}

} // namespace

void requireAdaptable( PolygonScenes &scenes, const std::string &glacier, const Feedback &feedback )
{
  const std::set<std::string> glaciers = glaciersNamed( scenes );
  if ( glacier.empty() && glaciers.size() > 1 )
    throw Error( "By their names the scenes show several glaciers: " + listedNames( glaciers ) +
                 ". A model is adapted to one: leave the others out, or name the one as GLACIER." );
  for ( int i = 0; i < scenes.count(); ++i )
  {
    const SceneInfo &info = scenes.info( i );
    if ( info.date.empty() )
      throw Error( "The date of the scene " + info.name +
                   " is not known. Name its file Glacier_YYYY-MM-DD_Sensor, or leave it out." );
    if ( !overlap( scenes.grid( 0 ), scenes.grid( i ) ) )
      throw Error( "The scene " + info.name + " lies in another place than " + scenes.info( 0 ).name +
                   ". A model is adapted to one glacier: leave one of them out." );
    requireZones( scenes, i );
    const std::vector<std::uint8_t> front = referenceFront( scenes, i );
    if ( std::none_of( front.begin(), front.end(), []( std::uint8_t value ) { return value != 0; } ) )
      feedback.warn( "The zones of the scene " + info.name +
                     " have no front of 750 m or more: ocean and glacier hardly touch. Look at them." );
  }
}

std::string glacierOf( const PolygonScenes &scenes, const std::string &glacier )
{
  const std::set<std::string> glaciers = glaciersNamed( scenes );
  return glacier.empty() && glaciers.size() == 1 ? *glaciers.begin() : glacier;
}

} // namespace calving
