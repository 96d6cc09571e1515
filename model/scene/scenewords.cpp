#include "model/scene/scenewords.h"

#include <map>
#include <set>

#include "model/base/lettercase.h"

namespace calving
{

namespace
{

//! Words that name a step or a product and therefore no glacier.
bool isTechnical( const std::string &word )
{
  static const std::set<std::string> known{
      "GEE",     "SENTINEL",  "GRD",       "GRDH",      "GRDM",        "GRDF",        "SLC",
      "STRETCH", "STRETCHED", "SCENE",     "IMAGE",     "SUBSET",      "CROP",        "CLIP",
      "CLIPPED", "ZONES",     "ZONE",      "FRONT",     "FRONTS",      "SIGMA0",      "GAMMA0",
      "BETA0",   "SIGMA",     "GAMMA",     "BETA",      "CALIBRATED",  "TC",          "RTC",
      "DB",      "MASK",      "LABEL",     "LABELS",    "PRED",        "PREDICTION",  "TEST",
      "TRAIN",   "RASTER",    "BAND",      "TIF",       "OUTPUT",      "RESULT",      "ASC",
      "DESC",    "MOSAIC",    "SAR",       "COG",       "BACKSCATTER", "SPECKLE",     "LEE",
      "FROST",   "FILTERED",  "GEOCODED",  "TERRAIN",   "CORRECTED",   "CONFIDENCE",  "OCEAN",
      "OPERA",   "HYP3",      "PYROSAR",   "SNAP",      "ORBIT",       "CALIBRATION", "NOISE",
      "REMOVED", "MULTILOOK", "NORM",      "AMPLITUDE", "INTENSITY",   "POWER",       "LINEAR",
      "DECIBEL", "ANGLE",     "INCIDENCE", "LOCAL",     "MEASUREMENT", "PRODUCT",     "TARGET",
      "STACK",   "DATA",      "FINAL",     "EXPORT",    "REFERENCE",   "REF",         "PREDICTED",
      "TRUTH",   "FLOAT",     "BYTE" };
  return known.count( word ) > 0;
}

const std::map<std::string, std::string> &sensorWords()
{
  static const std::map<std::string, std::string> words{
      { "S1", "S1" },         { "S1A", "S1A" },     { "S1B", "S1B" },      { "S1C", "S1C" },
      { "S1D", "S1D" },       { "TSX", "TSX" },     { "TDX", "TDX" },      { "ENVISAT", "ENVISAT" },
      { "ASAR", "ENVISAT" },  { "ERS", "ERS" },     { "ERS1", "ERS" },     { "ERS2", "ERS" },
      { "PALSAR", "PALSAR" }, { "ALOS", "PALSAR" }, { "RSAT", "RSAT" },    { "SENTINEL1", "S1" },
      { "RADARSAT", "RSAT" }, { "SENTINEL", "S1" }, { "TERRASAR", "TSX" }, { "TANDEM", "TDX" } };
  return words;
}

} // namespace

bool readWord( const std::string &word, SceneFacts &facts )
{
  static const std::set<std::string> polarisations{ "HH", "HV", "VV", "VH" };
  static const std::set<std::string> modes{ "IW", "EW", "SM", "WV" };
  const std::string key = upperCase( word );
  const auto sensor = sensorWords().find( key );
  if ( polarisations.count( key ) )
    facts.polarisation += ( facts.polarisation.empty() ? "" : "+" ) + key;
  else if ( modes.count( key ) )
    facts.mode = key;
  else if ( sensor != sensorWords().end() )
    facts.sensor = sensor->second;
  else if ( key == "ASCENDING" || key == "DESCENDING" )
    facts.pass = key == "ASCENDING" ? "ascending" : "descending";
  else
    return isTechnical( key );
  return true;
}

} // namespace calving
