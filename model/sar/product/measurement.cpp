#include "model/sar/product/measurement.h"

#include <complex>
#include <limits>

#include <cpl_vsi.h>

#include "model/base/regularfile.h"
#include "model/error.h"
#include "model/sar/stream/readerpool.h"
#include "model/sar/stream/vectorised.h"

namespace calving
{

namespace
{

constexpr float noData = std::numeric_limits<float>::quiet_NaN();

CALVING_VECTORISED
void square( float *values, std::size_t count )
{
  for ( std::size_t i = 0; i < count; ++i )
    values[i] = values[i] == 0.0f ? noData : values[i] * values[i];
}

void power( const std::vector<std::complex<float>> &numbers, float *values )
{
  for ( std::size_t i = 0; i < numbers.size(); ++i )
  {
    const float sum = numbers[i].real() * numbers[i].real() + numbers[i].imag() * numbers[i].imag();
    values[i] = sum == 0.0f ? noData : sum;
  }
}

/**
 * The name by which GDAL opens the first image of \a path as a GeoTIFF and in no other way, nor what lies
 * beside it: by its own name, a file of another format could have it read further files, or the network.
 */
std::string asGeoTiff( const std::string &path )
{
  requireRegularFile( path );
  return "GTIFF_DIR:1:" + path;
}

class Measurement : public BlockSource
{
public:
  Measurement( const SarImage &image )
    : mPool( asGeoTiff( image.measurementPath ), RasterContent::Stored )
    , mWidth( image.annotation.width )
    , mHeight( image.annotation.height )
    , mIsComplex( !image.annotation.isGroundRange() )
  {
  }

  using BlockSource::read;
  int width() const override { return mWidth; }
  int height() const override { return mHeight; }

  void checkSize() const
  {
    const ReaderPool::Loan reader = mPool.lend();
    if ( reader->width() != mWidth || reader->height() != mHeight )
      throw Error( "The measurement has " + std::to_string( reader->width() ) + " x " +
                   std::to_string( reader->height() ) + " pixels, but the annotation says " +
                   std::to_string( mWidth ) + " x " + std::to_string( mHeight ) );
  }

  void read( const Window &window, float *values ) const override
  {
    try
    {
      readPower( window, values );
    }
    catch ( const Error &e )
    {
      throw Error( std::string( "The measurement is damaged or incomplete. Download the product again. (" ) +
                   e.what() + ")" );
    }
  }

private:
  void readPower( const Window &window, float *values ) const
  {
    const ReaderPool::Loan reader = mPool.lend();
    if ( mIsComplex )
      power( reader->readComplex( window ), values );
    else
    {
      reader->readBand( 1, window, values );
      square( values, static_cast<std::size_t>( window.width ) * window.height );
    }
    // The rows are hardly read again, but GDAL would keep a gigabyte of them. In an archive going back costs
    // more.
    if ( !mPool.isCompressed() )
      reader->forgetBlocks();
  }

  mutable ReaderPool mPool;
  int mWidth;
  int mHeight;
  bool mIsComplex;
};

} // namespace

bool hasMeasurement( const SarImage &image )
{
  constexpr vsi_l_offset largestStub = 100;
  VSIStatBufL status;
  const std::string &path = image.measurementPath;
  return !path.empty() && VSIStatL( path.c_str(), &status ) == 0 &&
         ( !VSI_ISREG( status.st_mode ) || static_cast<vsi_l_offset>( status.st_size ) > largestStub );
}

std::shared_ptr<const BlockSource> openMeasurement( const Product &product, const SarImage &image )
{
  const ImageHeader &header = image.annotation.header;
  if ( !hasMeasurement( image ) )
    throw Error( "The product " + product.name + " has no measurement of " + header.swath + " " +
                 header.polarisation +
                 ": only its metadata can be read. Download the product again, complete." );
  try
  {
    const auto measurement = std::make_shared<Measurement>( image );
    measurement->checkSize();
    return measurement;
  }
  catch ( const Error &e )
  {
    throw Error( "The measurement of " + header.swath + " " + header.polarisation + " in the product " +
                 product.name + " is damaged or incomplete. Download the product again. (" + e.what() + ")" );
  }
}

} // namespace calving
