#include "model/extract/placeprior.h"

#include <algorithm>

#include "model/base/lettercase.h"
#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/extract/rememberedlabel.h"
#include "model/geometry/gridoutline.h"
#include "model/scene/sceneday.h"

namespace calving
{

namespace
{

//! Pixels without a map lie nowhere.
bool isThere( const RasterGrid &scene, const RememberedLabel &label )
{
  if ( scene.crs.empty() || label.crs.empty() )
    return false;
  try
  {
    const Window window = windowAround( outlineOf( placeOf( label ), scene.crs ), scene, 0 );
    return window.width > 0 && window.height > 0;
  }
  catch ( const Error & ) // no way from there to here
  {
    return false;
  }
}

void warnOfName( const std::string &remembered, const std::string &glacier, const Feedback &feedback )
{
  if ( !remembered.empty() && !glacier.empty() && lowerCase( remembered ) != lowerCase( glacier ) )
    feedback.warn( "The scene is of “" + glacier + "”, and the model remembers “" + remembered +
                   "” at the same place: what it remembers counts. If they are different glaciers, set PRIOR "
                   "= none." );
}

void informOf( const GlacierPrior &prior, const Feedback &feedback )
{
  feedback.inform( "The model remembers " + std::to_string( prior.labels() ) +
                   " label(s) of this place, which count beside the image: the nearest, of " +
                   prior.nearestDate() + ", is " + numberText( prior.nearestDays(), Decimals{ 0 } ) +
                   " day(s) away, after which a front is expected within " +
                   numberText( prior.expectedMetres(), Decimals{ 0 } ) +
                   " m of where it was. With PRIOR = none the image alone counts." );
}

} // namespace

std::optional<GlacierPrior> priorFor( const GlacierMemory &memory, const SceneFacts &facts,
                                      const RasterGrid &scene, const Feedback &feedback )
{
  if ( std::none_of( memory.labels.begin(), memory.labels.end(),
                     [&]( const RememberedLabel &label )
                     { return rememberedDay( label ) && isThere( scene, label ); } ) )
  {
    feedback.inform( scene.crs.empty()
                         ? "The scene has no coordinate reference system, so that the labels that the model "
                           "remembers do not count."
                         : "The scene shows another place than the labels that the model remembers, which do "
                           "not count." );
    return std::nullopt;
  }
  const std::optional<double> day = sceneDay( facts );
  if ( !day )
  {
    feedback.warn( "The scene has no date, so that nobody knows how much the labels that the model remembers "
                   "of this place still hold: they do not count. Name it with its date, such as "
                   "Glacier_2020-07-01.tif." );
    return std::nullopt;
  }
  warnOfName( memory.glacier, facts.glacier, feedback );
  GlacierPrior prior( memory, *day );
  informOf( prior, feedback );
  return prior;
}

} // namespace calving
