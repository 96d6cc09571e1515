#pragma once

#include <functional>
#include <memory>

#include <QString>

#include "algorithms/algorithm.h"
#include "algorithms/extractfrontsalgorithm.h"
#include "model/series/extractseries.h"

namespace calving
{

//! From the scenes of a fjord to the calving fronts of all their dates.
class ExtractSeriesAlgorithm : public Algorithm
{
public:
  using Loader = ExtractFrontsAlgorithm::Loader;

  using TextureLoader = std::function<std::unique_ptr<TextureClassifier>( const std::string &path )>;

  explicit ExtractSeriesAlgorithm( Loader loader = loadSegmenter,
                                   TextureLoader textureLoader = loadTextureClassifier );

  QString name() const override { return QStringLiteral( "extractseries" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "fronts" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  ExtractSeriesAlgorithm *createInstance() const override
  {
    return new ExtractSeriesAlgorithm( mLoader, mTextureLoader );
  }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  void addInputs();
  void addOutputs();
  SeriesRequest request( const QVariantMap &parameters, QgsProcessingContext &context ) const;

  Loader mLoader;
  TextureLoader mTextureLoader;
  QString mModel;
  //! The texture classifier that comes with the plugin; empty where there is none.
  QString mTexture;
  SeriesProducts mProducts;
  ListedScenes mScenes;
  DrawnLabels mLabels;
  std::optional<GlacierMemory> mMemory;
  ExtractOptions mEach;
};

} // namespace calving
