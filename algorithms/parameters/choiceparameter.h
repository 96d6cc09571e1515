#pragma once

#include <qgsprocessingparameters.h>

namespace calving
{

/**
 * A choice that may be given by its name, in capitals or not, or by its number, as `qgis_process help` lists
 * them: see choiceIn().
 *
 * QGIS itself takes one of the two alone.
 */
class ChoiceParameter : public QgsProcessingParameterEnum
{
public:
  //! A choice like \a other. REQUIRES: a single one of its options can be chosen.
  explicit ChoiceParameter( const QgsProcessingParameterEnum &other );

  QgsProcessingParameterDefinition *clone() const override;
  bool checkValueIsAcceptable( const QVariant &input,
                               QgsProcessingContext *context = nullptr ) const override;
};

} // namespace calving
