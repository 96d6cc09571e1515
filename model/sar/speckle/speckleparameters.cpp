#include "model/sar/speckle/speckleparameters.h"

namespace calving
{

SpeckleStep SpeckleChoice::step() const
{
  SpeckleStep step;
  step.filter.method = way.filter;
  step.filter.window = window;
  step.filter.looks = looks;
  step.multilook = way.multilook ? window : step.multilook;
  return step;
}

Parameters speckleParameters( SpeckleChoice &choice, bool forStacks )
{
  Choices<SpeckleChoice::Way> ways{ { { SpeckleMethod::None }, shown( "None" ) },
                                    { { SpeckleMethod::Boxcar }, shown( "Boxcar" ) },
                                    { { SpeckleMethod::Median }, shown( "Median" ) },
                                    { { SpeckleMethod::Lee }, shown( "Lee" ) },
                                    { { SpeckleMethod::Kuan }, shown( "Kuan" ) },
                                    { { SpeckleMethod::RefinedLee }, shown( "Refined Lee" ) },
                                    { { SpeckleMethod::LeeSigma }, shown( "Lee sigma" ) },
                                    { { SpeckleMethod::GammaMap }, shown( "Gamma-MAP" ) },
                                    { { SpeckleMethod::Frost }, shown( "Frost" ) },
                                    { { SpeckleMethod::None, true }, shown( "Multilook" ) } };
  if ( forStacks )
    ways.push_back( { { SpeckleMethod::None, false, true }, shown( "Multitemporal (Quegan and Yu)" ) } );
  return {
      labelledChoice( "SPECKLE", shown( "Speckle filter" ), choice.way, ways,
                      shown( "Lee keeps edges and is fast. Refined Lee follows edges. Multilook averages "
                             "squares of pixels into one, which makes pixels larger." ) ),
      number( "WINDOW", shown( "Window" ), choice.window, { 1, 31 },
              shown( "Side of the filter's window in pixels, odd; of the square, for multilook. Refined Lee "
                     "always takes 7." ) ),
      number( "LOOKS", shown( "Looks" ), choice.looks, { 0.1 },
              shown( "Equivalent number of looks of the scene: 4.4 for IW GRD of high resolution, about 10.7 "
                     "for EW GRD of medium, 1 for SLC." ) ),
  };
}

} // namespace calving
