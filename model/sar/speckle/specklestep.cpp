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
  switch ( method )
  {
  case SpeckleMethod::Boxcar:
    return "boxcar";
  case SpeckleMethod::Median:
    return "median";
  case SpeckleMethod::Lee:
    return "Lee";
  case SpeckleMethod::Kuan:
    return "Kuan";
  case SpeckleMethod::RefinedLee:
    return "refined Lee";
  case SpeckleMethod::LeeSigma:
    return "Lee sigma";
  case SpeckleMethod::GammaMap:
    return "Gamma-MAP";
  case SpeckleMethod::Frost:
    return "Frost";
  default:
    return "none";
  }
}

} // namespace

void despeckle( SarPicture &picture, const SpeckleStep &step, const Feedback &feedback )
{
  if ( step.multilook != 1 )
    multilook( picture, step.multilook, step.multilook );
  SpeckleOptions filter = step.filter;
  filter.amplitude = picture.isAmplitude;
  if ( filter.method == SpeckleMethod::LeeSigma )
    filter.brightness = brightness( *picture.values, darkerShare, feedback );
  picture.values = despeckled( picture.values, filter );
  recordStep( picture.metadata, describe( step ) );
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
