#include "model/raster/readerdataset.h"

#include <algorithm>
#include <limits>

#include "model/raster/gdalraster.h"

namespace calving
{

namespace
{

class ReaderDataset : public GDALDataset
{
public:
  ReaderDataset( RasterReader reader, int band );

  const RasterReader &reader() const { return mReader; }
  CPLErr GetGeoTransform( double *transform ) override;
  const OGRSpatialReference *GetSpatialRef() const override
  {
    return mReference.IsEmpty() ? nullptr : &mReference;
  }

private:
  RasterReader mReader;
  OGRSpatialReference mReference;
};

class ReaderBand : public GDALRasterBand
{
public:
  ReaderBand( ReaderDataset &dataset, int band )
    : mReader( dataset.reader() )
    , mNumber( band )
  {
    poDS = &dataset;
    nBand = 1;
    eDataType = GDT_Float32;
    nRasterXSize = mReader.width();
    nRasterYSize = mReader.height();
    const auto [width, height] = mReader.blockSize();
    nBlockXSize = width;
    // Files of single rows are read some at a time.
    constexpr int fewPixels = 1 << 16;
    nBlockYSize = std::min( nRasterYSize, std::max( height, fewPixels / std::max( 1, width ) ) );
  }

  double GetNoDataValue( int *has ) override
  {
    if ( has )
      *has = TRUE;
    return std::numeric_limits<double>::quiet_NaN();
  }

protected:
  CPLErr IReadBlock( int column, int row, void *block ) override
  {
    const int x = column * nBlockXSize;
    const int y = row * nBlockYSize;
    const Window window{ x, y, std::min( nBlockXSize, nRasterXSize - x ),
                         std::min( nBlockYSize, nRasterYSize - y ) };
    try
    {
      auto *values = static_cast<float *>( block );
      if ( window.width == nBlockXSize )
      {
        mReader.readBand( mNumber, window, values );
        return CE_None;
      }
      const std::vector<float> part = mReader.readBand( mNumber, window );
      for ( int line = 0; line < window.height; ++line )
        std::copy_n( part.data() + static_cast<std::size_t>( line ) * window.width, window.width,
                     values + static_cast<std::size_t>( line ) * nBlockXSize );
      return CE_None;
    }
    catch ( const Error &e )
    {
      CPLError( CE_Failure, CPLE_AppDefined, "%s", e.what() );
      return CE_Failure;
    }
  }

private:
  const RasterReader &mReader;
  int mNumber;
};

ReaderDataset::ReaderDataset( RasterReader reader, int band )
  : mReader( std::move( reader ) )
  , mReference( spatialReference( mReader.grid().crs ) )
{
  nRasterXSize = mReader.width();
  nRasterYSize = mReader.height();
  SetBand( 1, new ReaderBand( *this, band ) ); // the dataset's own
}

CPLErr ReaderDataset::GetGeoTransform( double *transform )
{
  std::copy_n( mReader.grid().transform.begin(), 6, transform );
  return mReader.grid().hasTransform ? CE_None : CE_Failure;
}

} // namespace

GDALDatasetUniquePtr asDataset( RasterReader reader, int band )
{
  return GDALDatasetUniquePtr( new ReaderDataset( std::move( reader ), band ) );
}

} // namespace calving
