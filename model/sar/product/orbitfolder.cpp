#include "model/sar/product/orbitfolder.h"

#include <regex>
#include <utility>

#include "model/sar/product/productpath.h"

namespace calving
{

std::string orbitFileIn( const std::string &folder, const OrbitRequest &request )
{
  static const std::regex form(
      R"((S1[A-D])_OPER_AUX_(POE|RES)ORB_OPOD_(\d{8}T\d{6})_V(\d{8}T\d{6})_(\d{8}T\d{6})\.EOF(\.zip|\.gz)?)" );
  // Of one form, times are in the order of their texts.
  const std::string from = request.from.compact();
  const std::string to = request.to.compact();
  std::pair<bool, std::string> best;
  std::string file;
  for ( const std::string &name : filesIn( folder ) )
  {
    std::smatch part;
    if ( !std::regex_match( name, part, form ) || part[1] != request.mission || part[4] > from ||
         part[5] < to )
      continue;
    const std::pair<bool, std::string> rank{ part[2] == "POE", part[3] };
    if ( file.empty() || rank > best )
    {
      best = rank;
      file = folder + '/' + name;
    }
  }
  return file;
}

} // namespace calving
