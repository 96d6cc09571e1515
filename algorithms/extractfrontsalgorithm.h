#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <QString>
#include <qgscoordinatereferencesystem.h>

#include "algorithms/algorithm.h"
#include "model/extract/extractfronts.h"
#include "model/segmenter.h"

namespace calving
{

//! From a georeferenced raster to calving fronts as lines.
class ExtractFrontsAlgorithm : public Algorithm
{
public:
  inline static const QString INPUT = QStringLiteral( "INPUT" );
  inline static const QString BAND = QStringLiteral( "BAND" );
  inline static const QString MODEL = QStringLiteral( "MODEL" );
  inline static const QString AREA = QStringLiteral( "AREA" );
  inline static const QString MINIMUM_LENGTH = QStringLiteral( "MINIMUM_LENGTH" );
  inline static const QString TILE = QStringLiteral( "TILE" );
  inline static const QString MARGIN = QStringLiteral( "MARGIN" );
  inline static const QString STRIDE = QStringLiteral( "STRIDE" );
  inline static const QString RESAMPLE = QStringLiteral( "RESAMPLE" );
  inline static const QString VALUES = QStringLiteral( "VALUES" );
  inline static const QString DB_MIN = QStringLiteral( "DB_MIN" );
  inline static const QString DB_MAX = QStringLiteral( "DB_MAX" );
  inline static const QString CRS = QStringLiteral( "CRS" );
  inline static const QString PIXEL_SIZE = QStringLiteral( "PIXEL_SIZE" );
  inline static const QString FRONTS = QStringLiteral( "FRONTS" );
  inline static const QString ZONES = QStringLiteral( "ZONES" );
  inline static const QString CONFIDENCE = QStringLiteral( "CONFIDENCE" );
  inline static const QString PROBABILITIES = QStringLiteral( "PROBABILITIES" );
  inline static const QString OCEAN = QStringLiteral( "OCEAN" );
  inline static const QString FRONT_COUNT = QStringLiteral( "FRONT_COUNT" );
  inline static const QString FRONT_LENGTH = QStringLiteral( "FRONT_LENGTH" );

  //! Makes a segmenter of a model file; tests give one that needs no network.
  using Loader =
      std::function<std::unique_ptr<Segmenter>( const std::string &path, const ComputeOptions &options )>;

  explicit ExtractFrontsAlgorithm( Loader loader = loadSegmenter );

  QString name() const override { return QStringLiteral( "extractfronts" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "fronts" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  ExtractFrontsAlgorithm *createInstance() const override { return new ExtractFrontsAlgorithm( mLoader ); }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  void addInputs();
  void addTiling();
  void addValues();
  void addOutputs();

  QString modelPath( const QVariantMap &parameters, QgsProcessingContext &context ) const;
  ExtractOptions options( const QVariantMap &parameters, QgsProcessingContext &context ) const;
  SegmentOptions segmentOptions( const QVariantMap &parameters, QgsProcessingContext &context ) const;

  Loader mLoader;
  std::string mScene;
  QString mModel;
  Georeference mGeoreference;
  //! Well-known binary in the coordinates of the scene; empty without AREA.
  std::vector<std::vector<std::uint8_t>> mArea;
};

} // namespace calving
