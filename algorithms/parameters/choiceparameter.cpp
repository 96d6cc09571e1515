#include "algorithms/parameters/choiceparameter.h"

namespace calving
{

ChoiceParameter::ChoiceParameter( const QgsProcessingParameterEnum &other )
  : QgsProcessingParameterEnum( other )
{
}

QgsProcessingParameterDefinition *ChoiceParameter::clone() const
{
  return new ChoiceParameter( *this );
}

bool ChoiceParameter::checkValueIsAcceptable( const QVariant &input, QgsProcessingContext *context ) const
{
  return QgsProcessingParameterEnum::checkValueIsAcceptable( readable( input ), context );
}

QVariant ChoiceParameter::readable( const QVariant &value ) const
{
  const QString text = value.toString();
  const int named = options().indexOf( text );
  bool isNumber = false;
  const int number = text.toInt( &isNumber );
  const bool numbered = isNumber && number >= 0 && number < options().size();
  if ( usesStaticStrings() )
    return named < 0 && numbered ? QVariant( options().at( number ) ) : value;
  return named < 0 ? value : QVariant( named );
}

} // namespace calving
