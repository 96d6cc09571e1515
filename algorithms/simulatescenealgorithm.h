#pragma once

#include "algorithms/algorithm.h"
#include "model/simulate/sceneoptions.h"

namespace calving
{

//! Simulates SAR scenes of a calving glacier with everything that is true of them.
class SimulateSceneAlgorithm : public Algorithm
{
public:
  QString name() const override { return QStringLiteral( "simulatescene" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "simulation" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  SimulateSceneAlgorithm *createInstance() const override { return new SimulateSceneAlgorithm; }

protected:
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  //! Writes the rasters of the first date and returns those asked for.
  QVariantMap writeRasters( const SceneOptions &options, const QVariantMap &parameters,
                            QgsProcessingContext &context, const Feedback &feedback );
  //! Writes the fronts of all dates; returns the id of the layer, empty where not asked for, and the length.
  QVariantMap writeFronts( const SceneOptions &options, const QVariantMap &parameters,
                           QgsProcessingContext &context );
  //! Writes the true motion, if asked for.
  QVariantMap writeMotion( const SceneOptions &options, const QVariantMap &parameters,
                           QgsProcessingContext &context );
};

} // namespace calving
