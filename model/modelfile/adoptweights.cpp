#include "model/modelfile/adoptweights.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <string_view>

#include "model/base/listednames.h"
#include "model/error.h"
#include "model/modelfile/infersize.h"
#include "model/modelfile/modelcard.h"
#include "model/modelfile/requirenetwork.h"
#include "model/modelfile/tyrionlayout.h"

namespace calving
{

namespace
{

using Tensors = std::map<std::string, StoredTensor>;

//! Parts of names that say only what the network was wrapped in or assigned to when it was saved.
constexpr std::array<std::string_view, 8> wrappers{ "swin_unet.", "module.",  "_orig_mod.", "model.",
                                                    "net.",       "network.", "backbone.",  "encoder." };

//! The tensor that every network has once.
constexpr std::string_view anchor = "patch_embed.proj.weight";

std::string withoutWrappers( const std::string &name )
{
  std::string_view rest = name;
  const auto isFirst = [&]( std::string_view wrapper )
  { return rest.substr( 0, wrapper.size() ) == wrapper; };
  for ( auto wrapper = wrappers.begin(); wrapper != wrappers.end(); )
  {
    wrapper = std::find_if( wrappers.begin(), wrappers.end(), isFirst );
    if ( wrapper != wrappers.end() )
      rest.remove_prefix( wrapper->size() );
  }
  return std::string( rest );
}

//! What stands before the anchor in the names that end with it after a point.
std::vector<std::string> prefixesOf( const Tensors &tensors )
{
  std::vector<std::string> prefixes;
  for ( const auto &[name, tensor] : tensors )
    if ( name.size() > anchor.size() && name[name.size() - anchor.size() - 1] == '.' &&
         name.compare( name.size() - anchor.size(), anchor.size(), anchor ) == 0 )
      prefixes.push_back( name.substr( 0, name.size() - anchor.size() ) );
  return prefixes;
}

/**
 * Moves each tensor to the name that \a renamed gives it.
 *
 * Where a name comes with and without prefix, the one with prefix gets it, and the other is left over.
 */
template <typename Renamed> void rename( Tensors &tensors, const Renamed &renamed )
{
  Tensors plain;
  for ( const bool prefixed : { true, false } )
    for ( auto entry = tensors.begin(); entry != tensors.end(); )
    {
      const auto current = entry++;
      std::string name = renamed( current->first );
      if ( ( name != current->first ) != prefixed )
        continue;
      auto node = tensors.extract( current );
      if ( !plain.count( name ) )
        node.key() = std::move( name );
      plain.insert( std::move( node ) );
    }
  tensors.swap( plain );
}

[[noreturn]] void failSeveral( const std::vector<std::string> &prefixes, const std::string &origin )
{
  throw Error( "The file " + origin + " holds several networks, whose names begin with " +
               listedNames( prefixes, 4 ) + ". Save the weights of one of them alone and use that file." );
}

//! Takes off what wraps the network's names: the known wrappers in any order, else the one prefix there is.
void takePrefixesOff( Tensors &tensors, const std::string &origin )
{
  std::vector<std::string> wrapped = prefixesOf( tensors );
  const auto isKnown = []( const std::string &prefix ) { return withoutWrappers( prefix ).empty(); };
  const auto firstUnknown = std::stable_partition( wrapped.begin(), wrapped.end(), isKnown );
  const std::vector<std::string> known( wrapped.begin(), firstUnknown );
  const std::vector<std::string> unknown( firstUnknown, wrapped.end() );
  if ( known.size() > 1 )
    failSeveral( known, origin );
  rename( tensors, withoutWrappers );
  if ( !known.empty() || tensors.count( std::string( anchor ) ) || unknown.empty() )
    return;
  if ( unknown.size() > 1 )
    failSeveral( unknown, origin );
  const std::string prefix = withoutWrappers( unknown[0] );
  rename( tensors, [&]( const std::string &name )
          { return name.compare( 0, prefix.size(), prefix ) == 0 ? name.substr( prefix.size() ) : name; } );
}

bool fitsAll( const Tensors &tensors, const std::vector<LayoutEntry> &layout )
{
  return std::all_of( layout.begin(), layout.end(),
                      [&]( const LayoutEntry &entry ) { return !entry.isUsed || holds( tensors, entry ); } );
}

//! The task whose own tensors the file has.
std::string pretrainingOf( const Tensors &tensors, int embedDimension )
{
  for ( const char *task : { "optsimmim", "simmim", "opttranslator" } )
    if ( fitsAll( tensors, pretrainingLayout( task, embedDimension ) ) )
      return task;
  return "zones";
}

std::vector<std::int64_t> inferDecoderWidths( const Tensors &tensors )
{
  std::vector<std::int64_t> widths;
  for ( int block = 0; block < 6; ++block )
  {
    const auto found = tensors.find( "pred_target." + std::to_string( block ) + ".block.conv1.weight" );
    if ( found != tensors.end() && found->second.shape.size() == 4 )
      widths.push_back( found->second.shape[0] );
  }
  return widths;
}

//! What of \a layout can be used of \a tensors: a decoder wholly or not at all.
std::set<std::string> usableNames( const Tensors &tensors, const std::vector<LayoutEntry> &layout )
{
  std::vector<LayoutEntry> decoder;
  std::copy_if( layout.begin(), layout.end(), std::back_inserter( decoder ),
                []( const LayoutEntry &entry ) { return isDecoderBlock( entry.name ); } );
  const bool takesDecoder = fitsAll( tensors, decoder );
  std::set<std::string> usable;
  for ( const LayoutEntry &entry : layout )
    if ( holds( tensors, entry ) && ( takesDecoder || !isDecoderBlock( entry.name ) ) )
      usable.insert( entry.name );
  return usable;
}

WeightsMatch matchOf( const Tensors &tensors, const std::vector<LayoutEntry> &layout,
                      const std::set<std::string> &usable )
{
  WeightsMatch match;
  match.matched.assign( usable.begin(), usable.end() );
  for ( const LayoutEntry &entry : layout )
    if ( !usable.count( entry.name ) )
      match.missing.push_back( entry.name );
  for ( const auto &[name, tensor] : tensors )
    if ( !usable.count( name ) )
      ( isComputed( name ) ? match.computed : match.leftOver ).push_back( name );
  return match;
}

std::vector<std::string> classNamesFor( int classes )
{
  std::vector<std::string> names = ModelCard().classNames;
  if ( classes == static_cast<int>( names.size() ) )
    return names;
  names.clear();
  for ( int i = 0; i < classes; ++i )
    names.push_back( "class " + std::to_string( i ) );
  return names;
}

ModelCard cardFor( const TyrionSize &size, const std::string &origin )
{
  ModelCard card;
  card.name = std::filesystem::path( origin ).stem().string();
  card.size = size;
  card.classNames = classNamesFor( size.classes );
  card.notes["imported from"] = std::filesystem::path( origin ).filename().string();
  return card;
}

} // namespace

ImportedWeights adoptWeights( TensorFile file, const std::string &origin )
{
  Tensors &tensors = file.tensors;
  takePrefixesOff( tensors, origin );
  ImportedWeights imported;
  imported.card = cardFor( inferTyrionSize( tensors, origin ), origin );
  imported.decoderWidths = inferDecoderWidths( tensors );

  const int embedDimension = imported.card.size.embedDimension;
  const std::string task = pretrainingOf( tensors, embedDimension );
  std::vector<LayoutEntry> layout = tyrionLayout( imported.card.size );
  const std::vector<LayoutEntry> added = pretrainingLayout( task, embedDimension );
  layout.insert( layout.end(), added.begin(), added.end() );

  const std::set<std::string> usable = usableNames( tensors, layout );
  imported.card.task = fitsAll( tensors, layout ) ? task : "encoder";
  imported.match = matchOf( tensors, layout, usable );
  for ( const auto &[name, format] : file.unread )
    imported.match.unread.push_back( name + " (" + format + ")" );
  for ( const std::string &name : usable )
    imported.weights.tensors.insert( tensors.extract( name ) );
  requireFinite( imported.weights.tensors, origin );
  return imported;
}

} // namespace calving
