#include "model/extract/oceanpolygon.h"

#include <algorithm>
#include <memory>

#include <gdal_alg.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "model/error.h"
#include "model/raster/gdalprogress.h"
#include "model/scene/zone.h"

namespace calving
{

namespace
{

//! 1 where \a zones are ocean, else 0, in a compressed file: as an array it could be larger than the memory.
void writeOcean( RasterWriter &writer, const RunLengthImage &zones )
{
  constexpr int strip = 256;
  for ( int top = 0; top < zones.height(); top += strip )
  {
    const Window window{ 0, top, zones.width(), std::min( strip, zones.height() - top ) };
    std::vector<std::uint8_t> values( static_cast<std::size_t>( window.width ) * window.height );
    for ( int row = 0; row < window.height; ++row )
      zones.copyRow( top + row, values.data() + static_cast<std::size_t>( row ) * window.width );
    for ( std::uint8_t &value : values )
      value = value == static_cast<std::uint8_t>( Zone::Ocean );
    writer.write( window, values );
  }
}

std::vector<std::uint8_t> joined( OGRLayer &layer )
{
  OGRMultiPolygon all;
  for ( const auto &feature : layer )
    if ( const OGRGeometry *geometry = feature->GetGeometryRef() )
      all.addGeometry( geometry );
  std::vector<std::uint8_t> result;
  if ( all.IsEmpty() )
    return result;
  result.resize( all.WkbSize() );
  // Of the base class: since GDAL 3.9 that of collections takes other arguments.
  static_cast<const OGRGeometry &>( all ).exportToWkb( wkbNDR, result.data(), wkbVariantIso );
  return result;
}

} // namespace

std::vector<std::uint8_t> oceanPolygon( const RunLengthImage &zones, const RasterGrid &grid,
                                        const std::string &temporaryFile, const Feedback &feedback )
{
  RasterFormat format;
  format.sparse = true;
  RasterWriter writer( temporaryFile, grid, format );
  writeOcean( writer, zones );
  // Bytes of our own, for GDAL to outline.
  const GDALDatasetUniquePtr ocean( GDALDataset::Open( writer.close().c_str(), GDAL_OF_RASTER ) );
  const GDALDatasetUniquePtr memory(
      GetGDALDriverManager()->GetDriverByName( "Memory" )->Create( "", 0, 0, 0, GDT_Unknown, nullptr ) );
  OGRLayer *layer = memory ? memory->CreateLayer( "ocean", nullptr, wkbPolygon ) : nullptr;
  if ( !ocean || !layer )
    throw Error( "Cannot outline the ocean: GDAL cannot read " + temporaryFile + " back." );

  ProgressWatch watch{ feedback };
  GDALRasterBand *band = ocean->GetRasterBand( 1 );
  // The band is its own mask: only the ocean is outlined.
  const CPLErr result = GDALPolygonize( band, band, layer, -1, nullptr, watchProgress, &watch );
  if ( watch.cancelled )
    throw Cancelled();
  if ( result != CE_None )
    throw Error( "Cannot outline the ocean: " + std::string( CPLGetLastErrorMsg() ) + "." );
  return joined( *layer );
}

} // namespace calving
