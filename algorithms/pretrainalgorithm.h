#pragma once

#include "algorithms/algorithm.h"
#include "model/train/pretrainoptions.h"

namespace calving
{

//! Pre-trains the network on scenes without labels.
class PretrainAlgorithm : public Algorithm
{
public:
  inline static const QString DATASET = QStringLiteral( "DATASET" );
  inline static const QString METHOD = QStringLiteral( "METHOD" );
  inline static const QString HOLDOUT = QStringLiteral( "HOLDOUT" );
  inline static const QString VALIDATION_SHARE = QStringLiteral( "VALIDATION_SHARE" );
  inline static const QString SPLIT = QStringLiteral( "SPLIT" );
  inline static const QString VALIDATION_SAMPLES = QStringLiteral( "VALIDATION_SAMPLES" );
  inline static const QString MASK_UNIT = QStringLiteral( "MASK_UNIT" );
  inline static const QString MASK_RATIO = QStringLiteral( "MASK_RATIO" );
  inline static const QString ZOOM_MIN = QStringLiteral( "ZOOM_MIN" );
  inline static const QString ZOOM_MAX = QStringLiteral( "ZOOM_MAX" );
  inline static const QString FLIP = QStringLiteral( "FLIP" );
  inline static const QString LOSS = QStringLiteral( "LOSS" );
  inline static const QString LOSS_OF_MEANS = QStringLiteral( "LOSS_OF_MEANS" );

  QString name() const override { return QStringLiteral( "pretrain" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "training" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  PretrainAlgorithm *createInstance() const override { return new PretrainAlgorithm; }

protected:
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  void addSplit();
  void addSamples();
  void addOutputs();
  PretrainOptions options( const QVariantMap &parameters, QgsProcessingContext &context ) const;
};

} // namespace calving
