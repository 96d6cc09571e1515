#include "model/dataset/splitfile.h"

#include <array>
#include <charconv>
#include <fstream>
#include <optional>
#include <sstream>

#include "model/base/atomicfile.h"
#include "model/base/regularfile.h"
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

//! Method, date and gap of the file; nothing where there is none.
std::optional<std::array<std::string, 3>> read( const std::string &folder )
{
  requireRegularFile( pathIn( folder ) );
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
  if ( !known )
    return options;
  const auto &[method, from, gap] = *known;
  const auto refuse = [&]( const char *key, const std::string &is, const std::string &wanted )
  {
    throw Error( "The data set " + folder + " has " + key + " = " + is + ", which cannot become " + wanted +
                 " while its scenes stay where they are. Leave " + key + " out, or choose another folder." );
  };
  if ( options.method == SplitMethod::Automatic )
    for ( const SplitMethod one : { SplitMethod::Glacier, SplitMethod::Time, SplitMethod::None } )
      if ( method == nameOf( one ) )
        options.method = one;
  if ( method != nameOf( options.method ) )
    refuse( "SPLIT", method, nameOf( options.method ) );
  if ( options.method != SplitMethod::Time )
    return options;
  if ( !options.from.empty() && options.from != from )
    refuse( "SPLIT_DATE", from, options.from );
  options.from = from;
  std::from_chars( gap.data(), gap.data() + gap.size(), options.gapDays );
  return options;
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
