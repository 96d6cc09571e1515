#include "model/modelfile/importweights.h"

#include "model/base/listednames.h"
#include "model/modelfile/infersize.h"
#include "model/modelfile/modelcard.h"
#include "model/modelfile/modelfile.h"
#include "model/modelfile/tyrionlayout.h"

namespace calving
{

namespace
{

constexpr std::size_t mostListed = 40;

std::string joined( const std::vector<std::int64_t> &numbers )
{
  std::string text;
  for ( const std::int64_t number : numbers )
    text += ( text.empty() ? "" : "-" ) + std::to_string( number );
  return text;
}

void reportDecoder( const ImportedWeights &imported, const Feedback &feedback )
{
  const auto expected = decoderWidths( imported.card.size );
  if ( imported.decoderWidths.empty() )
    feedback.inform(
        "The file has no decoder: the weights are a start for training, not a network for zones." );
  else if ( imported.decoderWidths == std::vector<std::int64_t>( expected.begin(), expected.end() ) )
    feedback.inform( "The decoder's blocks are " + joined( imported.decoderWidths ) + " wide." );
  else
    feedback.warn( "The decoder's blocks are " + joined( imported.decoderWidths ) +
                   " wide, where a Tyrion of this embedding has " +
                   joined( { expected.begin(), expected.end() } ) + ". Only the encoder was taken." );
}

void reportMatch( const ImportedWeights &imported, const Feedback &feedback )
{
  const WeightsMatch &match = imported.match;
  feedback.inform( "Found a network with " + describeSize( imported.card.size ) + "; its task is “" +
                   imported.card.task + "”." );
  reportDecoder( imported, feedback );
  feedback.inform( std::to_string( match.matched.size() ) +
                   " tensors matched: " + listedNames( match.matched, mostListed ) + "." );
  if ( !match.unread.empty() )
    feedback.warn( std::to_string( match.unread.size() ) +
                   " tensors have number formats that are not read, and were left out: " +
                   listedNames( match.unread, mostListed ) + "." );
  if ( !match.computed.empty() )
    feedback.inform( std::to_string( match.computed.size() ) +
                     " masks and coordinate tables are computed anew and were not stored." );
  if ( !match.missing.empty() )
    feedback.warn( std::to_string( match.missing.size() ) +
                   " tensors are missing: " + listedNames( match.missing, mostListed ) + "." );
  if ( !match.leftOver.empty() )
    feedback.warn( std::to_string( match.leftOver.size() ) +
                   " tensors were left over: " + listedNames( match.leftOver, mostListed ) + "." );
}

//! What the file says of itself, with what was found out about it.
ModelCard mergedCard( ModelCard card, const ModelCard &found )
{
  card.task = found.task;
  card.size = found.size;
  return card;
}

} // namespace

ImportedWeights importWeights( const std::string &input, const std::string &output, const Feedback &feedback )
{
  TensorFile file = readTensorFile( input );
  const std::optional<ModelCard> card = cardOf( file, input );
  feedback.report( 0.5 );

  ImportedWeights imported = adoptWeights( std::move( file ), input );
  if ( card )
    imported.card = mergedCard( *card, imported.card );
  reportMatch( imported, feedback );
  writeModelFile( output, imported.card, imported.weights );
  feedback.report( 1.0 );
  return imported;
}

} // namespace calving
