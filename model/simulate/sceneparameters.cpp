#include "model/simulate/sceneparameters.h"

#include "model/base/calendar.h"

namespace calving
{

namespace
{

Parameters timeParameters( SceneOptions &options )
{
  return {
      date( "DATE", shown( "Date" ), options.firstDay,
            shown( "Date of the scene, or of the first one. It decides snow, melange and where the front "
                   "stands." ) ),
      number( "DATES", shown( "Number of dates" ), options.dates, { 1, 10000 },
              shown( "How many dates the fronts and the training set cover. The rasters show the first "
                     "one." ) ),
      number( "INTERVAL", shown( "Days between dates" ), options.intervalDays, { 1, 3660 },
              shown( "Days from one date to the next." ) ),
      number( "RATE", shown( "Retreat rate (metres per year)" ), options.retreatRate, { -20000, 20000 },
              shown( "Mean retreat of the calving front, counted from 1 January 2020. Negative values make "
                     "it advance. The front stays within a fifth of the scene." ) ),
  };
}

Parameters radarParameters( SceneOptions &options )
{
  return {
      number( "INCIDENCE", shown( "Incidence angle (degrees)" ), options.incidence, { 15, 65 },
              shown( "Angle between the radar's rays and the vertical." ) ),
      number( "LOOK_DIRECTION", shown( "Look direction (degrees)" ), options.lookDirection, { -360, 360 },
              shown( "Direction in which the radar looks, clockwise from the top of the map. 80 is an "
                     "ascending, 280 a descending orbit." ) ),
      toggle( "BOTH_PASSES", shown( "Look from both sides" ), options.bothPasses,
              shown( "Every second date is seen from the opposite side." ) ),
      number( "LOOKS", shown( "Looks" ), options.looks, { 0.5, 10000 },
              shown( "Equivalent number of looks: more looks, less speckle." ) ),
      number( "NOISE_FLOOR", shown( "Noise floor (dB)" ), options.noiseFloorDb, { -60, 0 },
              shown( "Backscatter that equals the noise of the instrument." ) ),
  };
}

Parameters storageParameters( SceneOptions &options )
{
  return {
      labelledChoice( "UNIT", shown( "Unit of the scene" ), options.unit,
                      { { SceneUnit::Byte, shown( "8 bit" ) },
                        { SceneUnit::Decibel, shown( "dB" ) },
                        { SceneUnit::Linear, shown( "Linear" ) } },
                      shown( "8 bit over the window below, decibels, or linear backscatter (sigma0)." ) ),
      number( "DB_MIN", shown( "Window from (dB)" ), options.dbMin, { -60, 60 },
              shown( "Backscatter that becomes 0 of 255." ) ),
      number( "DB_MAX", shown( "Window to (dB)" ), options.dbMax, { -60, 60 },
              shown( "Backscatter that becomes 255 of 255." ) ),
      text( "SENSOR", shown( "Sensor" ), options.sensor,
            shown( "Name of the sensor in file names and metadata." ) ),
      number( "THREADS", shown( "Threads" ), options.threads, { 0, 1024 },
              shown( "Threads to compute with. 0 uses every core. Never changes a pixel." ) ),
  };
}

} // namespace

SceneOptions sceneDefaults()
{
  SceneOptions options;
  options.firstDay = dayNumber( { 2020, 7, 1 } );
  return options;
}

Parameters sceneParameters( SceneOptions &options )
{
  const Parameters seed{ number( "SEED", shown( "Seed" ), options.seed, { 0, 2147483647 },
                                 shown( "Chooses the glacier. One seed always gives the same pixels." ) ) };
  const Parameters size{ number( "WIDTH", shown( "Width (pixels)" ), options.width, { 16, 100000 },
                                 shown( "Columns of the rasters." ) ),
                         number( "HEIGHT", shown( "Height (pixels)" ), options.height, { 16, 100000 },
                                 shown( "Rows of the rasters." ) ),
                         number( "PIXEL_SIZE", shown( "Pixel size (metres)" ), options.pixelSizeMetres,
                                 { 0.5, 1000 },
                                 shown( "Side of a pixel. Scenes wider than 30 km show several fjords." ) ) };
  return optional( joined( { seed, timeParameters( options ), size } ) );
}

Parameters rareSceneParameters( SceneOptions &options )
{
  const Parameters sea{
      date(
          "EVENT_DATE", shown( "Date of a calving event" ), options.eventDay,
          shown( "The first day after an event that takes EVENT_SIZE of all of the front, which stays back. "
                 "Small bays, which fill again, calve without it." ) ),
      numberOrZero( "EVENT_SIZE", shown( "Size of the calving event (metres)" ), options.eventMetres,
                    { 0, 20000 }, shown( "How far the front falls back on EVENT_DATE." ) ),
      number( "SEASONAL", shown( "Seasonal movement (metres)" ), options.seasonalAmplitude, { 0, 20000 },
              shown( "How far the front moves out in spring and back in autumn, from its mean." ) ),
      labelledChoice( "MELANGE", shown( "Melange" ), options.melange,
                      { { Melange::BySeason, shown( "By season" ) },
                        { Melange::None, shown( "None" ) },
                        { Melange::Full, shown( "Full" ) } },
                      shown( "Floating ice in front of the glacier: by season (most of it in winter), open "
                             "water with icebergs, or a fjord full of ice." ) ) };
  return advanced( optional( joined( { sea, radarParameters( options ), storageParameters( options ) } ) ) );
}

Parameter glaciersParameter( int &glaciers )
{
  return optional(
      number( "GLACIERS", shown( "Glaciers of the training set" ), glaciers, { 1, 1000 },
              shown( "How many different glaciers the training set holds. They lie side by side." ) ) );
}

} // namespace calving
