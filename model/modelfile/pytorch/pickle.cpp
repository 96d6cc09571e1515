#include "model/modelfile/pytorch/pickle.h"

#include <array>

#include "model/error.h"
#include "model/modelfile/pytorch/picklestack.h"

namespace calving
{

namespace
{

using Kind = PickleValue::Kind;

//! The bytes of the pickle, taken from the front.
class Cursor
{
public:
  explicit Cursor( std::string_view bytes )
    : mRest( bytes )
  {
  }

  std::string_view take( std::uint64_t count )
  {
    if ( count > mRest.size() )
      throw PickleFault( "it ends early" );
    const std::string_view taken = mRest.substr( 0, count );
    mRest.remove_prefix( count );
    return taken;
  }

  //! A little-endian number of \a count bytes, without sign.
  std::uint64_t number( int count )
  {
    std::uint64_t value = 0;
    int shift = 0;
    for ( const char byte : take( static_cast<std::uint64_t>( count ) ) )
    {
      value |= static_cast<std::uint64_t>( static_cast<std::uint8_t>( byte ) ) << shift;
      shift += 8;
    }
    return value;
  }

  std::string line()
  {
    const std::string_view taken = take( mRest.find( '\n' ) );
    take( 1 );
    return std::string( taken );
  }

private:
  std::string_view mRest;
};

//! Python's integers of any length; those beyond int64 are of no use to us.
void pushLong( PickleStack &stack, std::string_view bytes )
{
  if ( bytes.size() > 8 )
    return stack.pushOpaque();
  std::int64_t value = !bytes.empty() && bytes.back() < 0 ? -1 : 0;
  for ( auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte )
    value = static_cast<std::int64_t>( static_cast<std::uint64_t>( value ) << 8 |
                                       static_cast<std::uint8_t>( *byte ) );
  stack.pushInteger( value );
}

void pushBytes( PickleStack &stack, Cursor &cursor, int lengthBytes )
{
  cursor.take( cursor.number( lengthBytes ) );
  stack.pushOpaque();
}

void pushText( PickleStack &stack, Cursor &cursor, int lengthBytes )
{
  stack.pushText( Kind::Text, std::string( cursor.take( cursor.number( lengthBytes ) ) ) );
}

void pushGlobalLines( PickleStack &stack, Cursor &cursor )
{
  stack.pushText( Kind::Text, cursor.line() );
  stack.pushText( Kind::Text, cursor.line() );
  stack.pushGlobal( stack.pop( 2 ) );
}

struct Opcode
{
  std::uint8_t code;
  const char *name;
  void ( *act )( PickleStack &stack, Cursor &cursor );
};

using Stack = PickleStack;

// clang-format off
constexpr Opcode opcodes[] = {
  // Numbers
  { 0x88, "NEWTRUE",          []( Stack &s, Cursor & ) { s.pushInteger( 1 ); } },
  { 0x89, "NEWFALSE",         []( Stack &s, Cursor & ) { s.pushInteger( 0 ); } },
  { 'K',  "BININT1",          []( Stack &s, Cursor &c ) { s.pushInteger( static_cast<std::int64_t>( c.number( 1 ) ) ); } },
  { 'M',  "BININT2",          []( Stack &s, Cursor &c ) { s.pushInteger( static_cast<std::int64_t>( c.number( 2 ) ) ); } },
  { 'J',  "BININT",           []( Stack &s, Cursor &c ) { s.pushInteger( static_cast<std::int32_t>( c.number( 4 ) ) ); } },
  { 0x8a, "LONG1",            []( Stack &s, Cursor &c ) { pushLong( s, c.take( c.number( 1 ) ) ); } },
  { 0x8b, "LONG4",            []( Stack &s, Cursor &c ) { pushLong( s, c.take( c.number( 4 ) ) ); } },
  { 'G',  "BINFLOAT",         []( Stack &s, Cursor &c ) { c.take( 8 ), s.pushOpaque(); } },
  { 'N',  "NONE",             []( Stack &s, Cursor & ) { s.pushOpaque(); } },
  // Texts and bytes
  { 'U',  "SHORT_BINSTRING",  []( Stack &s, Cursor &c ) { pushText( s, c, 1 ); } },
  { 'T',  "BINSTRING",        []( Stack &s, Cursor &c ) { pushText( s, c, 4 ); } },
  { 0x8c, "SHORT_BINUNICODE", []( Stack &s, Cursor &c ) { pushText( s, c, 1 ); } },
  { 'X',  "BINUNICODE",       []( Stack &s, Cursor &c ) { pushText( s, c, 4 ); } },
  { 0x8d, "BINUNICODE8",      []( Stack &s, Cursor &c ) { pushText( s, c, 8 ); } },
  { 'C',  "SHORT_BINBYTES",   []( Stack &s, Cursor &c ) { pushBytes( s, c, 1 ); } },
  { 'B',  "BINBYTES",         []( Stack &s, Cursor &c ) { pushBytes( s, c, 4 ); } },
  { 0x8e, "BINBYTES8",        []( Stack &s, Cursor &c ) { pushBytes( s, c, 8 ); } },
  { 0x96, "BYTEARRAY8",       []( Stack &s, Cursor &c ) { pushBytes( s, c, 8 ); } },
  // Containers
  { ')',  "EMPTY_TUPLE",      []( Stack &s, Cursor & ) { s.pushItems( Kind::Sequence, {} ); } },
  { 0x85, "TUPLE1",           []( Stack &s, Cursor & ) { s.pushItems( Kind::Sequence, s.pop( 1 ) ); } },
  { 0x86, "TUPLE2",           []( Stack &s, Cursor & ) { s.pushItems( Kind::Sequence, s.pop( 2 ) ); } },
  { 0x87, "TUPLE3",           []( Stack &s, Cursor & ) { s.pushItems( Kind::Sequence, s.pop( 3 ) ); } },
  { 't',  "TUPLE",            []( Stack &s, Cursor & ) { s.pushItems( Kind::Sequence, s.popToMark() ); } },
  { ']',  "EMPTY_LIST",       []( Stack &s, Cursor & ) { s.pushItems( Kind::Sequence, {} ); } },
  { 'l',  "LIST",             []( Stack &s, Cursor & ) { s.pushItems( Kind::Sequence, s.popToMark() ); } },
  { 'a',  "APPEND",           []( Stack &s, Cursor & ) { s.extendTop( Kind::Sequence, s.pop( 1 ) ); } },
  { 'e',  "APPENDS",          []( Stack &s, Cursor & ) { s.extendTop( Kind::Sequence, s.popToMark() ); } },
  { 0x8f, "EMPTY_SET",        []( Stack &s, Cursor & ) { s.pushItems( Kind::Sequence, {} ); } },
  { 0x90, "ADDITEMS",         []( Stack &s, Cursor & ) { s.extendTop( Kind::Sequence, s.popToMark() ); } },
  { 0x91, "FROZENSET",        []( Stack &s, Cursor & ) { s.pushItems( Kind::Sequence, s.popToMark() ); } },
  { '}',  "EMPTY_DICT",       []( Stack &s, Cursor & ) { s.pushItems( Kind::Table, {} ); } },
  { 'd',  "DICT",             []( Stack &s, Cursor & ) { s.pushItems( Kind::Table, s.popToMark() ); } },
  { 's',  "SETITEM",          []( Stack &s, Cursor & ) { s.extendTop( Kind::Table, s.pop( 2 ) ); } },
  { 'u',  "SETITEMS",         []( Stack &s, Cursor & ) { s.extendTop( Kind::Table, s.popToMark() ); } },
  // Objects
  { 'c',  "GLOBAL",           pushGlobalLines },
  { 0x93, "STACK_GLOBAL",     []( Stack &s, Cursor & ) { s.pushGlobal( s.pop( 2 ) ); } },
  { 'R',  "REDUCE",           []( Stack &s, Cursor & ) { s.pushCall( s.pop( 2 ) ); } },
  { 0x81, "NEWOBJ",           []( Stack &s, Cursor & ) { s.pushCall( s.pop( 2 ) ); } },
  { 0x92, "NEWOBJ_EX",        []( Stack &s, Cursor & ) { s.pop(), s.pushCall( s.pop( 2 ) ); } },
  { 'Q',  "BINPERSID",        []( Stack &s, Cursor & ) { s.pushItems( Kind::Persistent, s.pop( 1 ) ); } },
  { 'o',  "OBJ",              []( Stack &s, Cursor & ) { s.popToMark(), s.pushOpaque(); } },
  { 'i',  "INST",             []( Stack &s, Cursor &c ) { c.line(), c.line(), s.popToMark(), s.pushOpaque(); } },
  { 'b',  "BUILD",            []( Stack &s, Cursor & ) { s.pop(); } },
  // The machine itself
  { 0x80, "PROTO",            []( Stack &, Cursor &c ) { c.number( 1 ); } },
  { 0x95, "FRAME",            []( Stack &, Cursor &c ) { c.number( 8 ); } },
  { '(',  "MARK",             []( Stack &s, Cursor & ) { s.pushMark(); } },
  { '0',  "POP",              []( Stack &s, Cursor & ) { s.pop(); } },
  { '1',  "POP_MARK",         []( Stack &s, Cursor & ) { s.popToMark(); } },
  { '2',  "DUP",              []( Stack &s, Cursor & ) { s.duplicateTop(); } },
  { 'q',  "BINPUT",           []( Stack &s, Cursor &c ) { s.remember( c.number( 1 ) ); } },
  { 'r',  "LONG_BINPUT",      []( Stack &s, Cursor &c ) { s.remember( c.number( 4 ) ); } },
  { 0x94, "MEMOIZE",          []( Stack &s, Cursor & ) { s.rememberNext(); } },
  { 'h',  "BINGET",           []( Stack &s, Cursor &c ) { s.recall( c.number( 1 ) ); } },
  { 'j',  "LONG_BINGET",      []( Stack &s, Cursor &c ) { s.recall( c.number( 4 ) ); } },
};
// clang-format on

constexpr std::uint8_t stop = '.';

using ActionByCode = std::array<decltype( Opcode::act ), 256>;

ActionByCode actionsByCode()
{
  ActionByCode actions{};
  for ( const Opcode &opcode : opcodes )
    actions[opcode.code] = opcode.act;
  return actions;
}

const PickleValue *run( Cursor cursor, PickleStack stack )
{
  static const ActionByCode actions = actionsByCode();
  while ( true )
  {
    const auto code = static_cast<std::uint8_t>( cursor.take( 1 )[0] );
    if ( code == stop )
      return stack.pop();
    if ( !actions[code] )
      throw PickleFault( "it has the unknown opcode " + std::to_string( code ) );
    actions[code]( stack, cursor );
  }
}

} // namespace

Pickle::Pickle( std::string_view bytes, const std::string &origin )
{
  try
  {
    mRoot = run( Cursor( bytes ), PickleStack( mValues ) );
  }
  catch ( const PickleFault &fault )
  {
    throw Error( "Cannot read the table of contents (data.pkl) of " + origin + ": " + fault.what() +
                 ". The file is damaged; copy or download it again." );
  }
}

const PickleValue *valueOf( const PickleValue &table, std::string_view key )
{
  const PickleValue *found = nullptr;
  if ( table.kind != Kind::Table )
    return nullptr;
  for ( std::size_t i = 0; i + 1 < table.items.size(); i += 2 )
    if ( table.items[i]->kind == Kind::Text && table.items[i]->text == key )
      found = table.items[i + 1];
  return found;
}

const PickleValue *argumentsOfCall( const PickleValue &value, std::string_view name )
{
  if ( value.kind != Kind::Call || value.items[0]->kind != Kind::Global || value.items[0]->text != name ||
       value.items[1]->kind != Kind::Sequence )
    return nullptr;
  return value.items[1];
}

} // namespace calving
