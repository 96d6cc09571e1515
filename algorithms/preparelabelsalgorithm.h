#pragma once

#include <functional>
#include <memory>
#include <string>

#include "algorithms/algorithm.h"
#include "model/labels/preparelabels.h"
#include "model/segmenter.h"

namespace calving
{

//! Fills in labels for scenes, for someone to mend.
class PrepareLabelsAlgorithm : public Algorithm
{
public:
  //! Makes a segmenter of a model file; tests give one that needs no network.
  using Loader =
      std::function<std::unique_ptr<Segmenter>( const std::string &path, const ComputeOptions &options )>;

  explicit PrepareLabelsAlgorithm( Loader loader = loadSegmenter );

  QString name() const override { return QStringLiteral( "preparelabels" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "training" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  PrepareLabelsAlgorithm *createInstance() const override { return new PrepareLabelsAlgorithm( mLoader ); }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  QStringList rasterNames() const;
  void store( const QString &path, const std::vector<PreparedLabels> &labels, const Feedback &feedback ) const;

  Loader mLoader;
  QString mModel;
  std::vector<RasterInput> mRasters;
  LabelSources mSources;
  LabelOptions mOptions;
};

} // namespace calving
