#pragma once

#include "algorithms/algorithm.h"
#include "algorithms/parameters/simulatedground.h"

namespace calving
{

//! Writes a complete Sentinel-1 product of a simulated or a given ground.
class SimulateSarAlgorithm : public Algorithm
{
public:
  QString name() const override { return QStringLiteral( "simulatesar" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "simulation" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  SimulateSarAlgorithm *createInstance() const override { return new SimulateSarAlgorithm; }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  GroundLayers mLayers;
};

} // namespace calving
