#pragma once

#include "algorithms/algorithm.h"
#include "model/dataset/builddataset.h"

namespace calving
{

//! Makes a data set for pre-training of Sentinel-1 scenes and Sentinel-2 images.
class BuildDatasetAlgorithm : public Algorithm
{
public:
  inline static const QString SAR = QStringLiteral( "SAR" );
  inline static const QString PATH_FIELD = QStringLiteral( "PATH_FIELD" );
  inline static const QString OPTICAL = QStringLiteral( "OPTICAL" );
  inline static const QString AREAS = QStringLiteral( "AREAS" );
  inline static const QString NAME_FIELD = QStringLiteral( "NAME_FIELD" );
  inline static const QString RESOLUTION = QStringLiteral( "RESOLUTION" );
  inline static const QString MAX_CLOUD = QStringLiteral( "MAX_CLOUD" );
  inline static const QString MIN_COVERAGE = QStringLiteral( "MIN_COVERAGE" );
  inline static const QString MAX_DAYS = QStringLiteral( "MAX_DAYS" );
  inline static const QString SPLIT = QStringLiteral( "SPLIT" );
  inline static const QString VALIDATION_SHARE = QStringLiteral( "VALIDATION_SHARE" );
  inline static const QString HOLDOUT = QStringLiteral( "HOLDOUT" );
  inline static const QString SPLIT_DATE = QStringLiteral( "SPLIT_DATE" );
  inline static const QString GAP_DAYS = QStringLiteral( "GAP_DAYS" );
  inline static const QString SEED = QStringLiteral( "SEED" );
  inline static const QString OUTPUT = QStringLiteral( "OUTPUT" );
  inline static const QString REPORT = QStringLiteral( "REPORT" );
  inline static const QString GLACIERS = QStringLiteral( "GLACIERS" );
  inline static const QString SCENES = QStringLiteral( "SCENES" );
  inline static const QString ADDED = QStringLiteral( "ADDED" );
  inline static const QString VALIDATING = QStringLiteral( "VALIDATING" );

  QString name() const override { return QStringLiteral( "builddataset" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "training" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  BuildDatasetAlgorithm *createInstance() const override { return new BuildDatasetAlgorithm; }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  void addInputs();
  void addChecks();
  void addSplit();
  void addOutputs();
  DatasetSplitOptions splitOptions( const QVariantMap &parameters, QgsProcessingContext &context ) const;

  BuildDatasetOptions mOptions;
};

} // namespace calving
