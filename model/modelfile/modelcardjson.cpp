#include "model/modelfile/modelcardjson.h"

#include <cstddef>

#include <nlohmann/json.hpp>

#include "model/error.h"
#include "model/modelfile/jsonreader.h"
#include "model/modelfile/strictjson.h"

namespace calving
{

namespace
{

using nlohmann::json;

json sizeToJson( const TyrionSize &size )
{
  return {
      { "type", "tyrion" },        { "embed_dim", size.embedDimension }, { "depths", size.depths },
      { "num_heads", size.heads }, { "window_size", size.windowSize },   { "num_classes", size.classes } };
}

TyrionSize sizeFromJson( const json &table, const std::string &origin )
{
  TyrionSize size;
  JsonReader reader( table, "the model card of the file " + origin );
  reader.read( "embed_dim", size.embedDimension );
  reader.read( "depths", size.depths );
  reader.read( "num_heads", size.heads );
  reader.read( "window_size", size.windowSize );
  reader.read( "num_classes", size.classes );
  for ( std::size_t stage = 0; stage < size.heads.size(); ++stage )
    if ( ( std::int64_t( size.embedDimension ) << stage ) % size.heads[stage] != 0 )
      reader.failValue( "num_heads" );
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
  const json table = parseStrictJson( text, "the model card of the file " + origin );
  ModelCard card;
  JsonReader reader( table, "the model card of the file " + origin );
  reader.read( "name", card.name );
  reader.read( "task", card.task );
  if ( const json *architecture = reader.find( "architecture" ) )
    card.size = sizeFromJson( *architecture, origin );
  reader.read( "class_names", card.classNames );
  reader.read( "pixel_size_metres", card.pixelSizeMetres );
  reader.read( "value_scaling", card.valueScaling );
  reader.read( "training_data", card.trainingData );
  reader.read( "split", card.split );
  reader.read( "seed", card.seed );
  reader.read( "metrics", card.metrics );
  reader.read( "licence", card.licence );
  reader.read( "software_version", card.softwareVersion );
  reader.read( "notes", card.notes );
  reader.readOthers( card.notes );
  if ( !( card.pixelSizeMetres >= 0 ) )
    reader.failValue( "pixel_size_metres" );
  if ( card.classNames.size() != static_cast<std::size_t>( card.size.classes ) )
    reader.failValue( "class_names" );
  return card;
}

} // namespace calving
