#include "model/dataset/splitfile.h"

#include <array>
#include <charconv>
#include <fstream>
#include <optional>
#include <sstream>

#include "model/atomicfile.h"
#include "model/error.h"
#include "model/raster/rasterfiles.h"

namespace calving
{

namespace
{

constexpr const char *heading = "method,from,gap_days";

std::string pathIn( const std::string &folder )
{
  return folder + "/split.csv";
}

const char *nameOf( SplitMethod method )
{
  return method == SplitMethod::Glacier ? "glacier" : method == SplitMethod::Time ? "time" : "none";
}

//! Method, date and gap of the file; nothing where there is none.
std::optional<std::array<std::string, 3>> read( const std::string &folder )
{
  std::ifstream file( pathIn( folder ) );
  std::string line;
  if ( !std::getline( file, line ) || !std::getline( file, line ) )
    return std::nullopt;
  std::istringstream cells( line );
  std::array<std::string, 3> values;
  for ( std::string &value : values )
    std::getline( cells, value, ',' );
  return values;
}

} // namespace

DatasetSplitOptions settledSplit( const std::string &folder, DatasetSplitOptions options )
{
  const auto known = read( folder );
  if ( !known || options.method != SplitMethod::Time )
    return options;
  options.from = ( *known )[1];
  const std::string &gap = ( *known )[2];
  std::from_chars( gap.data(), gap.data() + gap.size(), options.gapDays );
  return options;
}

void requireSameMethod( const std::string &folder, const DatasetSplitOptions &options )
{
  const auto known = read( folder );
  if ( known && ( *known )[0] != nameOf( options.method ) )
    throw Error( "The data set " + folder + " has SPLIT = " + ( *known )[0] + ", which cannot become " +
                 nameOf( options.method ) +
                 " while its scenes stay where they are. Keep it, or choose another folder." );
}

void writeSplitFile( const std::string &folder, const DatasetSplitOptions &options )
{
  if ( pathExists( pathIn( folder ) ) )
    return;
  const bool time = options.method == SplitMethod::Time;
  AtomicFile file( pathIn( folder ) );
  file.write( std::string( heading ) + '\n' + nameOf( options.method ) + ',' + ( time ? options.from : "" ) +
              ',' + ( time ? std::to_string( options.gapDays ) : "" ) + '\n' );
  file.commit();
}

} // namespace calving
