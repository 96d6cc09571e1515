#include "model/labels/labelparameters.h"

#include "model/scene/sceneinputparameters.h"

namespace calving
{

Parameters labelParameters( LabelOptions &options )
{
  const Parameters own{
      optional( text( "GLACIER", shown( "Glacier" ), options.glacier,
                      shown( "Its name, for the attribute glacier_name, and to choose among the fronts where some "
                             "bear it. Empty: what metadata or names of the rasters say." ) ) ),
      choice( "PREFILL", shown( "Fill in from" ), options.prefill,
              { { Prefill::Automatic, "auto" },
                { Prefill::Model, "model" },
                { Prefill::Labels, "labels" },
                { Prefill::Nothing, "nothing" } },
              shown( "Where the zones come from of a scene that has no front line: auto (the model where one is "
                     "given, else the labels nearest in time), model (the one in the box where none is given), "
                     "labels, or nothing, to draw all by hand." ) ),
      toggle( "FOLLOW_FRONTS", shown( "Zones follow moved fronts" ), options.followFronts,
              shown( "Where the output has front lines that no longer lie on the border of ocean and glacier, makes "
                     "the zones of that scene anew from its lines. Off: the zones stay, and the log names the "
                     "scene." ) ),
      advanced( number( "FRONT_DAYS", shown( "Days between scene and front" ), options.mostDays, { 0, 3660 },
                        shown( "How many days a front may be older or younger than the scene to count for it. The "
                               "nearest one counts." ) ) ),
      advanced( number( "FARTHEST_END", shown( "Farthest end of a front (m)" ), options.farthestEndMetres, { 0 },
                        shown( "How far the end of a front line may be from rock, from the edge of what is labelled, "
                               "or from another line, to be led on to there." ) ) ) };
  return joined( { own, sceneInputParameters( options.input, "what the model was trained on" ) } );
}

} // namespace calving
