#include "model/front/crackchains.h"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_map>

#include "model/scene/zone.h"

namespace calving
{

namespace
{

constexpr std::uint32_t noCrack = std::numeric_limits<std::uint32_t>::max();

//! The neighbour on each side.
constexpr std::array<std::array<int, 2>, 4> beside{ { { 1, 0 }, { 0, -1 }, { -1, 0 }, { 0, 1 } } };
//! Corner of the pixel where the crack on each side begins; it ends where the next side's begins.
constexpr std::array<std::array<int, 2>, 4> beginning{ { { 1, 1 }, { 1, 0 }, { 0, 0 }, { 0, 1 } } };

std::uint64_t corner( const Crack &crack, int side )
{
  const auto &[x, y] = beginning[static_cast<std::size_t>( side % 4 )];
  return static_cast<std::uint64_t>( crack.row + y ) << 32 | static_cast<std::uint32_t>( crack.column + x );
}

std::uint64_t startOf( const Crack &crack )
{
  return corner( crack, crack.side );
}

std::uint64_t endOf( const Crack &crack )
{
  return corner( crack, crack.side + 1 );
}

//! Cracks of rock or missing data that a chain passes over: two at each of two neighbouring pixels.
constexpr int longestGap = 4;

bool sameKind( const Crack &crack, bool glacier )
{
  return crack.glacier == glacier;
}

bool samePixel( const Crack &a, const Crack &b )
{
  return a.column == b.column && a.row == b.row;
}

std::vector<Crack> allCracks( const RunLengthImage &zones, const RunLengthImage &front )
{
  std::vector<Crack> cracks;
  const auto addCracks = [&]( int column, int row )
  {
    for ( std::uint8_t side = 0; side < 4; ++side )
    {
      const int x = column + beside[side][0];
      const int y = row + beside[side][1];
      if ( x < 0 || y < 0 || x >= zones.width() || y >= zones.height() )
        continue;
      const auto zone = static_cast<Zone>( zones.at( x, y ) );
      if ( zone != Zone::Ocean )
        cracks.push_back( { column, row, side, zone == Zone::Glacier } );
    }
  };
  for ( int row = 0; row < front.height(); ++row )
    for ( std::size_t run = front.firstRun( row ); run < front.firstRun( row + 1 ); ++run )
      for ( int column = front.begin( row, run ); front.value( run ) && column < front.end( run ); ++column )
        addCracks( column, row );
  return cracks;
}

//! Adds what is left of \a chain without rock at its ends and without long stretches of rock.
void addStretches( const CrackChain &chain, std::vector<CrackChain> &result )
{
  std::vector<Crack> cracks = chain.cracks;
  const auto isGlacier = []( const Crack &crack ) { return crack.glacier; };
  const auto isRock = []( const Crack &crack ) { return !crack.glacier; };
  bool closed = chain.closed && std::any_of( cracks.begin(), cracks.end(), isGlacier );
  if ( closed &&
       std::search_n( cracks.begin(), cracks.end(), longestGap + 1, false, sameKind ) != cracks.end() )
  {
    // Open the loop in its rock: start at glacier that follows rock.
    const auto rock = std::find_if( cracks.begin(), cracks.end(), isRock );
    std::rotate( cracks.begin(), std::find_if( rock, cracks.end(), isGlacier ), cracks.end() );
    closed = false;
  }
  if ( closed )
  {
    result.push_back( chain );
    return;
  }
  auto begin = std::find_if( cracks.begin(), cracks.end(), isGlacier );
  while ( begin != cracks.end() )
  {
    auto end = std::search_n( begin, cracks.end(), longestGap + 1, false, sameKind );
    const auto next = std::find_if( end, cracks.end(), isGlacier );
    while ( !std::prev( end )->glacier )
      --end;
    result.push_back( { { begin, end }, false } );
    begin = next;
  }
}

//! The cracks and which one follows which.
class CrackGraph
{
public:
  explicit CrackGraph( std::vector<Crack> cracks )
    : mCracks( std::move( cracks ) )
    , mNext( mCracks.size(), noCrack )
    , mPrevious( mCracks.size(), noCrack )
  {
    for ( std::uint32_t crack = 0; crack < mCracks.size(); ++crack )
    {
      auto &starting =
          mStarting.try_emplace( startOf( mCracks[crack] ), Pair{ noCrack, noCrack } ).first->second;
      ( starting[0] == noCrack ? starting[0] : starting[1] ) = crack;
    }
    // Turning inside one's own pixel first leaves the other crack of a crossing to the other pixel.
    for ( bool inside : { true, false } )
      for ( std::uint32_t crack = 0; crack < mCracks.size(); ++crack )
        linkAfter( crack, inside );
  }

  std::vector<CrackChain> chains()
  {
    std::vector<std::uint32_t> chainOf( mCracks.size(), noCrack );
    std::vector<bool> closed = numberChains( chainOf );
    joinLoops( chainOf, closed );
    return collect();
  }

private:
  using Pair = std::array<std::uint32_t, 2>;

  void link( std::uint32_t from, std::uint32_t to )
  {
    mNext[from] = to;
    mPrevious[to] = from;
  }

  void linkAfter( std::uint32_t crack, bool inside )
  {
    const auto found = mStarting.find( endOf( mCracks[crack] ) );
    if ( mNext[crack] != noCrack || found == mStarting.end() )
      return;
    for ( std::uint32_t next : found->second )
      if ( next != noCrack && mPrevious[next] == noCrack &&
           ( !inside || samePixel( mCracks[crack], mCracks[next] ) ) )
      {
        link( crack, next );
        return;
      }
  }

  //! Where the chain of \a crack begins: its first crack, or \a crack itself in a loop.
  std::uint32_t head( std::uint32_t crack ) const
  {
    std::uint32_t first = crack;
    while ( mPrevious[first] != noCrack && mPrevious[first] != crack )
      first = mPrevious[first];
    return mPrevious[first] == noCrack ? first : crack;
  }

  template <typename Visit> void walk( std::uint32_t first, const Visit &visit ) const
  {
    std::uint32_t crack = first;
    do
    {
      visit( crack );
      crack = mNext[crack];
    } while ( crack != noCrack && crack != first );
  }

  //! Numbers the chains; returns which of them are loops.
  std::vector<bool> numberChains( std::vector<std::uint32_t> &chainOf ) const
  {
    std::vector<bool> closed;
    for ( std::uint32_t crack = 0; crack < mCracks.size(); ++crack )
    {
      if ( chainOf[crack] != noCrack )
        continue;
      const std::uint32_t first = head( crack );
      walk( first, [&]( std::uint32_t c ) { chainOf[c] = static_cast<std::uint32_t>( closed.size() ); } );
      closed.push_back( mPrevious[first] != noCrack );
    }
    return closed;
  }

  //! Exchanges the successors at crossings of two chains of which one is a loop: that makes them one.
  void joinLoops( const std::vector<std::uint32_t> &chainOf, std::vector<bool> &closed )
  {
    std::vector<std::uint32_t> parent( closed.size() );
    for ( std::uint32_t chain = 0; chain < parent.size(); ++chain )
      parent[chain] = chain;
    const auto root = [&parent]( std::uint32_t chain )
    {
      while ( parent[chain] != chain )
        chain = parent[chain] = parent[parent[chain]];
      return chain;
    };
    for ( std::uint32_t crack = 0; crack < mCracks.size(); ++crack )
    {
      const auto &[one, two] = mStarting.at( startOf( mCracks[crack] ) );
      if ( crack != one || two == noCrack || mPrevious[one] == noCrack || mPrevious[two] == noCrack )
        continue;
      const std::uint32_t a = root( chainOf[one] );
      const std::uint32_t b = root( chainOf[two] );
      if ( a == b || ( !closed[a] && !closed[b] ) )
        continue;
      const std::uint32_t beforeOne = mPrevious[one];
      link( mPrevious[two], one );
      link( beforeOne, two );
      parent[b] = a;
      closed[a] = closed[a] && closed[b];
    }
  }

  std::vector<CrackChain> collect() const
  {
    std::vector<CrackChain> chains;
    std::vector<bool> done( mCracks.size(), false );
    for ( std::uint32_t crack = 0; crack < mCracks.size(); ++crack )
    {
      if ( done[crack] )
        continue;
      const std::uint32_t first = head( crack );
      CrackChain &chain = chains.emplace_back();
      chain.closed = mPrevious[first] != noCrack;
      walk( first,
            [&]( std::uint32_t c )
            {
              chain.cracks.push_back( mCracks[c] );
              done[c] = true;
            } );
    }
    return chains;
  }

  std::vector<Crack> mCracks;
  std::vector<std::uint32_t> mNext;
  std::vector<std::uint32_t> mPrevious;
  //! The one or two cracks that begin at each corner.
  std::unordered_map<std::uint64_t, Pair> mStarting;
};

} // namespace

std::vector<CrackChain> crackChains( const RunLengthImage &zones, const RunLengthImage &front )
{
  std::vector<CrackChain> result;
  for ( const CrackChain &chain : CrackGraph( allCracks( zones, front ) ).chains() )
    addStretches( chain, result );
  return result;
}

} // namespace calving
