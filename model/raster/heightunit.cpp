#include "model/raster/heightunit.h"

#include <map>

#include "model/base/lettercase.h"
#include "model/error.h"
#include "model/raster/gdalraster.h"

namespace calving
{

namespace
{

constexpr double foot = 0.3048;
constexpr double surveyFoot = 1200.0 / 3937.0;

//! Metres of the unit \a name, in small letters; 0 where it is unknown.
double metresOf( const std::string &name )
{
  static const std::map<std::string, double> units{ { "m", 1 },
                                                    { "metre", 1 },
                                                    { "metres", 1 },
                                                    { "meter", 1 },
                                                    { "meters", 1 },
                                                    { "mm", 0.001 },
                                                    { "millimetre", 0.001 },
                                                    { "millimeter", 0.001 },
                                                    { "cm", 0.01 },
                                                    { "centimetre", 0.01 },
                                                    { "centimetres", 0.01 },
                                                    { "centimeter", 0.01 },
                                                    { "centimeters", 0.01 },
                                                    { "dm", 0.1 },
                                                    { "decimetre", 0.1 },
                                                    { "decimetres", 0.1 },
                                                    { "decimeter", 0.1 },
                                                    { "decimeters", 0.1 },
                                                    { "km", 1000 },
                                                    { "kilometre", 1000 },
                                                    { "kilometer", 1000 },
                                                    { "ft", foot },
                                                    { "foot", foot },
                                                    { "feet", foot },
                                                    { "international foot", foot },
                                                    { "ftus", surveyFoot },
                                                    { "us-ft", surveyFoot },
                                                    { "us ft", surveyFoot },
                                                    { "sft", surveyFoot },
                                                    { "foot_us", surveyFoot },
                                                    { "us survey foot", surveyFoot },
                                                    { "us survey feet", surveyFoot },
                                                    { "us_survey_foot", surveyFoot },
                                                    { "survey foot", surveyFoot } };
  const auto unit = units.find( name );
  return unit == units.end() ? 0 : unit->second;
}

//! The unit that a band of the raster \a path states as \a text. Throws Error for one that is none of length.
HeightUnit statedUnit( const char *text, const std::string &path )
{
  HeightUnit unit{ text ? text : "", 1 };
  if ( unit.name.empty() )
    return unit;
  const std::string name = lowerCase( unit.name );
  unit.metres = metresOf( name );
  // "m above EGM2008": the first word says the unit.
  if ( unit.metres == 0 )
    unit.metres = metresOf( name.substr( 0, name.find( ' ' ) ) );
  if ( unit.metres == 0 )
    throw Error( "The raster " + path + " states its heights in “" + unit.name +
                 "”, which is no unit of length that is known. Convert it to metres, in QGIS with the raster "
                 "calculator, or mend the unit of its band." );
  return unit;
}

//! Whether the vertical part of the compound \a reference is one of depths.
bool countsDown( const OGRSpatialReference &reference )
{
  OGRAxisOrientation orientation = OAO_Other;
  return reference.GetAxis( "VERT_CS", 0, &orientation ) && orientation == OAO_Down;
}

} // namespace

HeightUnit heightUnit( GDALDataset &dataset, GDALRasterBand &band, const RasterInput &input )
{
  const OGRSpatialReference *own = dataset.GetSpatialRef();
  OGRSpatialReference reference = spatialReference( input.crs );
  // GDAL gives the band the unit of the file's own compound system, which the user's replaces.
  const bool replaced = reference.IsCompound() && own && own->IsCompound();
  // A system of places alone says nothing of heights.
  if ( !reference.IsCompound() && own )
    reference = *own;
  HeightUnit unit = statedUnit( replaced ? nullptr : band.GetUnitType(), input.path );
  if ( !reference.IsCompound() )
    return unit;
  if ( unit.name.empty() )
  {
    const char *name = nullptr;
    unit.metres = reference.GetTargetLinearUnits( "VERT_CS", &name );
    unit.name = name ? name : "";
  }
  if ( countsDown( reference ) )
    unit.metres = -unit.metres;
  return unit;
}

std::string unitRemark( const HeightUnit &unit, const std::string &path )
{
  if ( unit.metres == 1 )
    return {};
  if ( unit.metres < 0 )
    return "The raster " + path +
           " says by its coordinate reference system that its heights count downwards, as depths do; they "
           "are "
           "turned, and in metres.";
  return "The heights of the raster " + path + " are in “" + unit.name + "”; they are converted to metres.";
}

} // namespace calving
