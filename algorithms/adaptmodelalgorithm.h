#pragma once

#include "algorithms/algorithm.h"
#include "model/train/adapt/adaptmodel.h"
#include "model/train/adapt/labelledrasters.h"

namespace calving
{

//! Adapts a trained network to one glacier by some labelled scenes of it.
class AdaptModelAlgorithm : public Algorithm
{
public:
  //! Tests give a training that needs no network.
  explicit AdaptModelAlgorithm( SceneTraining training = trainAndSee );

  QString name() const override { return QStringLiteral( "adaptmodel" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "training" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  AdaptModelAlgorithm *createInstance() const override { return new AdaptModelAlgorithm( mTraining ); }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  AdaptOptions options( const QVariantMap &parameters, QgsProcessingContext &context ) const;
  //! The labelled scenes, as the starting weights see them.
  PolygonScenes scenes( const QVariantMap &parameters, QgsProcessingContext &context,
                        const std::string &start, const Feedback &feedback ) const;

  SceneTraining mTraining;
  std::vector<RasterInput> mRasters;
  DrawnLabels mLabels;
  std::string mShippedModel;
};

} // namespace calving
