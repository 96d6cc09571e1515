#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "model/base/quantile.h"
#include "model/check/checkinput.h"
#include "model/check/frontprofile.h"
#include "model/check/frontrules.h"
#include "model/geometry/ogrpolygon.h"
#include "support/wellknownbinary.h"

/**
 * Errors planted among real fronts, as mapping makes them, and the rules that must find them.
 *
 * Sizes are drawn evenly from ranges that reach from what a person just sees on the map to gross ones;
 * nothing in here knows how the rules measure. Fronts are in metres of a map, one line each.
 */
class PlantedErrors
{
public:
  struct Error
  {
    //! Place among the fronts.
    std::size_t front;
    calving::CheckRule rule;
    //! What was done, for the log.
    std::string what;
  };

  //! Draws everything from \a seed; \a flow: unit vector on the map along the glacier.
  PlantedErrors( std::vector<calving::FrontRecord> fronts, const calving::Point &flow, unsigned seed )
    : mRandom( seed )
    , mFlow( flow )
    , mReal( fronts.size() )
  {
    mInput.fronts = std::move( fronts );
    describeScenes();
    drawFjord();
    const int many = 6;
    const int some = 4;
    const int few = 3;
    repeat( many, calving::CheckRule::Roughness, &PlantedErrors::zigzag );
    repeat( some, calving::CheckRule::Length, &PlantedErrors::cutOff );
    repeat( some, calving::CheckRule::Length, &PlantedErrors::followCoast );
    repeat( some, calving::CheckRule::Jump, &PlantedErrors::shift );
    repeat( some, calving::CheckRule::Jump, &PlantedErrors::bulge );
    repeat( many, calving::CheckRule::Crossing, &PlantedErrors::loop );
    repeat( many, calving::CheckRule::Edge, &PlantedErrors::meetEdge );
    repeat( few, calving::CheckRule::Outside, &PlantedErrors::runOverLand );
    repeat( few, calving::CheckRule::Outside, &PlantedErrors::slideSideways );
    repeat( many, calving::CheckRule::Single, &PlantedErrors::disagree );
    for ( int i = 0; i < few; ++i )
      addCopies();
  }

  const calving::CheckInput &input() const { return mInput; }
  const std::vector<Error> &errors() const { return mErrors; }
  //! Fronts that are as they were.
  std::vector<std::size_t> untouched() const
  {
    std::vector<std::size_t> places;
    for ( std::size_t i = 0; i < mReal; ++i )
      if ( !isTouched( i ) )
        places.push_back( i );
    return places;
  }

private:
  using Line = calving::Line;
  using Point = calving::Point;

  //! Evenly from \a low to \a high, alike with every standard library.
  double drawn( double low, double high ) { return low + ( high - low ) * mRandom() / 4294967296.0; }
  double sign() { return drawn( 0, 1 ) < 0.5 ? -1 : 1; }
  double normal()
  {
    return std::sqrt( -2 * std::log( drawn( 1e-9, 1 ) ) ) * std::cos( drawn( 0, 2 * M_PI ) );
  }
  Point across() const { return { -mFlow[1], mFlow[0] }; }
  static Point moved( const Point &point, const Point &way, double metres )
  {
    return { point[0] + metres * way[0], point[1] + metres * way[1] };
  }
  static double dot( const Point &a, const Point &b ) { return a[0] * b[0] + a[1] * b[1]; }
  static double lengthOf( const Line &line ) { return calving::lengthOf( line ); }
  static std::string metres( double value ) { return std::to_string( std::lround( value ) ) + " m"; }

  bool isTouched( std::size_t front ) const
  {
    return std::any_of( mErrors.begin(), mErrors.end(),
                        [front]( const Error &error ) { return error.front == front; } );
  }
  std::size_t untouchedFront()
  {
    for ( ;; )
      if ( const auto front = static_cast<std::size_t>( drawn( 0, static_cast<double>( mReal ) ) );
           !isTouched( front ) )
        return front;
  }
  //! Spoils so many fronts; each function says what it did.
  void repeat( int count, calving::CheckRule rule, std::string ( PlantedErrors::*spoil )( std::size_t ) )
  {
    for ( int i = 0; i < count; ++i )
    {
      const std::size_t front = untouchedFront();
      mErrors.push_back( { front, rule, ( this->*spoil )( front ) } );
    }
  }

  Line &line( std::size_t front ) { return mInput.fronts[front].lines.front(); }

  //! The point \a metres along \a points.
  static Point pointAt( const Line &points, double metres )
  {
    for ( std::size_t i = 1; i < points.size(); ++i )
    {
      const double edge = calving::distance( points[i - 1], points[i] );
      if ( metres <= edge && edge > 0 )
        return { points[i - 1][0] + metres / edge * ( points[i][0] - points[i - 1][0] ),
                 points[i - 1][1] + metres / edge * ( points[i][1] - points[i - 1][1] ) };
      metres -= edge;
    }
    return points.back();
  }

  //! Each front gets a scene of its own, which reaches kilometres beyond it, and a disagreement as scenes
  //! have.
  void describeScenes()
  {
    for ( std::size_t i = 0; i < mReal; ++i )
    {
      mInput.fronts[i].imageId = "scene" + std::to_string( i );
      constexpr double usual = 60;
      constexpr double scatter = 0.35;
      mInput.fronts[i].singleMetres = usual * std::exp( scatter * normal() );
      double low[2] = { 1e12, 1e12 };
      double high[2] = { -1e12, -1e12 };
      for ( const Point &point : line( i ) )
        for ( int axis = 0; axis < 2; ++axis )
        {
          low[axis] = std::min( low[axis], point[axis] );
          high[axis] = std::max( high[axis], point[axis] );
        }
      const auto margin = [this] { return drawn( 500, 20000 ); };
      setFootprint( i, { low[0] - margin(), low[1] - margin() }, { high[0] + margin(), high[1] + margin() } );
    }
  }
  void setFootprint( std::size_t front, const Point &low, const Point &high )
  {
    setFootprint( front, { low, { high[0], low[1] }, high, { low[0], high[1] }, low } );
  }
  void setFootprint( std::size_t front, const Line &ring )
  {
    mInput.footprints.what = "A footprint";
    mInput.footprints.shapes.resize( mReal );
    mInput.footprintScenes.resize( mReal );
    mInput.footprints.shapes[front] = polygon( ring );
    mInput.footprintScenes[front].imageId = mInput.fronts[front].imageId;
  }
  static calving::WellKnownBinary polygon( const Line &ring )
  {
    return wellKnownBinary( *calving::ogrPolygon( { ring } ) );
  }

  //! As wide as nine in ten of the fronts reach on either side, and longer than they go.
  void drawFjord()
  {
    std::vector<double> rights;
    std::vector<double> lefts;
    for ( std::size_t i = 0; i < mReal; ++i )
    {
      const calving::AcrossReach reach = calving::acrossReach( { line( i ) }, mFlow );
      rights.push_back( reach.right );
      lefts.push_back( reach.left );
    }
    const double right = calving::quantile( rights, 0.1 );
    const double left = calving::quantile( lefts, 0.9 );
    const double middle = dot( line( 0 ).front(), mFlow );
    const auto corner = [this]( double along, double beside ) {
      return moved( moved( Point{ 0, 0 }, mFlow, along ), across(), beside );
    };
    const double far = 20000;
    mInput.fjord = { "The fjord",
                     {},
                     { polygon( { corner( middle - far, right ), corner( middle + far, right ),
                                  corner( middle + far, left ), corner( middle - far, left ),
                                  corner( middle - far, right ) } ) } };
  }

  std::string zigzag( std::size_t front )
  {
    const Line old = line( front );
    const double length = lengthOf( old );
    const double share = drawn( 0.3, 1 );
    const double begin = drawn( 0, 1 - share ) * length;
    const double size = drawn( 40, 150 );
    const double wave = drawn( 100, 300 );
    Line points;
    double passed = 0;
    for ( const Point &point : old )
    {
      passed += points.empty() ? 0 : calving::distance( points.back(), point );
      if ( passed > begin )
        break;
      points.push_back( point );
    }
    double side = 1;
    for ( double at = begin; at < begin + share * length; at += wave / 2 * drawn( 0.7, 1.3 ) )
    {
      points.push_back( moved( pointAt( old, at ), mFlow, side * size * drawn( 0.5, 1 ) ) );
      side = -side;
    }
    for ( double at = begin + share * length; at < length; at += 25 )
      points.push_back( pointAt( old, at ) );
    line( front ) = points;
    return "zigzag of " + metres( size ) + ", " + metres( wave ) + " long, on " +
           std::to_string( std::lround( share * 100 ) ) + " %";
  }

  std::string cutOff( std::size_t front )
  {
    const double share = drawn( 0.2, 0.7 );
    Line &points = line( front );
    if ( sign() > 0 )
      std::reverse( points.begin(), points.end() );
    const double length = lengthOf( points ) * ( 1 - share );
    Line kept;
    for ( double at = 0; at < length; at += 25 )
      kept.push_back( pointAt( points, at ) );
    points = kept;
    return "cut off by " + std::to_string( std::lround( share * 100 ) ) + " %";
  }

  //! On from one end, up or down the fjord.
  std::string followCoast( std::size_t front )
  {
    const double share = drawn( 0.2, 1 );
    Line &points = line( front );
    if ( sign() > 0 )
      std::reverse( points.begin(), points.end() );
    const double side = sign();
    const double length = share * lengthOf( points );
    const Point end = points.back();
    for ( double at = 25; at < length; at += 25 )
      points.push_back( moved( moved( end, mFlow, side * at ), across(), 40 * std::sin( at / 150 ) ) );
    return "follows the coast for " + metres( length );
  }

  std::string shift( std::size_t front )
  {
    const double way = sign() * drawn( 250, 2000 );
    for ( Point &point : line( front ) )
      point = moved( point, mFlow, way );
    return "shifted by " + metres( way );
  }

  std::string bulge( std::size_t front )
  {
    const double height = sign() * drawn( 700, 2000 );
    const double share = drawn( 0.3, 0.6 );
    const double begin = drawn( 0, 1 - share );
    Line &points = line( front );
    const Line old = points;
    const double length = lengthOf( old );
    double passed = 0;
    for ( std::size_t i = 1; i < old.size(); ++i )
    {
      passed += calving::distance( old[i - 1], old[i] );
      const double place = ( passed / length - begin ) / share;
      if ( place > 0 && place < 1 )
        points[i] = moved( old[i], mFlow, height * std::sin( M_PI * place ) );
    }
    return "bulge of " + metres( height ) + " on " + std::to_string( std::lround( share * 100 ) ) + " %";
  }

  std::string loop( std::size_t front )
  {
    const double radius = drawn( 15, 300 );
    Line &points = line( front );
    const auto place = static_cast<std::size_t>( drawn( 0.1, 0.9 ) * static_cast<double>( points.size() ) );
    const Point centre = moved( points[place], mFlow, sign() * radius * 0.9 );
    const double start = std::atan2( points[place][1] - centre[1], points[place][0] - centre[0] );
    // Once round the centre and a little on, over its own beginning.
    Line round;
    for ( int i = 0; i <= 13; ++i )
      round.push_back( { centre[0] + radius * std::cos( start + i * 0.5 ),
                         centre[1] + radius * std::sin( start + i * 0.5 ) } );
    points.insert( points.begin() + static_cast<std::ptrdiff_t>( place ), round.begin(), round.end() );
    return "loop of radius " + metres( radius );
  }

  //! The scene ends where a part of the front would be, which therefore is not there.
  std::string meetEdge( std::size_t front )
  {
    const double share = drawn( 0.02, 0.5 );
    Line &points = line( front );
    if ( sign() > 0 )
      std::reverse( points.begin(), points.end() );
    // A straight edge square to the front's axis.
    const Point axis = across();
    const Point first = points.front();
    const double side =
        dot( axis, { points.back()[0] - first[0], points.back()[1] - first[1] } ) < 0 ? -1 : 1;
    const Point way{ side * axis[0], side * axis[1] };
    const double limit =
        ( 1 - share ) * dot( way, { points.back()[0] - first[0], points.back()[1] - first[1] } );
    Line kept;
    for ( const Point &point : points )
      if ( dot( way, { point[0] - first[0], point[1] - first[1] } ) < limit )
        kept.push_back( point );
      else
        break;
    points = kept;
    const double gap = drawn( 0, 20 );
    const Point edge = moved( points.back(), way, gap );
    const double far = 30000;
    setFootprint( front, { moved( edge, mFlow, far ), moved( edge, mFlow, -far ),
                           moved( moved( edge, mFlow, -far ), way, -far ),
                           moved( moved( edge, mFlow, far ), way, -far ), moved( edge, mFlow, far ) } );
    return "scene ends " + metres( gap ) + " after " + std::to_string( std::lround( ( 1 - share ) * 100 ) ) +
           " %";
  }

  std::string runOverLand( std::size_t front )
  {
    const double length = drawn( 300, 2000 );
    Line &points = line( front );
    if ( sign() > 0 )
      std::reverse( points.begin(), points.end() );
    const Point end = points.back();
    const double side =
        dot( across(), { end[0] - points.front()[0], end[1] - points.front()[1] } ) < 0 ? -1 : 1;
    for ( double at = 25; at < length; at += 25 )
      points.push_back( moved( moved( end, across(), side * at ), mFlow, 30 * std::sin( at / 100 ) ) );
    return "runs over land for " + metres( length );
  }

  std::string slideSideways( std::size_t front )
  {
    const double way = sign() * drawn( 400, 2000 );
    for ( Point &point : line( front ) )
      point = moved( point, across(), way );
    return "shifted sideways by " + metres( way );
  }

  std::string disagree( std::size_t front )
  {
    const double metresOff = drawn( 300, 3000 );
    mInput.fronts[front].singleMetres = metresOff;
    return "disagrees by " + metres( metresOff );
  }

  //! The same line under a later date, and another drawing of a front on its day.
  void addCopies()
  {
    const std::size_t first = untouchedFront();
    calving::FrontRecord copy = mInput.fronts[first];
    const double last = static_cast<double>( mReal - 1 );
    const auto later = static_cast<std::size_t>( drawn( static_cast<double>( first ), last ) ) + 1;
    calving::FrontMoment moment = *calving::momentOf( mInput.fronts[std::min( later, mReal - 1 )].dateText );
    ++moment.day;
    copy.dateText = moment.date();
    mErrors.push_back(
        { mInput.fronts.size(), calving::CheckRule::Duplicate, "same line on " + copy.dateText } );
    mInput.fronts.push_back( copy );

    calving::FrontRecord again = mInput.fronts[untouchedFront()];
    const double noise = drawn( 3, 30 );
    for ( Point &point : again.lines.front() )
      point = moved( moved( point, mFlow, noise * normal() ), across(), noise * normal() );
    mErrors.push_back( { mInput.fronts.size(), calving::CheckRule::Duplicate,
                         "drawn again on " + again.dateText + ", off by " + metres( noise ) } );
    mInput.fronts.push_back( again );
  }

  std::mt19937 mRandom;
  Point mFlow;
  std::size_t mReal;
  calving::CheckInput mInput;
  std::vector<Error> mErrors;
};
