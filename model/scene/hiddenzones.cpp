#include "model/scene/hiddenzones.h"

#include "model/scene/storedcodes.h"
#include "model/scene/zone.h"
#include "model/scene/zonenames.h"

namespace calving
{

ZoneCodes declaredCodes( const RasterReader &raster )
{
  ZoneCodes codes;
  const auto declared = raster.input().noData.find( 1 );
  for ( std::size_t code = 0; code < missingCode; ++code )
  {
    const auto value = static_cast<float>( code );
    codes[code] = raster.noData() == static_cast<double>( code );
    if ( declared != raster.input().noData.end() )
      for ( const ValueRange &range : declared->second.ranges )
        codes[code] = codes[code] || range.contains( value );
  }
  return codes;
}

std::string hiddenZone( const std::string &source, const ZoneCodes &declared, const ZoneTable &table )
{
  for ( std::size_t code = 0; code < declared.size(); ++code )
    if ( declared[code] && table[code] != noZone &&
         table[code] != static_cast<std::uint8_t>( Zone::NotAvailable ) )
      return "The zones " + source + " declare " + std::to_string( code ) +
             " “no data”, which is their code of " + nameOfZone( table[code] ) +
             ": it is read as not available, and no front is found there. If it is meant to be " +
             nameOfZone( table[code] ) +
             ", remove the no-data value, in QGIS in the layer's properties or with gdal_edit -unsetnodata.";
  return {};
}

} // namespace calving
