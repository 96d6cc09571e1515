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
  inline static const QString SCENES = QStringLiteral( "SCENES" );
  inline static const QString RASTERS = QStringLiteral( "RASTERS" );
  inline static const QString ZONES_LAYER = QStringLiteral( "ZONES_LAYER" );
  inline static const QString ZONES_FIELD = QStringLiteral( "ZONES_FIELD" );
  inline static const QString RASTER_FIELD = QStringLiteral( "RASTER_FIELD" );
  inline static const QString BAND = QStringLiteral( "BAND" );
  inline static const QString HOLDOUT = QStringLiteral( "HOLDOUT" );
  inline static const QString SUBSET = QStringLiteral( "SUBSET" );
  inline static const QString VALIDATION_SHARE = QStringLiteral( "VALIDATION_SHARE" );
  inline static const QString TRAINING_SHARE = QStringLiteral( "TRAINING_SHARE" );
  inline static const QString MDE = QStringLiteral( "MDE" );
  inline static const QString IOU = QStringLiteral( "IOU" );
  inline static const QString NO_FRONT = QStringLiteral( "NO_FRONT" );

  QString name() const override { return QStringLiteral( "finetune" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "training" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  FinetuneAlgorithm *createInstance() const override { return new FinetuneAlgorithm; }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  void addScenes();
  void addPreparation();
  //! How rasters are prepared for the network.
  SceneInput sceneInput( const QVariantMap &parameters, QgsProcessingContext &context ) const;
  void addOutputs();
  //! The scenes that the parameters name.
  std::unique_ptr<SceneSource> openScenes( const QVariantMap &parameters, QgsProcessingContext &context,
                                           const Feedback &feedback ) const;

  std::vector<std::string> mRasters;
  ZonePolygons mZones;
};

} // namespace calving
