#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "model/train/data/pairsource.h"
#include "model/train/data/random.h"

/**
 * Unlabelled scenes in memory: a dark sea beside a bright glacier, whose front moves from scene to scene.
 *
 * Band c of the optical image is 16 * c + 20 over the glacier and 255 - 16 * c over the sea. Scene i belongs
 * to glacier A, B, C, ... in turn. Counts the pixels that are read.
 */
class TestPairs : public calving::PairSource
{
public:
  struct Reads
  {
    std::atomic<std::int64_t> grey{ 0 };
    std::atomic<std::int64_t> target{ 0 };
    std::atomic<std::int64_t> largestWindow{ 0 };
  };

  TestPairs( int count, int width, int height, int glaciers = 2, int channels = 14 )
    : mReads( std::make_shared<Reads>() )
    , mChannels( channels )
  {
    for ( int i = 0; i < count; ++i )
      mInfos.push_back( described( i, width, height, glaciers ) );
  }

  std::vector<calving::SceneInfo> &infos() { return mInfos; }
  Reads &reads() { return *mReads; }

  int count() const override { return static_cast<int>( mInfos.size() ); }
  const calving::SceneInfo &info( int pair ) const override { return mInfos[pair]; }
  int targetChannels() const override { return mChannels; }

  std::vector<std::uint8_t> readGrey( int pair, const calving::Window &window ) override
  {
    mReads->grey += note( window );
    std::vector<std::uint8_t> values;
    for ( int y = window.y; y < window.y + window.height; ++y )
      for ( int x = window.x; x < window.x + window.width; ++x )
        values.push_back(
            static_cast<std::uint8_t>( ( isGlacier( pair, x ) ? 190 : 50 ) + noise( pair, x, y ) ) );
    return values;
  }

  std::vector<std::uint8_t> readTarget( int pair, const calving::Window &window ) override
  {
    mReads->target += note( window );
    std::vector<std::uint8_t> values;
    for ( int channel = 0; channel < mChannels; ++channel )
      for ( int y = 0; y < window.height; ++y )
        for ( int x = window.x; x < window.x + window.width; ++x )
          values.push_back(
              static_cast<std::uint8_t>( isGlacier( pair, x ) ? 16 * channel + 20 : 255 - 16 * channel ) );
    return values;
  }

  std::unique_ptr<calving::PairSource> clone() const override { return std::make_unique<TestPairs>( *this ); }

private:
  static calving::SceneInfo described( int number, int width, int height, int glaciers )
  {
    calving::SceneInfo info;
    info.glacier = std::string( 1, static_cast<char>( 'A' + number % glaciers ) );
    info.date = "2020-01-" + std::to_string( 10 + number / glaciers );
    info.name = info.glacier + "_" + info.date;
    info.width = width;
    info.height = height;
    info.pixelSizeMetres = { 40, 40 };
    return info;
  }

  std::int64_t note( const calving::Window &window )
  {
    const std::int64_t pixels = static_cast<std::int64_t>( window.width ) * window.height;
    std::int64_t largest = mReads->largestWindow;
    while ( pixels > largest && !mReads->largestWindow.compare_exchange_weak( largest, pixels ) )
      continue;
    return pixels;
  }

  bool isGlacier( int pair, int x ) const { return x < mInfos[pair].width * ( 4 + pair % 3 ) / 10; }

  static int noise( int pair, int x, int y )
  {
    return static_cast<int>( calving::mixBits( ( pair * 7919 + x ) * 104729ULL + y ) % 61 ) - 30;
  }

  std::vector<calving::SceneInfo> mInfos;
  std::shared_ptr<Reads> mReads;
  int mChannels;
};
