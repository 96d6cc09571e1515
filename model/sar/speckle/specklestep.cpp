#include "model/sar/speckle/specklestep.h"

#include <locale>
#include <sstream>

#include "model/sar/speckle/multilook.h"

namespace calving
{

namespace
{

//! Share of the pixels that are no point targets (Lee et al. 2009).
constexpr double darkerShare = 0.98;

const char *nameOf( SpeckleMethod method )
{
  const char *names[] = { "none",        "boxcar",    "median",    "Lee",  "Kuan",
                          "refined Lee", "Lee sigma", "Gamma-MAP", "Frost" };
  return names[static_cast<int>( method )];
}

} // namespace

std::shared_ptr<const BlockSource> despeckled( std::shared_ptr<const BlockSource> source,
                                               const SpeckleStep &step, const Feedback &feedback )
{
  if ( step.multilook != 1 )
    source = multilooked( std::move( source ), step.multilook, step.multilook );
  if ( step.filter.method == SpeckleMethod::None )
    return source;
  SpeckleOptions filter = step.filter;
  if ( filter.method == SpeckleMethod::LeeSigma )
    filter.brightness = brightness( *source, darkerShare, feedback );
  return despeckled( std::move( source ), filter );
}

std::string describe( const SpeckleStep &step )
{
  std::ostringstream text;
  text.imbue( std::locale::classic() );
  if ( step.multilook != 1 )
    text << "multilook(" << step.multilook << " x " << step.multilook << ")";
  const SpeckleOptions &filter = step.filter;
  if ( filter.method == SpeckleMethod::None )
    return text.str();
  if ( step.multilook != 1 )
    text << ", ";
  text << "despeckle(" << nameOf( filter.method );
  text << ", window " << ( filter.method == SpeckleMethod::RefinedLee ? 7 : filter.window );
  const bool assumesLooks =
      filter.method != SpeckleMethod::Boxcar && filter.method != SpeckleMethod::Median &&
      filter.method != SpeckleMethod::RefinedLee && filter.method != SpeckleMethod::Frost;
  if ( assumesLooks )
    text << ", looks " << filter.looks;
  if ( filter.method == SpeckleMethod::LeeSigma )
    text << ", sigma " << filter.sigma << ", brightest " << 100 * ( 1 - darkerShare ) << " % may be targets";
  if ( filter.method == SpeckleMethod::Frost )
    text << ", damping " << filter.damping;
  text << ")";
  return text.str();
}

} // namespace calving
