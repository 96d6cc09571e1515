#pragma once

#include <qgsprocessingparameters.h>

namespace calving
{

/**
 * A choice that may be given by its name or by its number, as `qgis_process help` lists them.
 *
 * QGIS itself takes one of the two alone. A name that looks like a number is a name.
 */
class ChoiceParameter : public QgsProcessingParameterEnum
{
public:
  //! A choice like \a other. REQUIRES: a single one of its options can be chosen.
  explicit ChoiceParameter( const QgsProcessingParameterEnum &other );

  QgsProcessingParameterDefinition *clone() const override;
  bool checkValueIsAcceptable( const QVariant &input,
                               QgsProcessingContext *context = nullptr ) const override;

  //! \a value in the form that QGIS reads: the name or the number. What stands for no option stays as it is.
  QVariant readable( const QVariant &value ) const;
};

} // namespace calving
