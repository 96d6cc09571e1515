#pragma once

#include <optional>

#include "algorithms/algorithm.h"
#include "model/train/data/polygonscenes.h"

namespace calving
{

//! Trains the network on labelled scenes.
class FinetuneAlgorithm : public Algorithm
{
public:
  QString name() const override { return QStringLiteral( "finetune" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "training" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  FinetuneAlgorithm *createInstance() const override { return new FinetuneAlgorithm; }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  void addScenes();
  void addOutputs();
  //! The scenes that the parameters name; rasters for the pixel size of the weights \a start, if any.
  std::unique_ptr<SceneSource> openScenes( const QVariantMap &parameters, QgsProcessingContext &context,
                                           const std::string &start, const Feedback &feedback ) const;

  std::vector<std::string> mRasters;
  ZonePolygons mZones;
};

} // namespace calving
