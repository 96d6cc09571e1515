#include "model/modelfile/modelcardjson.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "model/error.h"
#include "model/modelfile/tensors/strictjson.h"

namespace calving
{

namespace
{

using nlohmann::json;

constexpr std::uint64_t largestSize = 65536;
//! In metres: no radar sees finer, and no glacier shows on coarser pixels.
constexpr double smallestPixel = 0.1;
constexpr double largestPixel = 100000;

//! A value of another type or range than its key asks for.
struct Impossible
{
};

// nlohmann's own conversion, which refuses other types; numbers it would cut to fit.
template <typename Value> void convert( const json &value, Value &result )
{
  result = value.get<Value>();
}

//! null stands for not a number, which JSON cannot write.
void convert( const json &value, double &result )
{
  result = value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

void convert( const json &value, std::uint64_t &result )
{
  if ( !value.is_number_unsigned() )
    throw Impossible();
  result = value.get<std::uint64_t>();
}

//! A size.
void convert( const json &value, int &result )
{
  std::uint64_t size = 0;
  convert( value, size );
  if ( size < 1 || size > largestSize )
    throw Impossible();
  result = static_cast<int>( size );
}

void convert( const json &value, std::array<int, 4> &sizes )
{
  if ( !value.is_array() || value.size() != sizes.size() )
    throw Impossible();
  for ( std::size_t i = 0; i < sizes.size(); ++i )
    convert( value[i], sizes[i] );
}

void convert( const json &value, std::map<std::string, double> &figures )
{
  for ( const auto &[name, figure] : value.get<std::map<std::string, json>>() )
    convert( figure, figures[name] );
}

/**
 * Reads the values of one JSON table into variables, and takes them off it. Each keeps its value where its
 * key is absent.
 */
class Table
{
public:
  Table( json table, const std::string &origin )
    : mTable( std::move( table ) )
    , mOrigin( origin )
  {
    if ( !mTable.is_object() )
      throw Error( "In the model card of the file " + mOrigin +
                   " a table is expected. The file is damaged." );
  }

  template <typename Value> void take( const char *key, Value &value )
  {
    const auto found = mTable.find( key );
    if ( found == mTable.end() )
      return;
    try
    {
      convert( *found, value );
    }
    catch ( const json::exception & )
    {
      failValue( key );
    }
    catch ( const Impossible & )
    {
      failValue( key );
    }
    mTable.erase( found );
  }

  //! What nothing has taken.
  const json &rest() const { return mTable; }

  [[noreturn]] void failValue( const std::string &key ) const
  {
    throw Error( "The value of “" + key + "” in the model card of the file " + mOrigin +
                 " is impossible. The file is damaged." );
  }

private:
  json mTable;
  const std::string &mOrigin;
};

json sizeToJson( const TyrionSize &size )
{
  json architecture = {
      { "type", "tyrion" },        { "embed_dim", size.embedDimension }, { "depths", size.depths },
      { "num_heads", size.heads }, { "window_size", size.windowSize },   { "num_classes", size.classes } };
  if ( size.readsSequences() )
    architecture.update( { { "type", "multi-temporal tyrion" },
                           { "frames", size.frames },
                           { "decoder_channels", size.decoderChannels } } );
  return architecture;
}

TyrionSize sizeFromJson( const json &architecture, const std::string &origin )
{
  TyrionSize size;
  Table table( architecture, origin );
  table.take( "embed_dim", size.embedDimension );
  table.take( "depths", size.depths );
  table.take( "num_heads", size.heads );
  table.take( "window_size", size.windowSize );
  table.take( "num_classes", size.classes );
  table.take( "frames", size.frames );
  size.decoderChannels = size.embedDimension;
  table.take( "decoder_channels", size.decoderChannels );
  if ( !size.readsSequences() && size.decoderChannels != size.embedDimension )
    table.failValue( "decoder_channels" );
  for ( std::size_t stage = 0; stage < size.heads.size(); ++stage )
    if ( ( std::int64_t( size.embedDimension ) << stage ) % size.heads[stage] != 0 )
      table.failValue( "num_heads" );
  return size;
}

} // namespace

std::string modelCardToJson( const ModelCard &card )
{
  const json table = { { "name", card.name },
                       { "task", card.task },
                       { "architecture", sizeToJson( card.size ) },
                       { "class_names", card.classNames },
                       { "pixel_size_metres", card.pixelSizeMetres },
                       { "value_scaling", card.valueScaling },
                       { "training_data", card.trainingData },
                       { "split", card.split },
                       { "seed", card.seed },
                       { "metrics", json( card.metrics ) },
                       { "licence", card.licence },
                       { "software_version", card.softwareVersion },
                       { "notes", json( card.notes ) } };
  return table.dump( 1, ' ', false, json::error_handler_t::replace );
}

ModelCard modelCardFromJson( const std::string &text, const std::string &origin )
{
  Table table( parseStrictJson( text, "the model card of the file " + origin ), origin );
  ModelCard card;
  table.take( "name", card.name );
  table.take( "task", card.task );
  json architecture;
  table.take( "architecture", architecture );
  if ( !architecture.is_null() )
    card.size = sizeFromJson( architecture, origin );
  table.take( "class_names", card.classNames );
  table.take( "pixel_size_metres", card.pixelSizeMetres );
  table.take( "value_scaling", card.valueScaling );
  table.take( "training_data", card.trainingData );
  table.take( "split", card.split );
  table.take( "seed", card.seed );
  table.take( "metrics", card.metrics );
  table.take( "licence", card.licence );
  table.take( "software_version", card.softwareVersion );
  table.take( "notes", card.notes );
  for ( const auto &[name, value] : table.rest().items() )
    card.notes[name] = value.is_string() ? value.get<std::string>() : value.dump();
  if ( card.pixelSizeMetres != 0 &&
       !( card.pixelSizeMetres >= smallestPixel && card.pixelSizeMetres <= largestPixel ) )
    table.failValue( "pixel_size_metres" );
  if ( card.classNames.size() != static_cast<std::size_t>( card.size.classes ) )
    table.failValue( "class_names" );
  return card;
}

} // namespace calving
