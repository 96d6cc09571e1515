#include "model/modelfile/pytorch/picklestack.h"

#include <utility>

namespace calving
{

namespace
{

using Kind = PickleValue::Kind;

constexpr std::size_t mostValues = 2000000;
//! A single byte of a pickle can push, mark or remember, which takes us up to fifty: files of ten thousand
//! tensors need half a million of such steps.
constexpr std::size_t mostSteps = 5000000;
//! Names are joined from memoised texts, so without a limit a few bytes could stand for a text of any length.
constexpr std::size_t longestName = 200;

bool makesTable( const PickleValue &callable )
{
  return callable.kind == Kind::Global &&
         ( callable.text == "collections.OrderedDict" || callable.text == "collections.defaultdict" ||
           callable.text == "builtins.dict" || callable.text == "__builtin__.dict" );
}

} // namespace

PickleStack::PickleStack( std::deque<PickleValue> &values )
  : mValues( values )
  , mOpaque( make( Kind::Opaque ) )
{
}

PickleValue *PickleStack::make( Kind kind )
{
  if ( mValues.size() >= mostValues )
    throw PickleFault( "it describes more than two million values" );
  mValues.emplace_back();
  mValues.back().kind = kind;
  return &mValues.back();
}

void PickleStack::countStep()
{
  if ( ++mSteps > mostSteps )
    throw PickleFault( "it takes more than five million steps" );
}

void PickleStack::push( PickleValue *value )
{
  countStep();
  mStack.push_back( value );
}

void PickleStack::pushMark()
{
  countStep();
  mMarks.push_back( mStack.size() );
}

void PickleStack::remember( std::uint64_t key )
{
  countStep();
  mMemo[key] = top();
}

void PickleStack::pushInteger( std::int64_t value )
{
  push( make( Kind::Integer ) );
  mStack.back()->integer = value;
}

void PickleStack::pushText( Kind kind, std::string text )
{
  push( make( kind ) );
  mStack.back()->text = std::move( text );
}

void PickleStack::pushItems( Kind kind, const Items &items )
{
  push( make( kind ) );
  extendTop( kind, items );
}

void PickleStack::pushCall( const Items &items )
{
  if ( makesTable( *items[0] ) )
    pushItems( Kind::Table, {} );
  else
    pushItems( Kind::Call, items );
}

void PickleStack::pushGlobal( const Items &items )
{
  const std::string &module = items[0]->text;
  const std::string &name = items[1]->text;
  if ( module.size() + name.size() > longestName )
    pushOpaque();
  else
    pushText( Kind::Global, module + "." + name );
}

void PickleStack::extendTop( Kind kind, const Items &items )
{
  PickleValue *container = top();
  if ( kind == Kind::Table && items.size() % 2 != 0 )
    throw PickleFault( "a table in it has a key without a value" );
  if ( container->kind == kind )
    container->items.insert( container->items.end(), items.begin(), items.end() );
}

PickleValue *PickleStack::top() const
{
  if ( mStack.size() <= floor() )
    throw PickleFault( "it uses a value that is not there" );
  return mStack.back();
}

PickleValue *PickleStack::pop()
{
  PickleValue *value = top();
  mStack.pop_back();
  return value;
}

PickleStack::Items PickleStack::pop( int count )
{
  Items items( static_cast<std::size_t>( count ) );
  for ( auto item = items.rbegin(); item != items.rend(); ++item )
    *item = pop();
  return items;
}

PickleStack::Items PickleStack::popToMark()
{
  if ( mMarks.empty() )
    throw PickleFault( "it uses a value that is not there" );
  const auto first = mStack.begin() + static_cast<std::ptrdiff_t>( mMarks.back() );
  const Items items( first, mStack.end() );
  mStack.erase( first, mStack.end() );
  mMarks.pop_back();
  return items;
}

void PickleStack::recall( std::uint64_t key )
{
  const auto found = mMemo.find( key );
  if ( found == mMemo.end() )
    throw PickleFault( "it uses a value that is not there" );
  push( found->second );
}

} // namespace calving
