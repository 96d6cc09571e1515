#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/feedback.h"
#include "model/raster/raster.h"
#include "model/scene/namedzones.h"
#include "model/scene/zonecoding.h"

namespace calving
{

//! What the codes of a data set mean.
struct ZoneTables
{
  //! Of all rasters that have no names of their own.
  ZoneTable common{};
  //! Of those that have, by their paths.
  std::map<std::string, ZoneTable> named;
  //! Whether any code that was found is ocean.
  bool hasOcean = false;
  //! What names of classes were read as that are not those of our sentences; empty where there are none.
  std::string reading;
  //! What the user should check; empty where nothing is in doubt.
  std::string warning;

  const ZoneTable &of( const std::string &path ) const;
  //! Says the last two.
  void tell( const Feedback &feedback ) const;
};

/**
 * Decides what codes mean: once for a data set, from all that it holds.
 *
 * A raster whose classes have names that are understood (namedZones()) is read by these. The codes of all
 * others together must fit one coding: of those that they fit, the one in which some of them are ocean. Where
 * 1 2 3 alone leave it open, they are read as 0 1 2 3 is, with a warning; another where rock, glacier or
 * ocean are declared no data.
 */
class ZoneSurvey
{
public:
  //! Takes note of the codes in band 1 of \a raster. Throws Error for values that are no code, and for names
  //! of classes that are not understood; Cancelled.
  void add( const RasterReader &raster, const Feedback &feedback = {} );
  //! Takes note of one code, 0 to 255, of \a source.
  void add( const std::string &source, int code );
  //! Takes note of the \a name of a class that was understood as \a zone.
  void add( const std::string &source, const std::string &name, std::uint8_t zone );

  //! Throws Error, naming source and code, where the codes fit no coding.
  ZoneTables decide() const;

private:
  struct Source
  {
    std::string name;
    ZoneCodes codes;
    //! By the names of its classes, if it has such for all its codes.
    std::optional<NamedZones> named;
    //! Codes that stand for no data, where there is a pixel without.
    ZoneCodes declared;
  };

  [[noreturn]] void refuseMixture( const ZoneCodes &codes ) const;

  std::vector<Source> mSources;
  //! Names of single features, by the source.
  std::map<std::string, std::map<std::string, std::uint8_t>> mNames;
};

} // namespace calving
