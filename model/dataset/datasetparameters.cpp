#include "model/dataset/datasetparameters.h"

#include "model/scene/valueparameters.h"

namespace calving
{

namespace
{

Parameters contentParameters( BuildDatasetOptions &options )
{
  return {
      number( "RESOLUTION", shown( "Pixel size (m)" ), options.resolution, { 0 },
              shown( "Side of a pixel. 0: that of the glacier's first SAR raster, whose pixels are then "
                     "copied, not interpolated." ) ),
      percent( "MAX_CLOUD", shown( "Most cloud (%)" ), options.mostCloud,
               shown( "Share of the glacier's area that the optical image may show under cloud, cirrus or "
                      "their shadows (classes 3, 8, 9 and 10 of the scene classification)." ) ),
      percent( "MIN_COVERAGE", shown( "Least coverage (%)" ), options.leastCoverage,
               shown( "Share of the glacier's area that a scene or optical image must show." ) ),
      number( "MAX_DAYS", shown( "Most days between scene and optical image" ), options.mostDays,
              { 0, 100000 },
              shown( "Scenes further in time from the optical image are left out. 0: none, as "
                     "published." ) ),
  };
}

Parameters splitParameters( DatasetSplitOptions &split )
{
  Choices<SplitMethod> methods;
  for ( const SplitMethod method :
        { SplitMethod::Automatic, SplitMethod::Glacier, SplitMethod::Time, SplitMethod::None } )
    methods.emplace_back( method, nameOf( method ) );
  return {
      choice( "SPLIT", shown( "Split" ), split.method, methods,
              shown( "What validates: glacier (whole glaciers), time (the latest scenes of all), or none. "
                     "auto: what the data set to add to has; for a new one glacier, or time where there is "
                     "one glacier only or SPLIT_DATE is given." ) ),
      number( "VALIDATION_SHARE", shown( "Share for validation" ), split.share, { 0, 0.9 },
              shown( "Share of the scenes; at least one glacier or date." ) ),
      names( "HOLDOUT", shown( "Glaciers that validate" ), split.holdout,
             shown( "Names, separated by commas. Empty: chosen at random by the seed, so that their share "
                    "comes near the wanted one." ) ),
      advanced( text( "SPLIT_DATE", shown( "Date of the split" ), split.from,
                      shown( "For time: scenes from this date (YYYY-MM-DD) on validate. Empty: found from "
                             "the share." ) ) ),
      advanced( number( "GAP_DAYS", shown( "Gap before it (days)" ), split.gapDays, { 0 },
                        shown( "For time: scenes so shortly before that date look like those after it and "
                               "are left out. 12 days is one repeat of Sentinel-1's orbit." ) ) ),
      advanced(
          number( "SEED", shown( "Seed" ), split.seed, { 0 }, shown( "Decides which glaciers validate." ) ) ),
  };
}

} // namespace

Parameters datasetParameters( BuildDatasetOptions &options )
{
  return joined(
      { contentParameters( options ), valueParameters( options.values ), splitParameters( options.split ) } );
}

} // namespace calving
