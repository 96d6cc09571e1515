#include "model/simulate/sceneoptions.h"

#include "model/base/calendar.h"
#include "model/base/numbertext.h"
#include "model/error.h"

namespace calving
{

namespace
{

void checkRange( const std::string &what, double value, double low, double high )
{
  // Written so that NaN fails too.
  if ( !( value >= low && value <= high ) )
    throw Error( "The " + what + " is " + numberText( value ) + "; it must lie between " + numberText( low ) +
                 " and " + numberText( high ) + "." );
}

} // namespace

void checkSceneOptions( const SceneOptions &options )
{
  checkRange( "width", options.width, 16, 100000 );
  checkRange( "height", options.height, 16, 100000 );
  checkRange( "pixel size in metres", options.pixelSizeMetres, 0.5, 1000 );
  checkRange( "number of dates", options.dates, 1, 10000 );
  checkRange( "interval in days", options.intervalDays, 1, 3660 );
  checkRange( "retreat rate in metres per year", options.retreatRate, -20000, 20000 );
  checkRange( "seasonal amplitude in metres", options.seasonalAmplitude, 0, 20000 );
  checkRange( "size of the calving event in metres", options.eventMetres, 0, 20000 );
  if ( options.eventDay && options.eventMetres == 0 )
    throw Error( "The calving event of " + isoDate( *options.eventDay ) +
                 " takes no ice. Give its size in metres (EVENT_SIZE), or leave its date out." );
  if ( !options.eventDay && options.eventMetres > 0 )
    throw Error( "The calving event of " + numberText( options.eventMetres ) +
                 " m has no date. Give it (EVENT_DATE), or leave its size out." );
  checkRange( "incidence angle in degrees", options.incidence, 15, 65 );
  checkRange( "look direction in degrees", options.lookDirection, -360, 360 );
  checkRange( "number of looks", options.looks, 0.5, 10000 );
  checkRange( "noise floor in dB", options.noiseFloorDb, -60, 0 );
  if ( !( options.dbMin < options.dbMax ) )
    throw Error( "The dB window ends at " + numberText( options.dbMax ) +
                 ", which is not above its beginning at " + numberText( options.dbMin ) +
                 ". Make DB_MAX larger than DB_MIN." );
  const bool plain =
      options.sensor.find_first_not_of( "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-" ) ==
      std::string::npos;
  if ( options.sensor.empty() || !plain )
    throw Error( "The sensor's name “" + options.sensor +
                 "” becomes part of file names. Use letters, digits and hyphens only, for example S1." );
}

} // namespace calving
