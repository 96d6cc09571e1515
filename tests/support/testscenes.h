#pragma once

#include <cmath>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "model/train/data/random.h"
#include "model/train/data/scenesource.h"

/**
 * Scenes in memory: a dark, smooth sea on the right, a bright, rough glacier on the left, rock at the top.
 *
 * The front is a straight line that moves from scene to scene. Scene i belongs to glacier A, B, C, ... in
 * turn.
 */
class TestScenes : public calving::SceneSource
{
public:
  struct Scene
  {
    calving::SceneInfo info;
    std::vector<std::uint8_t> grey;
    std::vector<std::uint8_t> zones;
  };

  TestScenes( int count, int width, int height, int glaciers = 2 )
    : mScenes( std::make_shared<std::vector<Scene>>() )
  {
    for ( int i = 0; i < count; ++i )
      mScenes->push_back( fjord( i, width, height, glaciers ) );
  }

  std::vector<Scene> &scenes() { return *mScenes; }

  int count() const override { return static_cast<int>( mScenes->size() ); }
  const calving::SceneInfo &info( int scene ) const override { return ( *mScenes )[scene].info; }
  std::vector<std::uint8_t> readGrey( int scene, const calving::Window &window ) override
  {
    return cut( ( *mScenes )[scene].grey, scene, window );
  }
  std::vector<std::uint8_t> readZones( int scene, const calving::Window &window ) override
  {
    return cut( ( *mScenes )[scene].zones, scene, window );
  }
  std::vector<std::uint8_t> readFront( int ) override { return {}; }
  std::unique_ptr<calving::SceneSource> clone() const override
  {
    return std::make_unique<TestScenes>( *this );
  }

private:
  static Scene fjord( int number, int width, int height, int glaciers )
  {
    Scene scene;
    const int glacier = number % glaciers;
    const int day = 1 + number / glaciers;
    scene.info = { std::string( 1, static_cast<char>( 'A' + glacier ) ) + "_2020-01-" +
                       ( day < 10 ? "0" : "" ) + std::to_string( day ),
                   std::string( 1, static_cast<char>( 'A' + glacier ) ),
                   std::string( "2020-01-" ) + ( day < 10 ? "0" : "" ) + std::to_string( day ),
                   "S1",
                   width,
                   height,
                   { 50, 50 },
                   false };
    calving::CounterRandom random( 7, 0, number );
    const int front = width / 2 + static_cast<int>( random.uniform( -0.15, 0.15 ) * width );
    for ( int y = 0; y < height; ++y )
      for ( int x = 0; x < width; ++x )
      {
        const int zone = y < height / 5 ? 1 : ( x < front ? 2 : 3 );
        const double mean = zone == 1 ? 110 : ( zone == 2 ? 190 : 40 );
        scene.zones.push_back( static_cast<std::uint8_t>( zone ) );
        scene.grey.push_back( static_cast<std::uint8_t>( mean + random.uniform( -30, 30 ) ) );
      }
    return scene;
  }

  std::vector<std::uint8_t> cut( const std::vector<std::uint8_t> &values, int scene,
                                 const calving::Window &window ) const
  {
    std::vector<std::uint8_t> result;
    for ( int y = window.y; y < window.y + window.height; ++y )
    {
      const auto row = values.begin() + static_cast<std::ptrdiff_t>( y ) * info( scene ).width;
      result.insert( result.end(), row + window.x, row + window.x + window.width );
    }
    return result;
  }

  std::shared_ptr<std::vector<Scene>> mScenes;
};
