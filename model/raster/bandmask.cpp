#include "model/raster/bandmask.h"

namespace calving
{

BandMask::BandMask( GDALDataset &dataset, int number, const std::string &path )
  : mPath( path )
{
  // "No data" is no matter of masks: where there is a mask, too, GDAL forgets the value.
  GDALRasterBand &band = *dataset.GetRasterBand( number );
  const int flags = band.GetMaskFlags();
  const bool isOfFile = !( flags & ( GMF_ALL_VALID | GMF_ALPHA ) ) && flags != GMF_NODATA;
  if ( isOfFile )
  {
    mMask = band.GetMaskBand();
    requireSmallBlocks( *mMask, mPath );
  }
  for ( int other = 1; other <= dataset.GetRasterCount(); ++other )
    if ( dataset.GetRasterBand( other )->GetColorInterpretation() == GCI_AlphaBand && other != number )
      mAlpha = dataset.GetRasterBand( other );
}

} // namespace calving
