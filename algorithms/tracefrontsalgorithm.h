#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/algorithm.h"
#include "model/front/tracefronts.h"

namespace calving
{

//! Draws the calving fronts in a raster of zones.
class TraceFrontsAlgorithm : public Algorithm
{
public:
  QString name() const override { return QStringLiteral( "tracefronts" ); }
  QString displayName() const override;
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "fronts" ); }
  QStringList tags() const override;
  QString shortDescription() const override;
  Guide guide() const override;
  void initAlgorithm( const QVariantMap &configuration ) override;
  TraceFrontsAlgorithm *createInstance() const override { return new TraceFrontsAlgorithm; }

protected:
  void prepare( const QVariantMap &parameters, QgsProcessingContext &context,
                QgsProcessingFeedback *feedback ) override;
  QVariantMap compute( const QVariantMap &parameters, QgsProcessingContext &context,
                       QgsProcessingFeedback *feedback ) override;

private:
  TracedFronts trace( const RasterReader &zones, const TraceOptions &options,
                      QgsProcessingFeedback *feedback ) const;

  std::string mZones;
  std::string mConfidence;
  //! Well-known binary in the coordinates of the zones; empty without AREA.
  std::vector<std::vector<std::uint8_t>> mArea;
};

} // namespace calving
