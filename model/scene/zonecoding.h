#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/raster/raster.h"
#include "model/raster/runlengthimage.h"

namespace calving
{

//! Which numbers stand for not available, rock, glacier and ocean in a raster of zones.
enum class ZoneCoding
{
  //! By the names of the raster's classes, else by the numbers found: see ZoneSurvey.
  Automatic,
  //! 0 1 2 3: enum Zone, as this software writes them.
  FromZero,
  //! 1 2 3 4; 0 is not available too.
  FromOne,
  //! 0 64 127 254, as CaFFe's images; 63 is rock too.
  Grey
};

//! Class (enum Zone) of each code; noZone where it stands for none.
using ZoneTable = std::array<std::uint8_t, 256>;
constexpr std::uint8_t noZone = 255;

//! The table of \a coding. REQUIRES: not Automatic.
ZoneTable zoneTable( ZoneCoding coding );

//! What the codes of a data set mean.
struct ZoneTables
{
  //! Of all rasters that have no names of their own.
  ZoneTable common{};
  //! Of those that have, by their paths.
  std::map<std::string, ZoneTable> named;
  //! Whether any code that was found is ocean.
  bool hasOcean = false;
  //! What the user should check; empty where nothing is in doubt.
  std::string warning;

  const ZoneTable &of( const std::string &path ) const;
};

/**
 * Decides what codes mean: once for a data set, from all that it holds.
 *
 * A raster whose classes have names that are understood (zoneNamed(); in the tag CALVINGFRONT_ZONES, as our
 * own zones have them, in categories or an attribute table) is read by these. The codes of all others
 * together must fit one coding: of those that they fit, the one in which some of them are ocean. Where 1 2 3
 * alone leave it open, they are read as 0 1 2 3 is, with a warning; another where rock, glacier or ocean are
 * declared no data.
 */
class ZoneSurvey
{
public:
  //! Takes note of the codes in band 1 of \a raster. Throws Error for values that are no code, and for names
  //! of classes that are not understood; Cancelled.
  void add( const RasterReader &raster, const Feedback &feedback = {} );
  //! Takes note of one code, 0 to 255, of \a source.
  void add( const std::string &source, int code );

  //! Throws Error, naming source and code, where the codes fit no coding.
  ZoneTables decide() const;

private:
  struct Source
  {
    std::string name;
    std::bitset<256> codes;
    //! By the names of its classes, if it has such for all its codes.
    std::optional<ZoneTable> named;
    //! Codes that stand for no data, where there is a pixel without.
    std::bitset<256> declared;
  };

  [[noreturn]] void refuseMixture( const std::bitset<256> &codes ) const;

  std::vector<Source> mSources;
};

//! Classes of \a window of band 1 of \a raster by \a table, row by row. "No data" is not available. Throws
//! Error for a code that the table lacks.
std::vector<std::uint8_t> readZones( const RasterReader &raster, const Window &window,
                                     const ZoneTable &table );

//! The whole of band 1 in the same way. Throws Cancelled, too.
RunLengthImage readZones( const RasterReader &raster, const ZoneTable &table, const Feedback &feedback );

//! The same by \a coding; Automatic: what the raster alone tells, with the survey's warning, and one where
//! there is no ocean.
RunLengthImage readZones( const RasterReader &raster, ZoneCoding coding, const Feedback &feedback );

} // namespace calving
