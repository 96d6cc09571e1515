#include "model/extract/glacierprior.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

#include "model/base/numbertext.h"
#include "model/error.h"
#include "model/extract/rememberedlabel.h"
#include "model/front/frontpixels.h"
#include "model/front/frontwander.h"
#include "model/geometry/distancemap.h"
#include "model/scene/zone.h"

namespace calving
{

namespace
{

constexpr auto none = static_cast<std::uint8_t>( Zone::NotAvailable );
constexpr auto rock = static_cast<std::uint8_t>( Zone::Rock );
constexpr auto glacier = static_cast<std::uint8_t>( Zone::Glacier );
constexpr auto ocean = static_cast<std::uint8_t>( Zone::Ocean );

//! That a front jumped, or a label does not hold.
constexpr double surpriseChance = 0.02;

double logOdds( double chance )
{
  return std::log( ( 1 - chance ) / chance );
}

//! How sure a zone is still the same, that far from the front.
double logOddsOfStaying( double metres, double wander )
{
  return logOdds( ( ( 1 - surpriseChance ) * std::exp( -metres / wander ) + surpriseChance ) / 2 );
}

RasterGrid boxGrid( const GlacierMemory &memory )
{
  constexpr double rounding = 1e-6;
  constexpr double mostPixels = 1 << 28;
  const std::array<double, 6> &t = memory.labels.front().transform;
  const double x = std::hypot( t[1], t[4] );
  const double y = std::hypot( t[2], t[5] );
  const double width = std::max( 1.0, std::ceil( ( memory.box[2] - memory.box[0] ) / x - rounding ) );
  const double height = std::max( 1.0, std::ceil( ( memory.box[3] - memory.box[1] ) / y - rounding ) );
  if ( !( width * height <= mostPixels ) )
    throw Error( "The box of the fjord that the model remembers would have " + numberText( width ) + " x " +
                 numberText( height ) + " pixels. Set PRIOR = none, or adapt the model to a smaller place." );
  RasterGrid grid;
  grid.width = static_cast<int>( width );
  grid.height = static_cast<int>( height );
  grid.transform = { memory.box[0], x, 0, memory.box[3], 0, -y };
  grid.hasTransform = true;
  grid.crs = memory.crs;
  return grid;
}

//! A label on the grid of the box.
struct BoxLabel
{
  double day = 0;
  std::string date;
  std::vector<std::uint8_t> zones;
  std::vector<std::uint8_t> front;
};

bool isEmpty( const std::vector<std::uint8_t> &front )
{
  return std::all_of( front.begin(), front.end(), []( std::uint8_t pixel ) { return pixel == 0; } );
}

//! Those with a date, the last first.
std::vector<BoxLabel> labelsOn( const RasterGrid &grid, const GlacierMemory &memory )
{
  std::vector<BoxLabel> labels;
  for ( const RememberedLabel &old : memory.labels )
    if ( const std::optional<double> day = rememberedDay( old ); day && old.crs.empty() == grid.crs.empty() )
    {
      labels.push_back( { *day, old.date, rememberedZones( old, grid ), rememberedFront( old, grid ) } );
      BoxLabel &label = labels.back();
      if ( label.front.empty() )
        label.front = frontPixels( label.zones, grid.width, grid.height, { 0, 1, {} } );
    }
  std::stable_sort( labels.begin(), labels.end(),
                    []( const BoxLabel &a, const BoxLabel &b ) { return a.day > b.day; } );
  return labels;
}

std::vector<std::uint8_t> frontsOf( const std::vector<BoxLabel> &labels, std::size_t pixels )
{
  std::vector<std::uint8_t> all( pixels );
  for ( const BoxLabel &label : labels )
    for ( std::size_t i = 0; i < pixels; ++i )
      all[i] |= label.front[i];
  return all;
}

void addRock( const std::vector<BoxLabel> &labels, std::vector<PlaceWord> &words )
{
  for ( std::size_t i = 0; i < words.size(); ++i )
  {
    int known = 0;
    int stone = 0;
    for ( const BoxLabel &label : labels )
    {
      known += label.zones[i] != none;
      stone += label.zones[i] == rock;
    }
    const auto sure = static_cast<float>( logOdds( surpriseChance / 2 ) );
    words[i].isKnown = known > 0;
    words[i].rock = known == 0 || ( stone > 0 && stone < known ) ? 0 : stone > 0 ? sure : -sure;
  }
}

//! Adds to each of \a words what the first of \a labels says that shows glacier or ocean there. Of two that
//! agree the surer counts: together they know no more of a jump between them than it does.
template <typename Labels>
void addFirst( const Labels &labels, double day, const RasterGrid &grid, std::vector<PlaceWord> &words )
{
  const std::array<double, 2> side = grid.pixelSizeMetres();
  std::vector<bool> done( words.size() );
  for ( const BoxLabel *label : labels )
  {
    std::vector<float> own;
    if ( !isEmpty( label->front ) )
      own = distanceMap( label->front, grid.width, grid.height, side );
    const double wander = frontWander( label->day - day );
    for ( std::size_t i = 0; i < words.size(); ++i )
    {
      if ( done[i] || ( label->zones[i] != glacier && label->zones[i] != ocean ) )
        continue;
      done[i] = true;
      const double odds = logOddsOfStaying( own.empty() ? words[i].toFront : own[i], wander );
      const auto word = static_cast<float>( label->zones[i] == glacier ? odds : -odds );
      float &known = words[i].glacier;
      known = known * word > 0 ? std::copysign( std::max( std::abs( known ), std::abs( word ) ), word )
                               : known + word;
    }
  }
}

} // namespace

GlacierPrior::GlacierPrior( const GlacierMemory &memory, double day )
  : mGrid( boxGrid( memory ) )
  , mWords( static_cast<std::size_t>( mGrid.width ) * mGrid.height )
{
  const std::vector<BoxLabel> labels = labelsOn( mGrid, memory );
  if ( labels.empty() )
    throw Error( "None of the labels that the model remembers lies in its glacier's box." );
  mLabels = static_cast<int>( labels.size() );
  const auto nearest = std::min_element( labels.begin(), labels.end(),
                                         [day]( const BoxLabel &a, const BoxLabel &b )
                                         { return std::abs( a.day - day ) < std::abs( b.day - day ); } );
  mNearestDate = nearest->date;
  mNearestDays = std::abs( nearest->day - day );

  const std::vector<float> toFronts =
      distanceMap( frontsOf( labels, mWords.size() ), mGrid.width, mGrid.height, mGrid.pixelSizeMetres() );
  for ( std::size_t i = 0; i < mWords.size(); ++i )
    mWords[i].toFront = toFronts[i];
  addRock( labels, mWords );
  std::vector<const BoxLabel *> before;
  std::vector<const BoxLabel *> after;
  for ( const BoxLabel &label : labels )
    if ( label.day <= day )
      before.push_back( &label );
    else
      after.insert( after.begin(), &label );
  addFirst( before, day, mGrid, mWords );
  addFirst( after, day, mGrid, mWords );
}

double GlacierPrior::expectedMetres() const
{
  return 3 * frontWander( mNearestDays );
}

} // namespace calving
