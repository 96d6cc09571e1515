#include "model/sar/terrain/terrainparameters.h"

namespace calving
{

TerrainCorrectionOptions mapDefaults()
{
  TerrainCorrectionOptions options;
  options.unit = BackscatterUnit::Decibel;
  return options;
}

Parameter datumParameter( VerticalDatum &datum, const char *help )
{
  return labelledChoice( "DEM_DATUM", shown( "Heights of the terrain model refer to" ), datum,
                         { { VerticalDatum::Ellipsoid, shown( "Ellipsoid (ArcticDEM, REMA)" ) },
                           { VerticalDatum::Egm96, shown( "EGM96 (SRTM, ASTER)" ) },
                           { VerticalDatum::Egm2008, shown( "EGM2008 (Copernicus DEM)" ) } },
                         help );
}

Parameter geoidParameter( std::string &path )
{
  return file( "GEOID", shown( "Geoid grid" ), path, "",
               shown( "Grid of the geoid's heights, such as egm96_15.gtx. Empty: the one that PROJ has." ) );
}

Parameters terrainParameters( TerrainCorrectionOptions &options )
{
  return {
      datumParameter( options.terrain.datum,
                      shown( "The vertical datum. A mistake here moves the scene by tens of metres." ) ),
      advanced( geoidParameter( options.terrain.geoidFile ) ),
      number( "HEIGHT", shown( "Height without terrain model" ), options.terrain.height, { -1e4 },
              shown( "Metres above the ellipsoid. The sea lies at the height of the geoid: some 20 to 60 m "
                     "around Greenland." ) ),
      toggle( "FLATTEN", shown( "Flatten the terrain’s brightness" ), options.flatten,
              shown( "Slopes that face the radar are bright because more ground lies in a pixel. Divides "
                     "beta nought by the area that each pixel shows (Small 2011), which gives gamma nought. "
                     "Needs a terrain model." ) ),
  };
}

Parameter pixelSizeParameter( MapOptions &options )
{
  return number( "PIXEL_SIZE", shown( "Pixel size" ), options.pixelSize, { 0.1 },
                 shown( "Metres. Borders of the result are multiples of it, so that the scenes of a time "
                        "series lie on one another." ) );
}

Parameter samplingParameter( Sampling &sampling )
{
  return advanced( labelledChoice( "SAMPLING", shown( "Sampling" ), sampling,
                                   { { Sampling::Nearest, shown( "Nearest" ) },
                                     { Sampling::Bilinear, shown( "Bilinear" ) },
                                     { Sampling::Cubic, shown( "Cubic" ) } },
                                   shown( "How values between the radar’s pixels are found." ) ) );
}

} // namespace calving
