#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

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
  void addOutputs();

  ExtractOptions options( const QVariantMap &parameters, QgsProcessingContext &context ) const;

  Loader mLoader;
  QString mModel;
  //! All but where results go.
  ExtractOptions mOptions;
  //! From prepare() to compute().
  std::optional<OpenedScene> mScene;
};

} // namespace calving
