#include "algorithms/parameters/choiceparameter.h"

#include "model/base/parametertext.h"

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
  const QString given = input.toString();
  const bool isPlain = input.type() == QVariant::String || input.canConvert<double>();
  if ( !isPlain || given.isEmpty() )
    return QgsProcessingParameterEnum::checkValueIsAcceptable( input, context );
  std::vector<std::string> names;
  for ( const QString &option : options() )
    names.push_back( option.toStdString() );
  return choiceIn( given.toStdString(), names ).has_value();
}

} // namespace calving
