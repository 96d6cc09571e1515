#pragma once

#include <qgsprocessingparameters.h>

#include "model/evaluate/scenematching.h"

namespace calving
{

//! Layers or files, one or many, or a folder of files: fronts or zones of scenes.
class FrontsParameter : public QgsProcessingParameterMultipleLayers
{
public:
  using QgsProcessingParameterMultipleLayers::QgsProcessingParameterMultipleLayers;

  bool checkValueIsAcceptable( const QVariant &input,
                               QgsProcessingContext *context = nullptr ) const override;
  QgsProcessingParameterDefinition *clone() const override { return new FrontsParameter( *this ); }
};

/**
 * The scenes that \a value of a FrontsParameter names. Empty for no value.
 *
 * A vector layer with an attribute image_id (or ImageID) of several values holds that many scenes; any other
 * is one. Call it in the main thread: layers live there. Throws QgsProcessingException or Error, naming what
 * cannot be read.
 */
SceneFiles scenesOf( const QVariant &value, QgsProcessingContext &context );

} // namespace calving
