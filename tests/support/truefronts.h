#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "model/base/calendar.h"
#include "model/change/changeinput.h"
#include "model/geometry/ogrpolygon.h"
#include "model/simulate/fronthistory.h"
#include "support/wellknownbinary.h"

/**
 * The true fronts of the middle fjord of a simulated coast, as lines from one side of the flat sea floor to
 * the other, on a plane without a system: what simulating scenes writes, without tracing what a radar sees.
 */
class TrueFronts
{
public:
  //! Fjords lie \a span metres apart; lines have so many points.
  TrueFronts( std::uint64_t seed, double span, const calving::FrontMotion &motion, int points = 41 )
    : mLandscape( { seed, span, span / 1000, span } )
    , mHistory( mLandscape, motion )
    , mPoints( points )
  {
  }

  //! Days since 1 January 2000.
  calving::FrontRecord front( int day ) const
  {
    calving::FrontRecord record;
    record.source = "true fronts";
    record.glacier = "Fjord1";
    record.sensor = "S1";
    record.dateText = calving::isoDate( day );
    calving::Line line;
    for ( int i = 0; i < mPoints; ++i )
    {
      const double across = widest * ( 2.0 * i / ( mPoints - 1 ) - 1 );
      line.push_back( mLandscape.place( 0, mHistory.position( 0, across, day ), across ) );
    }
    record.lines = { line };
    return record;
  }
  std::vector<calving::FrontRecord> fronts( int first, int count, int interval ) const
  {
    std::vector<calving::FrontRecord> records;
    for ( int i = 0; i < count; ++i )
      records.push_back( front( first + i * interval ) );
    return records;
  }

  //! Unit vector towards the ocean, and its degrees clockwise from the y axis.
  calving::Point flow() const { return { -mLandscape.inland()[0], -mLandscape.inland()[1] }; }
  double azimuth() const { return std::fmod( 360 + std::atan2( flow()[0], flow()[1] ) * 180 / M_PI, 360 ); }
  //! Straight along the flow through the middle of the front of \a day, so that metres along it are metres of
  //! the motion; \a length to either side.
  calving::DrawnShapes centreline( int day, double length ) const
  {
    const calving::Point middle = mLandscape.place( 0, mHistory.position( 0, 0, day ), 0 );
    const auto at = [&]( double metres )
    {
      return std::to_string( middle[0] + metres * flow()[0] ) + " " +
             std::to_string( middle[1] + metres * flow()[1] );
    };
    return { "The centreline",
             {},
             { wellKnownBinary( ( "LINESTRING(" + at( -length ) + ", " + at( length ) + ")" ).c_str() ) } };
  }

private:
  static constexpr double widest = 0.75;

  calving::Landscape mLandscape;
  calving::FrontHistory mHistory;
  int mPoints;
};
