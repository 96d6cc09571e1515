#pragma once

#include "algorithms/algorithm.h"

namespace calving
{

//! Base of the algorithms that preprocess radar pictures: their group.
class SarAlgorithm : public Algorithm
{
public:
  QString group() const override;
  QString groupId() const override { return QStringLiteral( "sar" ); }

protected:
  //! The raster \a output, if it gets loaded, knows the time that its metadata say.
  static void dateOnLoad( const QString &output, QgsProcessingContext &context );
};

} // namespace calving
