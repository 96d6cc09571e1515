#pragma once

#include "algorithms/parameters/mapparameters.h"
#include "algorithms/saralgorithm.h"

namespace calving
{

//! Brings a raster in radar geometry to a map.
class TerrainCorrectSarAlgorithm : public SarAlgorithm
{
public:
  QString name() const override { return QStringLiteral( "terraincorrectsar" ); }
  QString displayName() const override;
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  TerrainCorrectSarAlgorithm *createInstance() const override { return new TerrainCorrectSarAlgorithm; }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  std::string mInput;
  MapLayers mLayers;
};

} // namespace calving
