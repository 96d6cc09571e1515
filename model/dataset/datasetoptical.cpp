#include "model/dataset/datasetoptical.h"

#include <cmath>
#include <map>

#include <cpl_conv.h>
#include <cpl_string.h>

#include "model/dataset/datasetlayout.h"
#include "model/dataset/opticaltarget.h"
#include "model/error.h"

namespace calving
{

namespace
{

constexpr const char *sourceKey = "CALVINGFRONT_SOURCE";
constexpr const char *dateKey = "CALVINGFRONT_DATETIME";
constexpr const char *cloudKey = "CALVINGFRONT_CLOUD_SHARE";

std::string percent( double share )
{
  return std::to_string( static_cast<int>( std::lround( 100 * share ) ) ) + " %";
}

//! What an earlier run wrote into the image itself.
GlacierOptical existing( const std::string &path )
{
  std::map<std::string, std::string> metadata = RasterReader( path ).metadata();
  GlacierOptical optical;
  optical.file = CPLGetFilename( path.c_str() );
  optical.source = metadata[sourceKey];
  optical.date = metadata[dateKey].substr( 0, 10 );
  if ( !metadata[cloudKey].empty() )
    optical.cloudShare = CPLAtof( metadata[cloudKey].c_str() );
  return optical;
}

//! Why \a image is not good enough for \a glacier; empty where it is.
std::string objection( const OpticalImage &image, const OpticalView &view, const GlacierPlan &glacier,
                       const BuildDatasetOptions &options )
{
  if ( view.coverage < options.leastCoverage )
    return "The optical image " + image.path + " shows " + percent( view.coverage ) +
           " of the area of glacier " + glacier.area->name + ", less than the " +
           percent( options.leastCoverage ) +
           " asked for. Take an image that shows more of it, or draw a smaller area.";
  if ( view.cloudShare && *view.cloudShare > options.mostCloud )
    return "In the optical image " + image.path + " clouds cover " + percent( *view.cloudShare ) +
           " of the area of glacier " + glacier.area->name + ", more than the " +
           percent( options.mostCloud ) + " allowed. Take an image of a clearer day, or raise MAX_CLOUD.";
  return {};
}

//! Less cloud is better, unknown cloud worst, then more coverage.
bool isBetter( const OpticalView &view, const OpticalView &than )
{
  const double cloud = view.cloudShare.value_or( 2 );
  const double otherCloud = than.cloudShare.value_or( 2 );
  return cloud != otherCloud ? cloud < otherCloud : view.coverage > than.coverage;
}

//! The number of the best image among the plan's; -1 where none will do.
int choose( const BuildDatasetOptions &options, const DatasetPlan &plan, const GlacierPlan &glacier,
            OpticalView &best, std::vector<std::string> &problems, const Feedback &feedback )
{
  const AreaMask area( glacier.grid, glacier.placed.polygons );
  int chosen = -1;
  double done = 0;
  for ( int number : glacier.optical )
  {
    const double next = done + 1.0 / static_cast<double>( glacier.optical.size() );
    const OpticalView view =
        viewOf( plan.optical[number], glacier.grid, area, feedback.part( done, std::min( 1.0, next ) ) );
    done = next;
    const std::string reason = objection( plan.optical[number], view, glacier, options );
    if ( !reason.empty() )
      problems.push_back( reason );
    else if ( chosen < 0 || isBetter( view, best ) )
    {
      chosen = number;
      best = view;
    }
  }
  return chosen;
}

//! Says what was guessed of \a image, and what it lacks.
void warnOfImage( const OpticalImage &image, const Feedback &feedback )
{
  for ( const std::string &warning : image.warnings )
    feedback.warn( warning );
  if ( !image.hasClasses() )
    feedback.warn( "The optical image " + image.path +
                   " has no scene classification: its clouds cannot be checked, and the channel SCL is 0." );
  if ( image.channels[sclChannel - 1].band == 0 )
    feedback.warn( "The optical image " + image.path + " has no water vapour: the channel WVP is 0." );
}

} // namespace

std::optional<GlacierOptical> chooseOptical( const BuildDatasetOptions &options, const DatasetPlan &plan,
                                             const GlacierPlan &glacier, std::vector<std::string> &problems,
                                             const Feedback &feedback )
{
  if ( !glacier.existingOptical.empty() )
    return existing( glacier.existingOptical );
  OpticalView view;
  const int chosen = choose( options, plan, glacier, view, problems, feedback );
  if ( chosen < 0 )
  {
    problems.push_back( "The glacier " + glacier.area->name +
                        " is left out: no optical image is good enough." );
    return std::nullopt;
  }
  GlacierOptical optical;
  optical.image = &plan.optical[chosen];
  optical.file =
      glacier.token + '_' + ( optical.image->date.empty() ? "undated" : optical.image->date ) + "_S2.tif";
  optical.source = CPLGetFilename( optical.image->path.c_str() );
  optical.date = optical.image->date;
  optical.cloudShare = view.cloudShare;
  return optical;
}

void writeGlacierOptical( const GlacierOptical &optical, const GlacierPlan &glacier, const std::string &path,
                          const Feedback &feedback )
{
  warnOfImage( *optical.image, feedback );
  std::map<std::string, std::string> metadata{ { sourceKey, optical.source },
                                               { "CALVINGFRONT_GLACIER", glacier.area->name } };
  if ( !optical.date.empty() )
    metadata[dateKey] = optical.date;
  if ( optical.cloudShare )
    metadata[cloudKey] = CPLSPrintf( "%.4f", *optical.cloudShare );
  writeOptical( *optical.image, glacier.grid, path, metadata, feedback );
}

} // namespace calving
