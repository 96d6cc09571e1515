#include "model/simulate/product/productparameters.h"

#include "model/simulate/sceneparameters.h"

namespace calving
{

ProductOptions productDefaults()
{
  ProductOptions options;
  options.scene = sceneDefaults();
  return options;
}

Parameters productParameters( ProductOptions &options )
{
  Choices<std::string> types;
  for ( const ProductType &type : productTypes() )
    types.emplace_back( type.name, type.name );
  const Choices<std::vector<std::string>> polarisations{
      { { "HH" }, "HH" }, { { "VV" }, "VV" }, { { "HH", "HV" }, "HH+HV" }, { { "VV", "VH" }, "VV+VH" } };
  const Parameters own{
      choice( "TYPE", shown( "Product" ), options.type, types,
              shown( "Mode and resolution: pixels of 10 m (IW_GRDH, SM_GRDH), 25 m (EW_GRDH) or 40 m "
                     "(IW_GRDM, EW_GRDM)." ) ),
      choice( "POLARISATION", shown( "Polarisation" ), options.polarisations, polarisations,
              shown( "One image, or two: the second is received the other way." ) ),
      choice( "PASS", shown( "Pass" ), options.ascending, { { true, "ascending" }, { false, "descending" } },
              shown( "Northwards in the evening or southwards in the morning; the radar looks to the "
                     "right." ) ) };
  return joined( { own, without( sceneParameters( options.scene ), { "DATES", "INTERVAL" } ) } );
}

Parameter sigma0Parameter( GivenGround &ground )
{
  return number( "SIGMA0", shown( "Constant backscatter (dB)" ), ground.sigma0Db, { -60, 60 },
                 shown( "Sigma nought of flat ground everywhere, instead of a landscape or zones. Slopes of "
                        "a terrain model return as much gamma nought as flat ground." ) );
}

Parameters rareProductParameters( ProductOptions &options, double &targetPower )
{
  const Parameters own{
      number( "LOOKS", shown( "Looks" ), options.looks, { 0, 1e6 },
              shown( "Equivalent number of looks. 0: that of the type, 4.4 for IW_GRDH; 1000000: no speckle "
                     "to speak of." ) ),
      number( "TARGET_POWER", shown( "Radar cross-section of the reflectors (dB of a m²)" ), targetPower,
              { 0, 100 }, shown( "A trihedral of 5 m has 60 dB." ) ),
      number( "SAMPLES", shown( "Samples" ), options.samples, { 0, 60000 },
              shown( "Pixels of a line. 0: as many as the ground needs. Products of ESA have some 26000 in "
                     "IW_GRDH." ) ),
      number( "LINES", shown( "Lines" ), options.lines, { 0, 60000 },
              shown( "0: as many as the ground needs. Products of ESA have some 16700 in IW_GRDH." ) ) };
  return joined( { only( rareSceneParameters( options.scene ),
                         { "SEASONAL", "MELANGE", "INCIDENCE", "NOISE_FLOOR", "THREADS" } ),
                   advanced( optional( own ) ) } );
}

} // namespace calving
