#include "model/sar/rastersource.h"

#include <algorithm>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "model/error.h"
#include "model/raster/raster.h"

namespace calving
{

//! Open files that wait for the next reader. Never more than as many as there are processors.
struct RasterSource::Pool
{
  std::string path;
  int band = 1;
  RasterGrid grid;
  std::optional<double> noData;
  int limit = 1;

  std::mutex mutex;
  std::condition_variable returned;
  std::vector<std::unique_ptr<RasterReader>> idle;
  int opened = 0;

  std::unique_ptr<RasterReader> borrow()
  {
    std::unique_lock<std::mutex> lock( mutex );
    returned.wait( lock, [this] { return !idle.empty() || opened < limit; } );
    if ( idle.empty() )
    {
      auto reader = std::make_unique<RasterReader>( path );
      ++opened;
      return reader;
    }
    std::unique_ptr<RasterReader> reader = std::move( idle.back() );
    idle.pop_back();
    return reader;
  }

  void giveBack( std::unique_ptr<RasterReader> reader )
  {
    {
      const std::lock_guard<std::mutex> lock( mutex );
      idle.push_back( std::move( reader ) );
    }
    returned.notify_one();
  }
};

namespace
{

//! Gives a borrowed reader back however the block is left.
template <typename Pool> class Loan
{
public:
  explicit Loan( Pool &pool )
    : mPool( pool )
    , mReader( pool.borrow() )
  {
  }
  ~Loan() { mPool.giveBack( std::move( mReader ) ); }
  Loan( const Loan & ) = delete;

  const RasterReader &operator*() const { return *mReader; }

private:
  Pool &mPool;
  std::unique_ptr<RasterReader> mReader;
};

} // namespace

RasterSource::RasterSource( const std::string &path, int band )
  : mPool( std::make_unique<Pool>() )
{
  auto reader = std::make_unique<RasterReader>( path );
  if ( band < 1 || band > reader->bands() )
    throw Error( "Raster " + path + " has " + std::to_string( reader->bands() ) + " band(s), but band " +
                 std::to_string( band ) + " was asked for." );
  mPool->path = path;
  mPool->band = band;
  mPool->grid = reader->grid();
  mPool->noData = reader->noData( band );
  const bool zipped = path.rfind( "/vsizip/", 0 ) == 0 || path.rfind( "/vsigzip/", 0 ) == 0;
  mPool->limit = zipped ? 1 : std::max( 1, static_cast<int>( std::thread::hardware_concurrency() ) );
  mPool->opened = 1;
  mPool->idle.push_back( std::move( reader ) );
}

RasterSource::~RasterSource() = default;

int RasterSource::width() const
{
  return mPool->grid.width;
}

int RasterSource::height() const
{
  return mPool->grid.height;
}

void RasterSource::read( const Window &window, float *values ) const
{
  ( *Loan<Pool>( *mPool ) ).readBand( mPool->band, window, values );
  if ( !mPool->noData )
    return;
  const std::size_t count = static_cast<std::size_t>( window.width ) * window.height;
  const float noData = static_cast<float>( *mPool->noData );
  std::replace( values, values + count, noData, std::numeric_limits<float>::quiet_NaN() );
}

} // namespace calving
