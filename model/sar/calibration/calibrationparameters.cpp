#include "model/sar/calibration/calibrationparameters.h"

namespace calving
{

Parameters imageParameters( CalibrationOptions &options )
{
  return {
      choice( "POLARISATION", shown( "Polarisation" ), options.polarisation,
              { { "", "auto" }, { "HH", "HH" }, { "HV", "HV" }, { "VV", "VV" }, { "VH", "VH" } },
              shown( "The image of the product that is used. “auto” takes the first, which is the one that "
                     "was both sent and received alike (HH or VV), which shows calving fronts best." ) ),
      file( "ORBIT", shown( "Orbit file" ), options.orbitFile,
            shown( "Orbit files (*.EOF *.zip);;All files (*.*)" ),
            shown( "A precise (POEORB) or restituted (RESORB) orbit of the product's satellite and day. "
                   "Without one, the orbit in the product itself is used, which places products of recent "
                   "years within metres." ) ),
  };
}

Parameters calibrationParameters( CalibrationOptions &options )
{
  return {
      labelledChoice( "CALIBRATION", shown( "Backscatter" ), options.calibration,
                      { { Calibration::SigmaNought, shown( "Sigma nought" ) },
                        { Calibration::BetaNought, shown( "Beta nought" ) },
                        { Calibration::GammaNought, shown( "Gamma nought" ) } },
                      shown( "What backscatter is related to: sigma nought to the ground, beta nought to the "
                             "slant plane (wanted for terrain flattening), gamma nought to the plane across "
                             "the line of sight." ) ),
      toggle( "NOISE", shown( "Remove thermal noise" ), options.removeNoise,
              shown( "Subtracts the power that the radar would record of nothing at all." ) ),
      advanced( labelledChoice(
          "NEGATIVES", shown( "Pixels below the noise" ), options.negatives,
          { { NegativePolicy::Zero, shown( "Zero" ) },
            { NegativePolicy::Floor, shown( "Floor of -50 dB, as in SNAP" ) },
            { NegativePolicy::NoData, shown( "No data" ) },
            { NegativePolicy::Nearest, shown( "Nearest value above zero" ) },
            { NegativePolicy::Keep, shown( "Keep the negative value" ) } },
          shown( "Where less power came back than thermal noise is expected, subtracting the noise gives a "
                 "negative value. Calm water is full of such pixels. Their number is reported. Negative "
                 "values keep averages unbiased, but have no decibels." ) ) ),
      advanced( toggle( "BORDER_NOISE", shown( "Remove border noise" ), options.removeBorderNoise,
                        shown( "Only has an effect on GRDs that processors before 2.90 made, until March "
                               "2018." ) ) ),
  };
}

} // namespace calving
